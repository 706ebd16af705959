"""Tiers of one thing: badges that build on each other, kept and looked at as one."""
