"""The obkit command."""
