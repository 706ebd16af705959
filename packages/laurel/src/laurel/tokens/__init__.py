"""Keys for other programs: who may act for an organisation without a person beside it."""
