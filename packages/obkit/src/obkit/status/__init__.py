"""Status lists."""
