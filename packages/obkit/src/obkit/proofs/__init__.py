"""Proof formats, one file each."""
