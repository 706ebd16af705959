"""Read-only reports about what an organisation has awarded."""
