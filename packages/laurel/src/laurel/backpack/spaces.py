"""What the spaces of a backpack are called: by the organisation's name, and more for namesakes."""

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

JOINED = " · "


@dataclass(frozen=True, slots=True)
class Space:
    """An organisation, as one backpack tells it from the others in it."""

    name: str
    others: tuple[str, ...]  # what it is called with more namesakes, or with fewer


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose one award is: the organisation, and the site of its issuer."""

    organization_id: uuid.UUID
    name: str
    slug: str
    issuer_url: str


def told_apart(origins: Iterable[Origin]) -> dict[uuid.UUID, Space]:
    """The space of each organisation: its name; of namesakes, with the host of their issuers.

    Those with the same host, too, are told apart by their own addresses here.
    """
    known = list(origins)
    organizations = {each.organization_id: each for each in known}
    hosts = _hosts(known)
    longer = {
        pk: JOINED.join(filter(None, (each.name, hosts[pk])))
        for pk, each in organizations.items()
    }
    names = Counter(each.name.casefold() for each in organizations.values())
    shared = Counter(longer.values())
    return {
        pk: _space(
            each,
            longer[pk],
            is_alone=names[each.name.casefold()] == 1,
            has_own_host=shared[longer[pk]] == 1,
        )
        for pk, each in organizations.items()
    }


def _space(origin: Origin, longer: str, *, is_alone: bool, has_own_host: bool) -> Space:
    longest = JOINED.join((origin.name, origin.slug))
    called = origin.name
    if not is_alone:
        called = longer if has_own_host else longest
    others = dict.fromkeys((origin.name, longer, longest))
    return Space(called, tuple(each for each in others if each != called))


def _hosts(origins: Iterable[Origin]) -> dict[uuid.UUID, str]:
    """The host of each organisation's issuers; of several, the first in the alphabet."""
    found: dict[uuid.UUID, str] = {}
    for each in origins:
        host = urlsplit(each.issuer_url).netloc.lower()
        known = found.get(each.organization_id) or host
        found[each.organization_id] = min(known, host) if host else known
    return found
