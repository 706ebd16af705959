"""What a brand comes to, in small: a badge, a button and the head of a mail, as one drawing."""

from html import escape

from .badge import draw
from .brand import brand_tokens
from .colour import contrast
from .geometry import num
from .types import Brand, Design
from .words import FONT, fit

WIDTH, HEIGHT = 640, 300
ART = 210


def sample(design: Design, brand: Brand) -> str:
    """The drawing. Its ratios are measured on the colours that it shows."""
    tokens = brand_tokens(brand.colour, brand.accent)
    fill, ink, edge = (tokens[f"--brand{part}"] for part in ("", "-ink", "-edge"))
    soft, text = tokens["--brand-soft"], tokens["--brand-text"]
    name, size = fit(brand.name, room=330, largest=19, smallest=13, spacing=0)
    mark = escape(brand.mark or "·")
    words = (
        f"Button {contrast(fill, ink):.1f} to 1, text {contrast(text, soft):.1f} to 1: "
        "at least 4.5 is needed"
    )
    art = draw(design, brand, size=ART, uid="s").replace(
        "<svg ", '<svg x="24" y="24" ', 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="sn" '
        f'font-family="{FONT}"><title id="sn">A badge, a button and a mail in the colours of '
        f"{escape(brand.name)}</title>"
        f'<rect width="{WIDTH}" height="{HEIGHT}" rx="16" fill="#ffffff"/>'
        f'<path d="M16 0H258V{HEIGHT}H16A16 16 0 0 1 0 {HEIGHT - 16}V16A16 16 0 0 1 16 0Z" '
        f'fill="{soft}"/>{art}'
        f'<rect x="282" y="24" width="334" height="138" rx="10" fill="none" stroke="#d5dcd8"/>'
        f'<rect x="282.5" y="24.5" width="333" height="6" fill="{fill}"/>'
        f'<rect x="300" y="46" width="30" height="30" rx="8" fill="{fill}"/>'
        f'<text x="315" y="66" font-size="13" font-weight="700" fill="{ink}" '
        f'text-anchor="middle">{mark}</text>'
        f'<text x="342" y="67" font-size="{num(size * 0.82)}" font-weight="600" '
        f'fill="#17201c">{escape(name)}</text>'
        f'<text x="300" y="110" font-size="20" font-weight="700" fill="{text}">'
        "You have a new badge</text>"
        '<text x="300" y="138" font-size="14" fill="#3f4c46">Ada, it is yours to keep.</text>'
        f'<rect x="282" y="184" width="176" height="46" rx="10" fill="{fill}" '
        f'stroke="{edge}" stroke-width="1.5"/>'
        f'<text x="370" y="213" font-size="16" font-weight="600" fill="{ink}" '
        'text-anchor="middle">See your badge</text>'
        f'<text x="478" y="213" font-size="16" font-weight="600" fill="{text}">Download</text>'
        f'<text x="282" y="270" font-size="13" fill="#56635d">{escape(words)}</text></svg>'
    )
