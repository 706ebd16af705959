"""What a PDF carries: a certificate may have its badge attached."""

import re
from dataclasses import replace

from obkit import baking

from laurel.foundation import pdf
from laurel.sites.public.uploads import HandedIn
from laurel.sites.ui.text import clean

_TOKEN = re.compile(rb"\s*[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*\s*")
_HEAD = 64  # a document begins with its bracket


def opened(item: HandedIn) -> list[HandedIn]:
    """What is to be checked: the badges that a PDF carries; anything else is as it came.

    A PDF that carries none stays itself, so that the check says what it is.

    Raises:
        Refused: the PDF is damaged, locked or too large to be opened.
    """
    if not pdf.is_pdf(item.data):
        return [item]
    found = [each for each in pdf.attachments(item.data) if _may_be_badge(each.data)]
    badges = [
        replace(item, data=each.data, name=f"{item.name}: {clean(each.name)}")
        for each in found
    ]
    return badges or [item]


def _may_be_badge(data: bytes) -> bool:
    is_json = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    is_picture = baking.container_of(data) is not None
    return is_json or is_picture or bool(_TOKEN.fullmatch(data))
