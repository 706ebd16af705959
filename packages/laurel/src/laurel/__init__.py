"""A self-hosted Open Badges platform."""
