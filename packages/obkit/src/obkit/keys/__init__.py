"""Keys, the Signer port and sealing."""
