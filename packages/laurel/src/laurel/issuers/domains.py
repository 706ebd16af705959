"""Does the site that an issuer names know of it? Asked of the site itself.

The site shows a text file at one fixed address with the issuer's identity on a line of its
own. Only who runs the whole site can put it there; a page below a shared host cannot.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from obkit.errors import FetchError, HttpStatus, TooLarge
from obkit.resolve import Fetched, Fetcher

from laurel.issuers import addresses
from laurel.issuers.models import DomainProof, Issuer
from laurel.issuers.types import Domain, DomainState

PATH = "/.well-known/laurel-issuer.txt"
MAX_BYTES = 64 * 1024  # a thousand issuers' lines; a longer answer is another page
_ABSENT = (404, 410)


def name_of(issuer: Issuer) -> str:
    """The host of the issuer's site, in the letters of the network: no look-alikes."""
    try:
        parts = urlsplit(issuer.url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is none
        return ""
    try:
        host = host.encode("idna").decode("ascii") if host else ""
    except UnicodeError:  # longer than names can be
        return ""
    return f"{host}:{port}" if port else host


def proof_address(issuer: Issuer) -> str:
    """Where the site shows the file."""
    return f"https://{name_of(issuer)}{PATH}"


def proof_line(issuer: Issuer) -> str:
    """The line that the file has."""
    return addresses.did(issuer.public_id)


def _proof_of(issuer: Issuer) -> DomainProof | None:
    # A page reads it with the issuer; else it is asked for anew, as it changes under others' hands.
    if Issuer.domain_proof.is_cached(issuer):
        found: DomainProof | None = getattr(issuer, "domain_proof", None)
        return found
    return DomainProof.objects.filter(issuer=issuer).first()


def domain_of(issuer: Issuer) -> Domain:
    """What is known about the issuer's present site; an older site's proof says nothing."""
    name = name_of(issuer)
    row = _proof_of(issuer)
    if row is None or row.domain != name:
        return Domain(name=name, state=DomainState.NOT_ASKED)
    return Domain(
        name=name,
        state=DomainState(row.state),
        checked_at=row.checked_at,
        proven_at=row.proven_at,
        finding=row.finding,
    )


def look(issuer: Issuer) -> tuple[DomainState, str]:
    """Ask the site, now: the state and, unless it is proven, a code that says why."""
    fetcher: Fetcher = import_string(settings.LAUREL_FETCHER)()
    try:
        found = fetcher.fetch(proof_address(issuer), accept="text/plain")
    except HttpStatus as answer:
        if answer.facts.get("status") in _ABSENT:
            return DomainState.NOT_PROVEN, "absent"
        return DomainState.UNKNOWN, "answer"
    except TooLarge:
        return DomainState.NOT_PROVEN, "long"
    except FetchError:
        return DomainState.UNKNOWN, "unreachable"
    finding = _finding(issuer, found)
    return (DomainState.NOT_PROVEN if finding else DomainState.PROVEN), finding


def _finding(issuer: Issuer, found: Fetched) -> str:
    """What keeps this file from being the proof, as a code; empty: it is the proof."""
    if not _same_site(found.url, name_of(issuer)):
        return "elsewhere"
    if len(found.body) > MAX_BYTES:
        return "long"
    lines = found.body.decode("utf-8-sig", errors="replace").splitlines()
    named = proof_line(issuer) in (line.strip() for line in lines)
    return "" if named else "line"


def _same_site(url: str, name: str) -> bool:
    # `www` before a name is the same site to everybody; whatever else a redirect leads to
    # would let another host speak for this one.
    return _bare(urlsplit(url).netloc) == _bare(name)


def _bare(host: str) -> str:
    return host.lower().removeprefix("www.").removesuffix(":443")
