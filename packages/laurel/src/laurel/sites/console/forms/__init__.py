"""What people type in the console, checked before a service hears of it."""
