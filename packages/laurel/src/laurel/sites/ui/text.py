"""Text from outside, made safe to stand on our pages."""

import re
import unicodedata
from itertools import pairwise
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt

# A name or a sentence longer than this is an attack on the layout, not information.
MAX_SHOWN = 2_000

# More marks than this on one letter paint over the lines above and below.
_MAX_MARKS = 4

# Controls, formats (direction changes among them), surrogates, private use, separators.
_UNSHOWN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
_TAGS = {
    "a", "p", "br", "strong", "em", "ul", "ol", "li", "blockquote", "code", "pre",
    "h2", "h3", "h4", "h5", "h6", "hr",
}  # fmt: skip
_LINK_REL = "nofollow ugc noopener noreferrer"
# The page owns h1 and h2, so a writer's headings begin below.
_HEADING = re.compile(r"<(/?)h([1-6])>")


def clean(text: object) -> str:
    """The text without control and direction-changing characters, at most MAX_SHOWN long.

    Direction overrides let a forger write a name backwards (`elpmaxe.drofxo`), and zero
    width characters let two different names look alike.
    """
    kept: list[str] = []
    marks = 0
    if (
        (plain := str(text)).isascii()
        and plain.isprintable()
        and len(plain) <= MAX_SHOWN
    ):
        return " ".join(plain.split())  # as almost all is; nothing in ASCII can forge
    for character in str(text)[: 2 * MAX_SHOWN]:
        category = unicodedata.category(character)
        marks = marks + 1 if category.startswith("M") else 0
        if marks > _MAX_MARKS:
            continue
        if character.isspace():
            kept.append(" ")
        elif character in _JOINERS:
            # Persian and Hindi names and family emoji need them; Latin letters do not.
            if kept and not kept[-1].isascii() and kept[-1] not in _JOINERS:
                kept.append(character)
        elif category not in _UNSHOWN:
            kept.append(character)
    shown = " ".join("".join(kept).split())
    return shown if len(shown) <= MAX_SHOWN else shown[: MAX_SHOWN - 1] + "…"


def spaced(term: str) -> str:
    """`CertificateOfCompletion` as `Certificate of completion`."""
    term = term.removeprefix("ext:")
    out = term[:1]
    for before, letter in pairwise(term):
        out += f" {letter.lower()}" if letter.isupper() and before.islower() else letter
    return out


def escape_controls(text: str) -> str:
    """The text with every character that cannot be seen written as its code; lines stay."""
    return "".join(
        f"\\u{ord(c):04x}" if c != "\n" and unicodedata.category(c) in _UNSHOWN else c
        for c in text
    )


def safe_link(url: object) -> str:
    """The URL if a visitor may follow it (http or https, with a host), else an empty text."""
    text = str(url)
    if not text.isprintable() or any(c.isspace() or c in '\\"<>' for c in text):
        return ""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return ""
    usable = parts.scheme in {"http", "https"} and host and not parts.username
    return text if usable else ""


def host_of(identifier: object) -> str:
    """The domain that an identifier names (`did:web:…` or a URL), or an empty text."""
    text = str(identifier)
    if text.startswith("did:web:"):
        host = text.removeprefix("did:web:").split(":")[0].split("#")[0]
        return clean(host.replace("%3A", ":").replace("%3a", ":"))
    if not safe_link(text):
        return ""
    return clean(urlsplit(text).netloc)


def markdown(text: object, *, below: int = 2) -> str:
    """Markdown as HTML that cannot run, load or restyle anything; safe to mark as such.

    Its headings begin below this level of the page's own.
    """
    source = "".join(
        c
        for c in str(text)[: 20 * MAX_SHOWN]
        if c in "\n\t" + _JOINERS or unicodedata.category(c) not in _UNSHOWN
    )
    html = _MARKDOWN.render(source)
    html = _HEADING.sub(lambda m: f"<{m[1]}h{_level(int(m[2]), below)}>", html)
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=_LINK_REL,
    )


def _level(written: int, below: int) -> int:
    # Help begins with ## as often as with #: either is the level below the page's own.
    if below == 1:
        return min(6, max(2, written))
    return min(6, written + below)
