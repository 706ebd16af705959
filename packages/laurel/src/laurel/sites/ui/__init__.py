"""How Laurel looks: stylesheets, icons, base templates, components and their template tags."""
