"""Typed views of Open Badges 2.0 and 3.0 documents."""
