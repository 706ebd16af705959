"""What an organisation offers as one: its badges belong together, its people answer for it."""
