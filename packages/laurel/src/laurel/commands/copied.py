"""A copy of the public site, in the order in which it is made.

Pages come after the files to which they link, so that none leads to what is not there. Status
lists come last, so that they know of whatever was revoked while the rest was copied.
"""

import datetime as dt
import ipaddress
from collections.abc import Iterator
from http import HTTPStatus
from itertools import cycle

from django.conf import settings
from django.template.loader import render_to_string
from obkit.errors import FetchError, HttpStatus
from obkit.resolve import Fetcher

from laurel.commands import relinking, wanted
from laurel.commands.copying import Copy
from laurel.commands.wanted import AT_ONCE, HTML, Wanted
from laurel.config.fetching import fetcher
from laurel.credentials import selectors as credentials
from laurel.endorsements import selectors as endorsements
from laurel.foundation import clock
from laurel.sharing import selectors as sharing

# What is over is still told: a badge that was taken down, an assertion that was revoked.
TOLD = ("/ob2/assertions/", "/ob2/endorsements/")
# Where somebody might look around: a host must not list what is in there.
UNLISTED = (
    "b", "backpack", "backpack/imported", "c", "embed", "endorsements", "endorsers", "ob2",
    "ob2/assertions", "ob2/endorsements", "ob2/endorsers", "s", "status",
)  # fmt: skip
_VISITORS = ipaddress.ip_network("127.0.0.0/8")

Step = tuple[str, int]


def everything(copy: Copy, *, valid_for: dt.timedelta) -> Iterator[Step]:
    """Copy all of it; each step says what, and how many there are by now."""
    copy.take_over(settings.STATIC_ROOT, "static")
    yield "Style sheets and scripts", len(copy.done)
    # Each question comes from another address: what one visitor may ask in a minute is no limit.
    asking = fetcher(cycle(map(str, _VISITORS.hosts())))
    for are_pages in (False, True):
        for what, addresses in wanted.everything():
            for one in addresses(copy):
                if one.is_page is are_pages:
                    _copy(copy, one, asking)
                    yield what, len(copy.done)
    for code, award in sharing.every_code().iterator(chunk_size=AT_ONCE):
        _lead(copy, code, f"b/{award}/index.html")
        yield "Short links", len(copy.done)
    for list_id in credentials.every_status_list().iterator(chunk_size=AT_ONCE):
        data = credentials.last_status_list(list_id, valid_for=valid_for)
        copy.write(f"status/{list_id}", data)
        yield "Status lists", len(copy.done)
    for one_id in endorsements.every_signed().iterator(chunk_size=AT_ONCE):
        data = endorsements.last_status_list(one_id, valid_for=valid_for)
        copy.write(f"endorsements/{one_id}/status", data)
        yield "Status lists", len(copy.done)
    _explain(copy)


def _copy(copy: Copy, one: Wanted, asking: Fetcher) -> None:
    if copy.has(one.file):
        return
    try:
        data = _got(copy, one, asking)
    except FetchError as error:
        copy.missed[one.path] = str(error)
        return
    if data is not None:
        copy.write(one.file, data)


def _got(copy: Copy, one: Wanted, asking: Fetcher) -> bytes | None:
    """What a stranger gets at the address; None where there is nothing for strangers.

    Raises:
        FetchError: there may be something, but it did not come.
    """
    try:
        body = asking.fetch(copy.base_url + one.path, accept=one.accept).body
    except HttpStatus as error:
        status = error.facts.get("status")
        if status == HTTPStatus.GONE and (one.is_page or one.path.startswith(TOLD)):
            body = bytes(error.facts["body"])  # type: ignore[call-overload]  # it is bytes
        elif status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            return None
        else:
            raise
    return _kept(copy, body.decode(), one.file) if one.accept == HTML else body


def _kept(copy: Copy, page: str, file: str) -> bytes:
    return relinking.kept(page, file=file, day=clock.today(), has=copy.has).encode()


def _lead(copy: Copy, code: str, page: str) -> None:
    """The short link of an award, with the code as it is printed and as it may be typed."""
    shown = sharing.code_shown(code)
    for name in (f"s/{shown}/index.html", f"s/{code}/index.html"):
        if copy.has(page) and not copy.has(name):
            facts = {"way": relinking.way(page, name)}
            text = render_to_string("public/kept_copy/short.html", facts)
            copy.write(name, text.encode())


def _explain(copy: Copy) -> None:
    """The page to which dead links lead, and what hosts and their people need to know."""
    facts = {"base_url": copy.base_url, "day": clock.today()}
    page = render_to_string("public/kept_copy.html", facts)
    copy.write(relinking.ENDED, _kept(copy, page, relinking.ENDED))
    for folder in UNLISTED:
        if (copy.folder / folder).is_dir():
            name = f"{folder}/index.html"
            copy.write(name, _kept(copy, page, name))
    for template, name in (
        ("public/kept_copy/readme.txt", "README.txt"),
        ("public/kept_copy/htaccess.txt", ".htaccess"),
        ("public/kept_copy/headers.txt", "_headers"),
    ):
        copy.write(name, render_to_string(template, facts).encode())
