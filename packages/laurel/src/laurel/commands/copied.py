"""What belongs to a copy of the public site, in the order in which it is made.

Status lists come last, so that they know of whatever was revoked while the rest was copied.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from obkit.errors import HttpStatus

from laurel.achievements import selectors as achievements
from laurel.commands import relinking
from laurel.commands.copying import Copy
from laurel.config.fetching import fetcher
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.issuers import selectors as issuers

HTML = "text/html"
JSON = "application/ld+json"
GONE = 410  # a badge that its holder had taken down, an assertion that is over
FILES_OF_AN_AWARD = (
    "credential.json", "credential.jwt", "badge.png", "badge.svg", "card.png",
    "verification.json", "certificate.pdf", "qr.svg",
)  # fmt: skip
AT_ONCE = 500

Step = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """One address of the site, and the file that it becomes."""

    path: str
    file: str
    accept: str = "*/*"


def everything(copy: Copy, *, valid_for: dt.timedelta) -> Iterator[Step]:
    """Copy all of it; each step says what, and how many there are by now."""
    copy.take_over(settings.STATIC_ROOT, "static")
    yield "Style sheets and scripts", len(copy.done)
    for what, wanted in (
        ("Pages", _pages()),
        ("Issuers", _issuers()),
        ("Badges", _versions()),
        ("Awards", _awards()),
    ):
        for one in wanted:
            if not copy.has(one.file) and (data := _got(copy, one)) is not None:
                copy.write(one.file, data)
            yield what, len(copy.done)
    for list_id in credentials.every_status_list().iterator(chunk_size=AT_ONCE):
        data = credentials.last_status_list(list_id, valid_for=valid_for)
        copy.write(f"status/{list_id}", data)
        yield "Status lists", len(copy.done)
    _explain(copy)


def _pages() -> Iterator[Wanted]:
    yield Wanted("/", "index.html", HTML)
    yield _page("/help/open-badges")


def _issuers() -> Iterator[Wanted]:
    for issuer in issuers.every().iterator(chunk_size=AT_ONCE):
        path = f"/issuers/{issuer.public_id}"
        yield _page(path)
        yield _page(f"{path}/help")
        yield Wanted(path, f"{path[1:]}/profile.json", JSON)
        yield _file(f"{path}/did.json")
        yield _file(issuers.brand_css_path(issuer))
        yield _file(f"/ob2/issuers/{issuer.public_id}")
        if issuer.logo:
            yield _file(f"{path}/logo.png")
        for key in issuers.published_keys(issuer):
            yield _file(f"{path}/keys/{key.public_id}")


def _versions() -> Iterator[Wanted]:
    for version in achievements.every_version().iterator(chunk_size=AT_ONCE):
        inside = f"{version.achievement.public_id}/{version.number}"
        path, ob2 = f"/achievements/{inside}", f"/ob2/badges/{inside}"
        yield _page(path)
        yield Wanted(path, f"{path[1:]}/achievement.json", JSON)
        yield _file(f"{path}/image.png")
        yield _file(f"{path}/image.svg")
        editions = achievements.definition(version).editions
        # An address cannot be a file and a folder: then the folder answers with its index.
        yield Wanted(ob2, f"{ob2[1:]}/index.html" if editions else ob2[1:])
        for edition in editions:
            yield _page(f"{path}/{edition.language}")
            yield _file(f"{ob2}/{edition.language}")


def _awards() -> Iterator[Wanted]:
    for award in credentials.every_award().iterator(chunk_size=AT_ONCE):
        yield _page(f"/b/{award}")
        for name in FILES_OF_AN_AWARD:
            yield _file(f"/b/{award}/{name}")
        yield _file(f"/ob2/assertions/{award}")


def _page(path: str) -> Wanted:
    return Wanted(path, f"{path[1:]}/index.html", HTML)


def _file(path: str) -> Wanted:
    return Wanted(path, path[1:])


def _got(copy: Copy, wanted: Wanted) -> bytes | None:
    """What a stranger gets at the address; None where there is nothing for strangers."""
    try:
        body = fetcher().fetch(copy.base_url + wanted.path, accept=wanted.accept).body
    except HttpStatus as error:
        told = wanted.accept == HTML or wanted.path.startswith("/ob2/assertions/")
        if error.facts.get("status") != GONE or not told:
            return None
        body = bytes(error.facts["body"])  # type: ignore[call-overload]  # it is bytes
    if wanted.accept != HTML:
        return body
    return relinking.kept(body.decode(), file=wanted.file, day=clock.today()).encode()


def _explain(copy: Copy) -> None:
    """The page to which dead links lead, and what hosts and their people need to know."""
    facts = {"base_url": copy.base_url, "day": clock.today()}
    page = render_to_string("public/kept_copy.html", facts)
    copy.write(
        relinking.ENDED,
        relinking.kept(page, file=relinking.ENDED, day=clock.today()).encode(),
    )
    for template, name in (
        ("public/kept_copy/readme.txt", "README.txt"),
        ("public/kept_copy/htaccess.txt", ".htaccess"),
        ("public/kept_copy/headers.txt", "_headers"),
    ):
        copy.write(name, render_to_string(template, facts).encode())
