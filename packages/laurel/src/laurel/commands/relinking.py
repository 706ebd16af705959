"""Pages of a copy: what they link to is beside them, and what needs a server is taken out."""

import datetime as dt
import posixpath
import re
from collections.abc import Callable
from urllib.parse import parse_qs

from django.utils.formats import date_format
from django.utils.html import escape

ENDED = "kept-copy/index.html"
# Their addresses stay out of search engines: the server said so beside the page, which a host of
# files does not.
_OF_PEOPLE = ("b/", "endorsements/")
_CATALOG = "catalog/"
_ID = r"[0-9A-Za-z]{22}"
_PAGES = re.compile(
    rf"/|/help/open-badges|/catalog|/[bcp]/{_ID}|/endorsements/{_ID}"
    rf"|/issuers/{_ID}(/help)?|/achievements/{_ID}/\d+(/[A-Za-z][0-9A-Za-z-]*)?"
)
_LATER = re.compile(rf"/status/{_ID}|/endorsements/{_ID}/status")  # they come last
_LINK = re.compile(r'(\s(?:href|src|action|data-[a-z-]+)=")([/?][^"]*)(")')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
# Nobody has an account any more: a button that says so after the click is one too many.
_OF_AN_ACCOUNT = re.compile(
    r'<a\b[^>]*\shref="/(?:accounts|backpack|console|mine)/[^"]*"[^>]*>.*?</a>',
    re.DOTALL,
)
_FIELD_OF_A_FORM = re.compile(r'<input\b[^>]*\sform="[^"]*"[^>]*>', re.IGNORECASE)
_REFRESH = re.compile(r'<meta\s+http-equiv="refresh"[^>]*>', re.IGNORECASE)
_OEMBED = re.compile(r'<link\b[^>]*\stype="application/json\+oembed"[^>]*>')
_NO_INDEX = '<meta name="robots" content="noindex">'
_MAIN = re.compile(r"(<main\b[^>]*>)")
_END_OF_FRAME = re.compile(r"(</span></div></a></main>)")


def kept(html: str, *, file: str, day: dt.date, has: Callable[[str], bool]) -> str:
    """The page as a file of the copy: relative links, nothing to send, and from what day it is.

    What `has` does not know of is not there: a link to it leads to the page that says so.
    """
    for of_a_server in (_REFRESH, _OEMBED, _FORM, _FIELD_OF_A_FORM, _OF_AN_ACCOUNT):
        html = of_a_server.sub("", html)
    html = _LINK.sub(
        lambda found: found[1] + _beside(found[2], file, has) + found[3], html
    )
    if file.startswith(_OF_PEOPLE) and _NO_INDEX not in html:
        html = html.replace("</head>", f"{_NO_INDEX}\n</head>", 1)
    said = escape(date_format(day, "j F Y"))
    if file.startswith("embed/"):  # there is no room for a sentence
        return _END_OF_FRAME.sub(lambda found: f" ({said}){found[1]}", html, count=1)
    note = (
        '<p class="note wrap" data-status="neutral">This is a copy of '
        f"{said}. What it says of a badge held on that day.</p>"
    )
    return _MAIN.sub(lambda found: found[1] + note, html, count=1)


def way(target: str, file: str) -> str:
    """How to get from one file of the copy to another."""
    return posixpath.relpath(target, posixpath.dirname(file) or ".")


def catalogue(number: int) -> str:
    """The file of a page of the catalogue."""
    return f"{_CATALOG}index.html" if number == 1 else f"{_CATALOG}{number}/index.html"


def _beside(link: str, file: str, has: Callable[[str], bool]) -> str:
    """The way from a file to what the link means: a page, a file, or that it has ended."""
    path, _, anchor = link.partition("#")
    path, _, query = path.partition("?")
    if not path and file.startswith(_CATALOG):
        target = catalogue(int(parse_qs(query).get("page", ["1"])[0]))
    elif _PAGES.fullmatch(path):
        target = f"{path.strip('/')}/index.html".lstrip("/")
    elif _LATER.fullmatch(path) or has(path[1:]):
        target = path[1:]
    else:
        target, anchor = ENDED, ""
    found = way(target, file)
    return f"{found}#{anchor}" if anchor else found
