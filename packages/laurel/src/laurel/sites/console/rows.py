"""What the console's tables and cards show, gathered from the apps that know it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet
from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.achievements.types import AchievementState
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.credentials import selectors as credentials
from laurel.deliveries import selectors as deliveries
from laurel.foundation import clock, mail
from laurel.foundation.models import TROUBLE, MailState, OutgoingMail

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.deliveries.models import Reception
    from laurel.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Badge:
    """An achievement as a card shows it."""

    id: str
    name: str
    href: str
    image: str
    awards: int
    state: AchievementState

    @property
    def archived(self) -> bool:
        """Whether it was put away."""
        return self.state is AchievementState.ARCHIVED

    @property
    def is_draft(self) -> bool:
        """Whether it was never published."""
        return self.state is AchievementState.DRAFT

    @property
    def may_be_awarded(self) -> bool:
        """Whether somebody can have it from now on."""
        return self.state is AchievementState.PUBLISHED

    @property
    def awards_words(self) -> str:
        """How often it was awarded."""
        return {0: "not awarded yet", 1: "1 award"}.get(
            self.awards, f"{self.awards:,} awards"
        )


@dataclass(frozen=True, slots=True)
class Delivery:
    """One mail's way: a pill, a sentence, and what the server said."""

    status: str
    word: str
    sentence: str
    at: object
    attempts: int
    answer: str
    href: str  # in the viewer; empty where it was sent
    in_trouble: bool  # it came back, or waits because a server put it off


@dataclass(frozen=True, slots=True)
class AwardRow:
    """An award as a table shows it."""

    id: str
    href: str
    recipient_name: str
    badge_name: str
    issued_on: date
    status: str
    status_word: str
    delivery: Delivery | None
    received: str  # "Opened", "Downloaded" or empty: nothing that we know of


_DELIVERIES = {
    MailState.QUEUED: ("neutral", "Queued", "It is on its way."),
    MailState.SENT: ("valid", "Sent", "The mail server took it."),
    MailState.KEPT: ("valid", "In viewer", "Kept here: there is no mail server."),
    MailState.DEFERRED: ("expiring", "Waiting", "It will be tried again."),
    MailState.DELAYED: ("expiring", "Waiting", "A server on the way still tries."),
    MailState.BOUNCED: ("revoked", "Bounced", "It came back. The server says why."),
    MailState.FAILED: ("revoked", "Failed", "No mail server took it."),
}


def delivery_of(sent: OutgoingMail) -> Delivery:
    """How a mail fared, in words."""
    state = MailState(sent.state)
    status, word, sentence = _DELIVERIES[state]
    kept = state is MailState.KEPT
    return Delivery(
        status=status,
        word=word,
        sentence=sentence,
        at=sent.changed_at,
        attempts=sent.attempts,
        answer=sent.server_said,
        href=reverse("mailbox:mail", args=[sent.public_id]) if kept else "",
        in_trouble=state in TROUBLE,
    )


def about_award(award: "Award") -> str:
    """The name under which the mails of an award are found."""
    return f"award:{award.public_id}"


def standing_of(award: "Award", credential: "Credential | None") -> tuple[str, str]:
    """The pill of an award: its look and its word."""
    is_active = credential is not None and credential.is_active
    if is_active and award.state == AwardState.RENEWED.value:
        return "renewed", "Renewed"
    return status_of(credential)


def status_of(credential: "Credential | None") -> tuple[str, str]:
    """The pill of one edition of a badge."""
    if credential is None:
        return "neutral", "Being signed"
    if credential.is_revoked:
        return "revoked", "Revoked"
    if credential.is_suspended:
        return "suspended", "Suspended"
    if not credential.is_active:
        return "superseded", "Replaced"
    if credential.expired(clock.now()):
        return "expired", "Expired"
    return "valid", "Valid"


def awards_of(organization: "Organization") -> "QuerySet[Award]":
    """The organisation's awards, the newest first, with what a table shows of them."""
    return awards.of_organization(organization)


def award_rows(
    organization: "Organization", found: "Iterable[Award]"
) -> list[AwardRow]:
    """The rows of a table of awards."""
    listed = list(found)
    documents = {
        found.award_public_id: found
        for found in credentials.of_organization(organization).filter(
            award_public_id__in=[award.public_id for award in listed]
        )
    }
    sent = _latest_mails([about_award(award) for award in listed])
    received = deliveries.receptions([award.public_id for award in listed])
    rows = []
    for award in listed:
        status, word = standing_of(award, documents.get(award.public_id))
        latest = sent.get(about_award(award))
        rows.append(
            AwardRow(
                id=award.public_id,
                href=reverse(
                    "console:award", args=[organization.slug, award.public_id]
                ),
                recipient_name=award.recipient_name,
                badge_name=award.version.name,
                issued_on=award.issued_on or award.granted_at.date(),
                status=status,
                status_word=word,
                delivery=delivery_of(latest) if latest else None,
                received=_received(received.get(award.public_id)),
            )
        )
    return rows


def _received(found: "Reception | None") -> str:
    if found is None:
        return ""
    return "Downloaded" if found.downloaded_at else "Opened"


def _latest_mails(subjects: list[str]) -> dict[str, OutgoingMail]:
    # Oldest first, so that the newest mail about a thing is the one that stays.
    return {row.about: row for row in reversed(mail.about_any(subjects))}


def badges_of(organization: "Organization") -> list[Badge]:
    """The organisation's badges, by name."""
    counted = dict(
        awards.of_organization(organization)
        .order_by()
        .values_list("achievement_id")
        .annotate(Count("pk"))
    )
    return [
        badge_of(organization, achievement, awards=counted.get(achievement.pk, 0))
        for achievement in achievements.of_organization(organization)
    ]


def badge_of(
    organization: "Organization", achievement: "Achievement", *, awards: int
) -> Badge:
    """One badge as a card."""
    version = achievement.current
    return Badge(
        id=achievement.public_id,
        name=version.name,
        href=reverse("console:badge", args=[organization.slug, achievement.public_id]),
        image=picture_of(organization, achievement),
        awards=awards,
        state=achievement.state,
    )


def picture_of(organization: "Organization", achievement: "Achievement") -> str:
    """The address of its picture; that of a draft is for its editors alone."""
    if achievement.published_at is None:
        return reverse(
            "console:badge_picture", args=[organization.slug, achievement.public_id]
        )
    return achievements.image_address(achievement.current)
