"""Everything that is kept about a person: handed over as one file, or brought to its end."""
