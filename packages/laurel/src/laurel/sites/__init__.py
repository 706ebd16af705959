"""The pages, by audience: `public` visitors, `console` staff; `ui` how they look."""
