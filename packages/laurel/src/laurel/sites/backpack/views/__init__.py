"""The views of a backpack, one module an object."""
