"""Verification for anyone: bytes or a link in, a report out."""
