"""Lists of skills that others keep, imported so that achievements can be aligned to them."""
