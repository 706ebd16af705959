"""The signed-in console: organisation, issuer, badges, awards; and the sign-in pages."""
