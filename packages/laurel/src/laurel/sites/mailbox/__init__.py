"""The built-in mail viewer: what would have been sent, on an instance without a mail server."""
