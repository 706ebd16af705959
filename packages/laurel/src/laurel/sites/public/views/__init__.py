"""The public views, one module an object."""
