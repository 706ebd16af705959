"""Uploaded SVG: rebuilt from an allow-list, never scrubbed.

Only what is known to draw is copied, element by element, into a new document. Scripts, handlers,
styles, links, foreign content, animation and everything unknown have no way in, and no reference
leaves the document. A drawing with a script is refused outright: somebody meant it to run.
"""

import re
from xml.etree.ElementTree import (
    Element,
    ParseError,
)  # the types only; defusedxml parses
from xml.sax.saxutils import escape as escape_text
from xml.sax.saxutils import quoteattr

import defusedxml.ElementTree
from defusedxml.common import DefusedXmlException

from laurel.design.errors import PictureRefused

MAX_BYTES = 512 * 1024  # drawings of badges have some ten kilobytes
MAX_ELEMENTS = 5_000
MAX_DEPTH = 40  # renderers recurse; 20,000 nested groups bring ours down
MAX_SIDE = 8192.0

SVG = "{http://www.w3.org/2000/svg}"
XLINK_HREF = "{http://www.w3.org/1999/xlink}href"

ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "title",
        "desc",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "use",
        "symbol",
        "image",
        "filter",
        "feColorMatrix",
        "feGaussianBlur",
        "feOffset",
        "feBlend",
        "feFlood",
        "feComposite",
        "feMerge",
        "feMergeNode",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "fr",
        "d",
        "points",
        "transform",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "color",
        "stop-color",
        "stop-opacity",
        "offset",
        "gradientUnits",
        "gradientTransform",
        "spreadMethod",
        "clip-path",
        "clip-rule",
        "clipPathUnits",
        "mask",
        "maskUnits",
        "maskContentUnits",
        "patternUnits",
        "patternContentUnits",
        "patternTransform",
        "preserveAspectRatio",
        "font-family",
        "font-size",
        "font-weight",
        "font-style",
        "letter-spacing",
        "text-anchor",
        "dominant-baseline",
        "dx",
        "dy",
        "rotate",
        "textLength",
        "startOffset",
        "filter",
        "in",
        "in2",
        "result",
        "type",
        "values",
        "stdDeviation",
        "operator",
        "k1",
        "k2",
        "k3",
        "k4",
        "mode",
        "flood-color",
        "flood-opacity",
        "filterUnits",
        "primitiveUnits",
        "display",
        "visibility",
        "overflow",
        "version",
    ]
)
# Only to a part of the same drawing, or (for a picture) to a bitmap that is in the file.
_INSIDE = re.compile(r"#[A-Za-z_][\w.-]{0,99}")
_BITMAP = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]+")
_URL = re.compile(r"url\s*\(", re.IGNORECASE)
_URL_INSIDE = re.compile(r"url\(\s*['\"]?#[A-Za-z_][\w.-]{0,99}['\"]?\s*\)")
_LENGTH = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,6})?)\s*(px|%)?\s*")
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]{0,40}:)?svg[\s>/]")


def looks_like_svg(data: bytes) -> bool:
    """Whether the bytes claim to be an SVG."""
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<") and _ROOT.search(head) is not None


def rebuilt(data: bytes) -> str:
    """A new drawing that shows what the old one shows, with nothing else in it.

    Raises:
        PictureRefused: too large, too deep, not well-formed, or carries a DOCTYPE or a script.
    """
    root = _parsed(data)
    if root.tag != f"{SVG}svg":
        raise PictureRefused("The drawing is not an SVG: its root is another element.")
    _refuse_active(root)
    out: list[str] = []
    count = _write(root, out, depth=1, written=0)
    if count <= 1:
        raise PictureRefused("The drawing shows nothing that can be taken.")
    return "".join(out)


