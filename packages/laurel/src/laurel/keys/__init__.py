"""Custody of signing keys, and nothing else."""
