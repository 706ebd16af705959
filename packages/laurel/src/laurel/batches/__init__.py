"""Many awards at once: a table of people, checked, looked at, decided, undone, carried out."""
