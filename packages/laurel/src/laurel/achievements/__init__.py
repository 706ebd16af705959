"""What can be earned: versions, criteria, skills, pictures."""
