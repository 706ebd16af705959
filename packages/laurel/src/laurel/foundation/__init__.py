"""What every room stands on: time, ids, actors, events, jobs, mail, files."""
