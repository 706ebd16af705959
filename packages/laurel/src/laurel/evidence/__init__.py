"""What people hand in for a badge: tasks, what was handed in, and who found it good enough."""
