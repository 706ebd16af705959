"""The decision to recognise one recipient with one achievement."""
