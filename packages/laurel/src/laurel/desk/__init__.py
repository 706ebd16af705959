"""The help desk: what people ask an issuer, and what becomes of it."""
