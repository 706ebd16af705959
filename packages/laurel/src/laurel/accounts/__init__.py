"""Who signs in, and which e-mail addresses are proven to be theirs."""
