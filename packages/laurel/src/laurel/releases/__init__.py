"""When a programme's badges leave: what has to be done first, and what learners see of it."""
