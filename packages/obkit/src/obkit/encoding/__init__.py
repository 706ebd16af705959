"""Bytes to values and back: strict JSON, multibase, compact JWS, canonical N-Quads."""
