"""Endorsements: what others say of an award, an achievement or an issuer, and sign."""
