"""What waits for somebody in the console: one function for each kind, asked in one order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.batches.types import BatchState
from laurel.duplicates import selectors as duplicates
from laurel.families import selectors as families
from laurel.insights import selectors as insights
from laurel.releases import selectors as releases
from laurel.sheets import selectors as sheets
from laurel.sites.console import deliveries
from laurel.sites.console.gate import Place

if TYPE_CHECKING:
    from django.db.models import QuerySet


MOST = 1_000  # that are counted one by one


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that waits: how much of it, in words, and where to go."""

    count: int
    title: str
    sentence: str
    icon: str
    action: str
    href: str
    status: str = ""  # the look of a status, where it is urgent


@dataclass(frozen=True, slots=True)
class Lists:
    """Lists of people that wait in one state, for somebody who awards."""

    state: BatchState
    title: tuple[str, str]
    sentence: str
    icon: str
    action: str
    status: str = ""
    of_others: bool = False  # only those that somebody else made

    def __call__(self, place: Place) -> Todo | None:
        """Those of the organisation."""
        if not place.may_award:
            return None
        found = [
            each.public_id
            for each in place.unfinished_lists
            if each.state == self.state
            and not (self.of_others and each.made_by == place.actor.account_id)
        ]
        return _todo(
            *_led_to(place, found, one="batch", many="batches"),
            title=self.title,
            sentence=self.sentence,
            icon=self.icon,
            action=self.action,
            status=self.status,
        )


def of(place: Place) -> list[Todo]:
    """Everything that waits for this person, the most urgent first."""
    return [todo for kind in KINDS if (todo := kind(place)) is not None]


def questions(place: Place) -> Todo | None:
    """People who wait for an answer of the help desk."""
    if not place.may_award:
        return None
    return _todo(
        place.questions,
        reverse("console:desk", args=[place.organization.slug]),
        title=("person waits for an answer", "people wait for an answer"),
        sentence="Questions, reviews and other names, at the help desk.",
        icon="question-disc",
        action="Answer",
        status="expiring",
    )


def endorsed(place: Place) -> Todo | None:
    """Endorsements that the staff decides about."""
    if not place.may_edit:
        return None
    return _todo(
        place.endorsements_waiting,
        reverse("console:endorsements", args=[place.organization.slug]),
        title=("endorsement waits for you", "endorsements wait for you"),
        sentence="Read them, and decide whether they are shown.",
        icon="pen",
        action="Look",
    )


def to_review(place: Place) -> Todo | None:
    """Evidence that waits to be looked at."""
    return _todo(
        place.evidence_waiting,
        reverse("console:evidence", args=[place.organization.slug]),
        title=("piece of evidence waits", "pieces of evidence wait"),
        sentence="Learners handed it in and wait for your answer.",
        icon="file",
        action="Review",
        status="expiring",
    )


def to_release(place: Place) -> Todo | None:
    """People who completed a programme and whose badges wait for somebody's yes."""
    if not place.may_award:
        return None
    found = releases.people_for_a_yes(place.organization)
    slug = place.organization.slug
    return _todo(
        sum(found.values()),
        reverse("console:waiting", args=[slug, next(iter(found))])
        if len(found) == 1
        else reverse("console:programs", args=[slug]),
        title=("person waits for your yes", "people wait for your yes"),
        sentence="They completed a programme. Confirm it, and their badges leave.",
        icon="flag",
        action="Look",
        status="expiring",
    )


def bounced(place: Place) -> Todo | None:
    """Award mails that came back."""
    if not place.may_award:
        return None
    address = reverse("console:awards", args=[place.organization.slug])
    return _todo(
        deliveries.bounced(place.organization),
        f"{address}?mail=bounced",
        title=("award mail came back", "award mails came back"),
        sentence="The address does not work. Correct it, and the badge is sent there.",
        icon="mail",
        action="Look",
        status="revoked",
    )


def doubled(place: Place) -> Todo | None:
    """Badges that somebody may have twice."""
    if not place.may_award:
        return None
    return _todo(
        duplicates.to_decide(place.organization).count(),
        reverse("console:duplicates", args=[place.organization.slug]),
        title=("badge may have been given twice", "badges may have been given twice"),
        sentence="Look at both, and say which one stays.",
        icon="copy",
        action="Look",
        status="expiring",
    )


