"""The same badge given twice to one person: found or reported, and decided by people."""
