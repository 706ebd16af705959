"""Build and sign."""
