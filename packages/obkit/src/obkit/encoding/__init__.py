"""Bytes to values and back: strict JSON, multibase, compact JWS, canonical N-Quads."""

from obkit.encoding.jws import CompactJws
from obkit.encoding.strict_json import DEFAULT_LIMITS, Json, Limits

__all__ = ["DEFAULT_LIMITS", "CompactJws", "Json", "Limits"]
