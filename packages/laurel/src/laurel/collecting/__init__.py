"""Badges that people show together: chosen or by a rule, in an order, under links that they end."""
