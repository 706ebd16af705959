"""Open Badges 2.0 and 3.0: build, sign, bake, extract and verify."""
