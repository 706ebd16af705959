"""One rule for an achievement: what has to be met, who meets it, and why."""
