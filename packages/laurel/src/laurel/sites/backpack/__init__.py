"""What somebody sees of everything that is theirs."""
