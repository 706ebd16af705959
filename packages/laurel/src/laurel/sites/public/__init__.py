"""What the world sees: badges, achievements, issuers and the verification page."""
