"""How Laurel looks: stylesheets, icons, base templates, components, template tags."""