def without_lower(place: Place) -> Todo | None:
    """Higher badges under which a lower one was revoked."""
    if not place.may_award:
        return None
    found = families.open_gaps_at(place.organization)
    one = list(found.values_list("award__public_id", flat=True)[:MOST])
    slug = place.organization.slug
    return _todo(
        len(one),
        reverse("console:award", args=[slug, one[0]])
        if len(one) == 1
        else reverse("console:families", args=[slug]),
        title=("badge lost the one below it", "badges lost the one below them"),
        sentence="A lower badge was revoked. Say whether the higher one stands.",
        icon="layers",
        action="Look",
        status="expiring",
    )


def ending(place: Place) -> Todo | None:
    """Awards that expire soon."""
    if not place.may_award:
        return None
    return _todo(
        insights.expiring(place.organization).count(),
        reverse("console:expiring", args=[place.organization.slug]),
        title=(
            f"award expires within {insights.SOON} days",
            f"awards expire within {insights.SOON} days",
        ),
        sentence="Tell the people in time, or award them anew.",
        icon="calendar",
        action="See who",
    )


def drafts(place: Place) -> Todo | None:
    """Badges of which something is written that nobody else sees yet."""
    if not place.may_edit:
        return None
    found = achievements.of_organization(place.organization).filter(
        archived_at=None, versions__is_draft=True
    )
    return _todo(
        *_where(place, found, one="badge", many="badges"),
        title=("badge is not finished", "badges are not finished"),
        sentence="What was written is a draft until it is published.",
        icon="pen",
        action="Finish",
    )


def tables(place: Place) -> Todo | None:
    """Tables of badges that are still being corrected."""
    if not place.may_edit:
        return None
    found = sheets.unfinished(place.organization)
    return _todo(
        *_where(place, found, one="sheet", many="badges_many"),
        title=("table of badges is not finished", "tables of badges are not finished"),
        sentence="Its badges are made when you say so.",
        icon="layers",
        action="Go on",
    )


APPROVALS = Lists(
    BatchState.PROPOSED,
    title=("list waits for your approval", "lists wait for your approval"),
    sentence="Somebody proposed awards. Let them go, or send them back.",
    icon="people",
    action="Review",
    status="expiring",
    of_others=True,
)
UNREADABLE = Lists(
    BatchState.UNREADABLE,
    title=("list cannot be read", "lists cannot be read"),
    sentence="See what is wrong with the file, and bring it again.",
    icon="file",
    action="See why",
    status="revoked",
)
PAUSED = Lists(
    BatchState.PAUSED,
    title=("list is paused", "lists are paused"),
    sentence="The rest is awarded when somebody goes on with it.",
    icon="pause",
    action="Go on",
    status="expiring",
)
UNSENT = Lists(
    BatchState.DRAFT,
    title=("list was not sent off", "lists were not sent off"),
    sentence="Nobody gets the badge from it before you say so.",
    icon="send",
    action="Finish",
)

Kind = Callable[[Place], Todo | None]
KINDS: tuple[Kind, ...] = (
    questions,
    to_review,
    to_release,
    bounced,
    APPROVALS,
    doubled,
    without_lower,
    UNREADABLE,
    PAUSED,
    endorsed,
    ending,
    UNSENT,
    drafts,
    tables,
)


def _where(
    place: Place, found: "QuerySet[Any]", *, one: str, many: str
) -> tuple[int, str]:
    """How many there are, and the address of the only one, or of the page that lists them."""
    ids = list(found.values_list("public_id", flat=True)[:MOST])
    return _led_to(place, ids, one=one, many=many)


def _led_to(
    place: Place, ids: Sequence[str], *, one: str, many: str
) -> tuple[int, str]:
    slug = place.organization.slug
    if len(ids) == 1:
        return 1, reverse(f"console:{one}", args=[slug, ids[0]])
    return len(ids), reverse(f"console:{many}", args=[slug])


def _todo(
    count: int,
    href: str,
    *,
    title: tuple[str, str],
    sentence: str,
    icon: str,
    action: str,
    status: str = "",
) -> Todo | None:
    if not count:
        return None
    words = f"{count:,} {title[0] if count == 1 else title[1]}"
    return Todo(count, words, sentence, icon, action, href, status)
