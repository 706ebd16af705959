"""Renewal: an award that ends is followed by another; who is told, and who is due."""
