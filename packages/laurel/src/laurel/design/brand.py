"""The page tokens of an issuer: LOOK's twelve, each moved until its contrast holds."""

import hashlib

from .colour import (
    GRAPHIC_CONTRAST,
    TEXT_CONTRAST,
    contrast,
    from_lch,
    ink_on,
    readable,
    to_lch,
)

PAPER = "#f9faf9"  # the palest ground that a button stands on


def brand_tokens(colour: str, accent: str) -> dict[str, str]:
    """The custom properties of an issuer's pages; the dark ones are called `--brand-night*`."""
    lightness, chroma, hue = to_lch(colour)
    soft = from_lch(0.968, min(chroma, 0.017), hue)
    night_soft = from_lch(0.27, min(chroma, 0.035), hue)
    deep = from_lch(0.29, min(chroma, 0.085), hue)
    fill, ink = colour, ink_on(colour)
    if contrast(fill, ink) < TEXT_CONTRAST:  # mid tones: move the fill, keep the hue
        fill = readable(fill, ink)
    night = from_lch(max(lightness, 0.62), chroma, hue)
    night_ink = ink_on(night)
    night_text = from_lch(min(max(lightness + 0.2, 0.74), 0.86), chroma, hue)
    return {
        "--brand": fill,
        "--brand-ink": ink,
        "--brand-edge": readable(colour, PAPER, GRAPHIC_CONTRAST),
        "--brand-text": readable(colour, soft, 5.0),
        "--brand-soft": soft,
        "--brand-line": from_lch(0.88, min(chroma, 0.05), hue),
        "--brand-night": readable(night, night_ink, TEXT_CONTRAST),
        "--brand-night-ink": night_ink,
        "--brand-night-text": readable(night_text, night_soft, 5.5),
        "--brand-night-soft": night_soft,
        "--brand-night-line": from_lch(0.38, min(chroma, 0.05), hue),
        "--brand-deep": deep,
        "--brand-accent": readable(accent, deep, GRAPHIC_CONTRAST),
    }


def brand_css(colour: str, accent: str, scope: str) -> tuple[str, str]:
    """The style sheet that sets the tokens in a scope (a CSS selector), and its hash."""
    lines = "".join(f"  {k}: {v};\n" for k, v in brand_tokens(colour, accent).items())
    css = f"{scope} {{\n{lines}}}\n"
    return css, hashlib.sha256(css.encode()).hexdigest()[:12]
