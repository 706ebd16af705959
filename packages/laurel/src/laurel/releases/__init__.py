"""When a programme's badges leave: what has to be done first, who said so, and what learners see."""
