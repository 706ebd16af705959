"""An issuer's colours as one small style sheet; inline styles are refused."""

import hashlib
from typing import TYPE_CHECKING

from laurel.design import selectors as design

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer


def stylesheet(issuer: "Issuer") -> str:
    """The tokens of every subtree that carries this issuer's `data-brand`."""
    tokens = design.brand_tokens(
        colour=issuer.brand_colour, accent=issuer.accent_colour
    )
    lines = "".join(f"    {name}: {value};\n" for name, value in tokens.items())
    return (
        f'@layer tokens {{\n  [data-brand="{issuer.public_id}"] {{\n{lines}  }}\n}}\n'
    )


def address(issuer: "Issuer") -> str:
    """Where it is; the address changes with the colours, so it may be kept for ever."""
    digest = hashlib.sha256(stylesheet(issuer).encode()).hexdigest()[:12]
    return f"/issuers/{issuer.public_id}/brand.{digest}.css"
