"""One run of a programme: who takes part, what they reached, which badges are set up for it."""
