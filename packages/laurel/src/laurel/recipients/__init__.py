"""The people an institution awards, as its own record has them, and where mail reaches them."""
