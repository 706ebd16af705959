"""The vocabulary tables of the standards, and the contexts generated from them."""
