"""The ways in that answer with HTML, one package an audience."""
