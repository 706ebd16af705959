"""The public identities that sign: profile, DID document, published keys."""
