"""Which addresses belong to a copy of the public site, and the files that they become.

Everything that strangers get without a permission: what is private is not asked for, and a link
that ends is none of the addresses, as nobody could end it any more. What is unlisted is there, as
its address was passed on to be followed.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count

from laurel.achievements import selectors as achievements
from laurel.collecting import selectors as collecting
from laurel.commands import relinking
from laurel.commands.copying import Copy
from laurel.credentials import selectors as credentials
from laurel.endorsements import selectors as endorsements
from laurel.issuers import selectors as issuers
from laurel.pathways import selectors as pathways

HTML = "text/html"
JSON = "application/ld+json"
FILES_OF_AN_AWARD = (
    "credential.json", "credential.jwt", "badge.png", "badge.svg", "card.png",
    "small.png", "verification.json", "certificate.pdf", "qr.svg",
)  # fmt: skip
FILES_OF_A_COLLECTION = (
    "collection.json", "clr.json", "collection.pdf", "qr.svg", "card.png",
)  # fmt: skip
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """One address of the site, and the file that it becomes."""

    path: str
    file: str
    accept: str = "*/*"

    @property
    def is_page(self) -> bool:
        """Whether it links to others, which have to be there before."""
        return self.accept == HTML


def everything() -> "tuple[tuple[str, Callable[[Copy], Iterator[Wanted]]], ...]":
    """What there is, and the addresses of each; the copy is asked what it has by now."""
    return (
        ("Pages", _pages),
        ("Issuers", _issuers),
        ("Badges", _versions),
        ("Awards", _awards),
        ("Pathways", _pathways),
        ("Collections", _collections),
        ("Endorsements", _endorsements),
        # Records of collections are signed with its key, which the first of them makes.
        ("Instance", lambda _: iter((_file("/.well-known/did.json"),))),
    )


def _pages(_: Copy) -> Iterator[Wanted]:
    yield Wanted("/", "index.html", HTML)
    yield _page("/help/open-badges")


def _issuers(_: Copy) -> Iterator[Wanted]:
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


def _versions(_: Copy) -> Iterator[Wanted]:
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


def _awards(_: Copy) -> Iterator[Wanted]:
    for award in credentials.every_award().iterator(chunk_size=AT_ONCE):
        yield _page(f"/b/{award}")
        yield _page(f"/embed/{award}")
        for name in FILES_OF_AN_AWARD:
            yield _file(f"/b/{award}/{name}")
        yield _file(f"/ob2/assertions/{award}")


def _pathways(copy: Copy) -> Iterator[Wanted]:
    for pathway in pathways.every_public().iterator(chunk_size=AT_ONCE):
        yield _page(f"/p/{pathway}")
    yield from _catalogue(copy)


def _catalogue(copy: Copy) -> Iterator[Wanted]:
    """Page after page, as long as the one before leads to another."""
    shown = _page("/catalog")
    yield shown
    for number in count(2):
        following = Wanted(f"/catalog?page={number}", relinking.catalogue(number), HTML)
        link = f'="{relinking.way(following.file, shown.file)}"'
        if not copy.has(shown.file) or link not in copy.read(shown.file):
            return
        yield following
        shown = following


def _collections(_: Copy) -> Iterator[Wanted]:
    for collection in collecting.every_open().iterator(chunk_size=AT_ONCE):
        path = f"/c/{collection.public_id}"
        yield _page(path)
        for name in FILES_OF_A_COLLECTION:
            yield _file(f"{path}/{name}")
        for shown in collecting.contents(collection).public:
            if shown.held.is_imported and shown.held.image:
                yield _file(shown.held.image)


def _endorsements(_: Copy) -> Iterator[Wanted]:
    for one in endorsements.every_signed().iterator(chunk_size=AT_ONCE):
        path = f"/endorsements/{one}"
        yield _page(path)
        yield Wanted(path, f"{path[1:]}/endorsement.json", JSON)
        yield _file(f"/endorsers/{one}/did.json")
        yield _file(f"/ob2/endorsements/{one}")
        yield _file(f"/ob2/endorsers/{one}")


def _page(path: str) -> Wanted:
    return Wanted(path, f"{path[1:]}/index.html", HTML)


def _file(path: str) -> Wanted:
    return Wanted(path, path[1:])
