"""Speed, side by side: obkit, what the machine allows, and what others reach, in one run."""
