"""How badges look: art from a brand, uploads made safe, SVG to PNG."""
