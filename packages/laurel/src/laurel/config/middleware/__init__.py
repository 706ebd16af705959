"""What every request passes, and every answer on its way out."""
