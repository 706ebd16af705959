"""Reading batches."""

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Concat

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.batches import checks
from laurel.batches.errors import NotFound
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import (
    DECIDED,
    EMAIL,
    EXPIRES,
    ISSUED,
    LANGUAGE,
    NAME,
    OVER,
    BatchState,
    RowState,
    Tally,
    Verdict,
)
from laurel.foundation import mail
from laurel.foundation.actors import Actor
from laurel.foundation.tables import NoDate

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

MOST_UNFINISHED = 2_000  # lists of one organization; nobody goes on with more
_TO_GO_ON_WITH = (
    BatchState.UNREADABLE,
    BatchState.DRAFT,
    BatchState.PROPOSED,
    BatchState.PAUSED,
)


def by_public_id(public_id: str) -> Batch:
    """One batch with what it is about.

    Raises:
        NotFound: there is none of that id.
    """
    batch = (
        Batch.objects.select_related("organization", "achievement__issuer")
        .filter(public_id=public_id)
        .first()
    )
    if batch is None:
        raise NotFound("no such batch")
    return batch


def unfinished(organization: "Organization") -> list[Batch]:
    """Those with which somebody has to go on, the newest first: state, id and maker of each."""
    rows = Batch.objects.filter(organization=organization, state__in=_TO_GO_ON_WITH)
    rows = rows.only("state", "public_id", "made_by").order_by("-created_at", "-pk")
    return list(rows[:MOST_UNFINISHED])


def of_organization(organization: "Organization") -> QuerySet[Batch]:
    """The organization's batches, the newest first."""
    return (
        Batch.objects.filter(organization=organization)
        .select_related("achievement__issuer")
        .order_by("-created_at", "-pk")
    )


def mail_facts(batch: Batch, row: BatchRow) -> dict[str, Any]:
    """What the mail to the person of a row says of them; a day that is none is left out."""
    try:
        said = checks.facts(batch, row)
    except NoDate:
        said = {NAME: row.values.get(NAME, ""), EMAIL: row.values.get(EMAIL, "")}
    wanted = (NAME, EMAIL, ISSUED, EXPIRES, LANGUAGE)
    return {name: said[name] for name in wanted if name in said}


def under_way(organization: "Organization") -> QuerySet[Batch]:
    """Those of them that have not come to their end, the newest first."""
    return of_organization(organization).exclude(state__in=[s.value for s in OVER])


def tally(batch: Batch) -> Tally:
    """How many rows are how."""
    found: Counter[str] = Counter()
    grouped = BatchRow.objects.filter(batch=batch).order_by()
    for state, verdict, number in grouped.values_list("state", "verdict").annotate(
        number=Count("pk")
    ):
        found[verdict if state == RowState.OPEN else state] += number
    names = [*Verdict, RowState.GRANTED, RowState.SKIPPED, RowState.FAILED]
    return Tally(**{name.value: found[name.value] for name in names})


def rows(
    batch: Batch, *, verdict: Verdict | None = None, state: RowState | None = None
) -> QuerySet[BatchRow]:
    """The rows in their order; both filters may be left out."""
    found = BatchRow.objects.filter(batch=batch).order_by("number")
    if verdict is not None:
        found = found.filter(verdict=verdict.value, state=RowState.OPEN.value)
    if state is not None:
        found = found.filter(state=state.value)
    return found


def behind(batch: Batch) -> QuerySet[BatchRow]:
    """The rows that were not awarded because something is wrong with them."""
    wrong = [Verdict.BAD.value, Verdict.LOOK.value]
    return rows(batch).filter(
        Q(state=RowState.FAILED.value) | Q(state=RowState.OPEN.value, verdict__in=wrong)
    )


def row(batch: Batch, number: int) -> BatchRow:
    """One row.

    Raises:
        NotFound: there is none of that number.
    """
    found = rows(batch).filter(number=number).first()
    if found is None:
        raise NotFound("no such row")
    return found


def issued(batch: Batch) -> int:
    """How many of its awards are signed."""
    ids = rows(batch, state=RowState.GRANTED).order_by().values("award_public_id")
    return awards.count(ids, AwardState.ISSUED, AwardState.RENEWED)


def mails(batch: Batch) -> dict[str, int]:
    """State of a mail → how many mails about its awards are in it."""
    about = (
        rows(batch, state=RowState.GRANTED)
        .order_by()
        .values_list(Concat(Value("award:"), F("award_public_id")))
    )
    return mail.states_about(about)


def awarded_before(batch: Batch) -> Batch | None:
    """An earlier batch of the same badge from the very same file that was decided, if any."""
    if not batch.source:
        return None
    return (
        Batch.objects.filter(
            achievement=batch.achievement_id,
            source=batch.source,
            state__in=[state.value for state in DECIDED],
        )
        .exclude(pk=batch.pk)
        .order_by("-created_at")
        .first()
    )


def may_approve(batch: Batch, actor: Actor) -> bool:
    """Whether this person is a second one."""
    return (
        batch.state == BatchState.PROPOSED
        and actor.account_id is not None
        and actor.account_id != batch.made_by
    )
