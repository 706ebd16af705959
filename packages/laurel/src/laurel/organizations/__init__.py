"""The tenants: organizations, who belongs to them, and in which role."""
