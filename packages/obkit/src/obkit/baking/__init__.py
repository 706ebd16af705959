"""Badges inside images: bake and extract."""
