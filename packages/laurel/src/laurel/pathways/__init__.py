"""What leads where: an organisation's pathways, a learner's own plans, and the catalogue."""
