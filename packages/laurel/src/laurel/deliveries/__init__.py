"""What became of telling somebody of an award: how its mails fared, what its reader did."""
