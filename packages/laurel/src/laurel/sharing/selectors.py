"""Reading short links, counts, and what is told of an award elsewhere."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import QuerySet, Sum

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation import ids
from laurel.issuers import selectors as issuers
from laurel.sharing import codes, employers, endorsers, links
from laurel.sharing.certificates import certificate, one_page
from laurel.sharing.errors import Ended, NotFound
from laurel.sharing.models import EmployerLink, ShareCount, ShortLink
from laurel.sharing.types import Count, Facts, Target

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.organizations.models import Organization

__all__ = [
    "award_of_code",
    "award_of_employer_link",
    "certificate",
    "code_shown",
    "counts",
    "counts_of_achievement",
    "counts_of_award",
    "employer_days",
    "employer_link",
    "employer_links",
    "endorser",
    "facts",
    "is_kept",
    "link_to",
    "mail_link",
    "one_page",
    "post",
    "resume_line",
    "short_address",
]


def endorser(credential: "Credential", award: "Award") -> str:
    """Who stands by an award: the first by name and role, and how many more; empty: nobody."""
    return endorsers.line(credential, award)


def facts(credential: "Credential", award: "Award", endorser: str = "") -> Facts:
    """What is told of an award where it is shared."""
    return Facts(
        name=credential.achievement_name,
        issuer=credential.issuer_name,
        address=credentials.address(credential),
        award_id=credential.award_public_id,
        issued_on=award.issued_on
        or issuers.day(credential.issuer, credential.issued_at),
        expires_on=award.expires_on,
        endorser=endorser,
        linkedin_id=credential.issuer.linkedin_id,
    )


def link_to(target: Target, shared: Facts) -> str:
    """Where the share button of a network leads; empty for what is no network."""
    return links.to(target, shared)


def mail_link(shared: Facts) -> str:
    """A mail about the badge, as a `mailto:` address."""
    return links.mail(shared)


def post(shared: Facts) -> str:
    """What a post says of it."""
    return links.post(shared)


def resume_line(shared: Facts, code: str) -> str:
    """One line for a résumé, with the short link."""
    return links.resume(shared, short_address(code))


def short_address(code: str) -> str:
    """The short link with this code."""
    return f"{settings.LAUREL.base_url}/s/{codes.shown(code)}"


def code_shown(code: str) -> str:
    """The code as people read and type it."""
    return codes.shown(code)


def award_of_code(text: str) -> str:
    """The public id of the award with this code, however it was typed.

    Raises:
        NotFound: none has it.
    """
    code = codes.typed(text)
    found = ShortLink.objects.filter(code=code).first() if code else None
    if found is None:
        raise NotFound("no such code")
    return found.award_public_id


def every_code() -> QuerySet[ShortLink, tuple[str, str]]:
    """Every code of this instance with the public id of its award, the oldest first."""
    return ShortLink.objects.order_by("pk").values_list("code", "award_public_id")


def employer_days() -> tuple[int, ...]:
    """For how many days a link for an employer may last."""
    return employers.DAYS


def employer_link(award_public_id: str, until: dt.date | None) -> str:
    """What a link for an employer is called; `until` is its last day, None: it does not end."""
    return employers.token(award_public_id, until)


def award_of_employer_link(token: str) -> tuple[str, dt.date | None]:
    """The public id of the award that the link shows, and its last day.

    Raises:
        Ended: that day is over where the issuer is, or its maker ended it.
        NotFound: it is no link that we made.
    """
    if is_kept(token):
        award_public_id, until = _kept_link(token)
    else:
        award_public_id, until = employers.read(token)
    award = awards.by_public_id(award_public_id)
    if until and issuers.today(award.achievement.issuer) > until:
        raise Ended(until)
    return award_public_id, until


def is_kept(token: str) -> bool:
    """Whether a link of this name is one that a holder made; others are stored nowhere."""
    return len(token) == ids.PUBLIC_ID_LENGTH


def employer_links(award_public_id: str) -> list[EmployerLink]:
    """The links for employers that the award's holder made, the newest first."""
    mine = EmployerLink.objects.filter(award_public_id=award_public_id)
    return list(mine.order_by("-created_at", "-pk"))


def _kept_link(token: str) -> tuple[str, dt.date | None]:
    link = EmployerLink.objects.filter(token=token).first()
    if link is None:
        raise NotFound("no such link")
    if link.ended_on:
        raise Ended(link.ended_on, by_hand=True)
    return link.award_public_id, link.ends_on


def counts(organization: "Organization") -> list[Count]:
    """How often the organization's badges were taken where, the most first."""
    return _summed(ShareCount.objects.filter(organization=organization))


def shared(organization: "Organization") -> QuerySet[ShareCount, str]:
    """The awards that were taken anywhere at all: a query of one column."""
    found = ShareCount.objects.filter(organization=organization, number__gt=0)
    return found.order_by().values_list("award_public_id", flat=True)


def counts_of_achievement(achievement: "Achievement") -> list[Count]:
    """The same for everybody's award of one achievement."""
    return _summed(ShareCount.objects.filter(achievement=achievement))


def counts_of_award(award_public_id: str) -> list[Count]:
    """The same for one award."""
    return _summed(ShareCount.objects.filter(award_public_id=award_public_id))


def _summed(rows: QuerySet[ShareCount]) -> list[Count]:
    found = rows.values_list("target").annotate(all=Sum("number"))
    return sorted(
        (Count(Target(target), number) for target, number in found),
        key=lambda one: (-one.number, one.target),
    )
