"""The signed documents: immutable bytes, status lists, revocation, hosting."""
