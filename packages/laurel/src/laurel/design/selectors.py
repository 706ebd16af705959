"""Reading what a brand makes of pages and badges."""

from laurel.design import brand

__all__ = ["alt_text", "brand_css", "brand_tokens"]


def brand_tokens(*, colour: str, accent: str) -> dict[str, str]:
    """The custom properties of an issuer's pages, contrast kept in light and dark."""
    return brand.brand_tokens(colour, accent)


def brand_css(*, colour: str, accent: str, scope: str = ":root") -> tuple[str, str]:
    """The style sheet that sets them, and the hash that names it."""
    return brand.brand_css(colour, accent, scope)


def alt_text(*, name: str, issuer: str) -> str:
    """The alternative text that every page, mail and card uses."""
    return f"{name}, issued by {issuer}"
