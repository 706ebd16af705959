"""The words of the standards, as tables written by us, and the JSON-LD contexts made from them."""
