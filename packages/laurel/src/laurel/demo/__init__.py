"""Demo data for a first look: what `laurel up` shows when nobody has done anything yet."""
