"""Developers' own tools. Nothing here ships."""