def _parsed(data: bytes) -> Element:
    if len(data) > MAX_BYTES:
        raise PictureRefused(f"The drawing has more than {MAX_BYTES // 1024} KB.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise PictureRefused("The drawing is not in UTF-8.") from None
    if re.search(r"<!DOCTYPE|<!ENTITY", text, re.IGNORECASE):
        raise PictureRefused(
            "The drawing has a DOCTYPE, which can hide other files. Save it as plain SVG."
        )
    if re.match(
        r"\s*<\?xml[^>]*encoding\s*=\s*['\"](?!utf-8['\"])", text, re.IGNORECASE
    ):
        raise PictureRefused("The drawing is not in UTF-8.")
    _refuse_deep(text)
    try:
        root: Element = defusedxml.ElementTree.fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        raise PictureRefused("The drawing has a DOCTYPE or entities.") from None
    except ParseError as error:
        line, column = error.position
        raise PictureRefused(
            f"The drawing is not well-formed: line {line}, column {column + 1}."
        ) from None
    except (ValueError, RecursionError):
        raise PictureRefused("The drawing cannot be read.") from None
    return root


def _refuse_active(root: Element) -> None:
    """Name what would run. The copy would leave it out, but nobody draws a badge with it."""
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        runs = any(
            key.lower().startswith("on") or "javascript:" in value.lower()
            for key, value in element.attrib.items()
        )
        if name in ("script", "handler") or runs:
            raise PictureRefused(
                "The drawing holds a script, and a badge is only looked at. Save it as a "
                "picture without scripts."
            )


def _refuse_deep(text: str) -> None:
    """Bound depth and size before a tree is built: a cheap over-estimate by counting tags."""
    depth = elements = 0
    for tag in re.finditer(r"<(/?)[A-Za-z_][^<>]*?(/?)>", text):
        closing, empty = tag.groups()
        if closing:
            depth -= 1
            continue
        elements += 1
        depth += 0 if empty else 1
        if depth > MAX_DEPTH:
            raise PictureRefused(
                f"The drawing is nested deeper than {MAX_DEPTH} levels."
            )
        if elements > MAX_ELEMENTS:
            raise PictureRefused(f"The drawing has more than {MAX_ELEMENTS} elements.")


def _write(element: Element, out: list[str], *, depth: int, written: int) -> int:
    """Write an element if it is known to draw; how many elements stand in `out` then."""
    name = str(element.tag).removeprefix(SVG)
    if not str(element.tag).startswith(SVG) or name not in ELEMENTS:
        return written
    if depth > MAX_DEPTH or written >= MAX_ELEMENTS:
        raise PictureRefused("The drawing has too many or too deeply nested elements.")
    attributes = "".join(_attributes(element, name))
    namespace = ' xmlns="http://www.w3.org/2000/svg"' if depth == 1 else ""
    out.append(f"<{name}{namespace}{attributes}>")
    written += 1
    if element.text:
        out.append(escape_text(element.text))
    for child in element:
        written = _write(child, out, depth=depth + 1, written=written)
        if child.tail:
            out.append(escape_text(child.tail))
    out.append(f"</{name}>")
    return written


def _attributes(element: Element, name: str) -> list[str]:
    out = []
    for key, value in element.attrib.items():
        if key in ("href", XLINK_HREF):
            if _may_point_to(name, value.strip()):
                out.append(f" href={quoteattr(value.strip())}")
        elif key in ATTRIBUTES and _is_harmless(value):
            is_side = name == "svg" and key in ("width", "height")
            out.append(f" {key}={quoteattr(_side(value) if is_side else value)}")
    return out


def _may_point_to(name: str, target: str) -> bool:
    if name == "image":
        return _BITMAP.fullmatch(target) is not None
    return name != "svg" and _INSIDE.fullmatch(target) is not None


def _is_harmless(value: str) -> bool:
    # A value may name a part of this drawing and nothing else: no address, no script.
    if "\\" in value or "javascript:" in value.lower():
        return False
    return not _URL.search(_URL_INSIDE.sub("", value))


def _side(value: str) -> str:
    """A width or height that no renderer takes for a wall of memory."""
    match = _LENGTH.fullmatch(value)
    if match is None or float(match[1]) > MAX_SIDE:
        raise PictureRefused(
            f"The drawing's size must be at most {MAX_SIDE:.0f} pixels."
        )
    return value.strip()
