"""Everything that one person holds: what was awarded here, and what they brought from elsewhere."""
