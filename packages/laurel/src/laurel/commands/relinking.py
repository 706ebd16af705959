"""Pages of a copy: what they link to is beside them, and what needs a server is taken out."""

import datetime as dt
import posixpath
import re

from django.utils.formats import date_format
from django.utils.html import escape

ENDED = "kept-copy/index.html"
_ID = r"[0-9A-Za-z]{22}"
_PAGES = re.compile(
    rf"/|/help/open-badges|/b/{_ID}|/issuers/{_ID}(/help)?"
    rf"|/achievements/{_ID}/\d+(/[A-Za-z][0-9A-Za-z-]*)?"
)
_FILES = re.compile(
    rf"/static/.+|/b/{_ID}/(credential\.(json|jwt)|(badge|card)\.(png|svg)"
    rf"|verification\.json|certificate\.pdf|qr\.svg)"
    rf"|/issuers/{_ID}/(did\.json|logo\.png|keys/.+|brand\..+\.css)"
    rf"|/achievements/{_ID}/\d+/image\.(png|svg)|/status/{_ID}|/ob2/.+"
)
_LINK = re.compile(r'(\s(?:href|src|action|data-[a-z-]+)=")(/[^"]*)(")')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)
_REFRESH = re.compile(r'<meta\s+http-equiv="refresh"[^>]*>', re.IGNORECASE)
_MAIN = re.compile(r"(<main\b[^>]*>)")


def kept(html: str, *, file: str, day: dt.date) -> str:
    """The page as a file of the copy: relative links, no forms, and a line that says what it is."""
    html = _REFRESH.sub("", _FORM.sub("", html))
    html = _LINK.sub(lambda found: found[1] + _beside(found[2], file) + found[3], html)
    note = (
        '<p class="note wrap" data-status="neutral">This is a copy of '
        f"{escape(date_format(day, 'j F Y'))}. What it says of a badge held on that day.</p>"
    )
    return _MAIN.sub(lambda found: found[1] + note, html, count=1)


def _beside(link: str, file: str) -> str:
    """The way from a file to what the link means: a page, a file, or that it has ended."""
    path, _, anchor = link.partition("#")
    path = path.partition("?")[0]
    if _PAGES.fullmatch(path):
        target = f"{path.strip('/')}/index.html".lstrip("/")
    elif _FILES.fullmatch(path):
        target = path[1:]
    else:
        target, anchor = ENDED, ""
    way = posixpath.relpath(target, posixpath.dirname(file) or ".")
    return f"{way}#{anchor}" if anchor else way
