"""Verification: bytes in, report out."""
