"""The pages, by audience: `public` for visitors, `console` for staff, `ui` for how they look."""
