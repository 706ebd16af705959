"""Reading releases: what a programme asks for, who waits for what, and what learners see of it."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation import clock
from laurel.programs import selectors as programs
from laurel.releases import gates, links, standings, words
from laurel.releases.errors import NotFound
from laurel.releases.models import (
    Clearance,
    ConfirmationList,
    Expectation,
    GatedAchievement,
    ReleasePolicy,
)
from laurel.releases.types import (
    BadgeAhead,
    Check,
    Clearing,
    Gate,
    Pending,
    Plan,
    Standing,
    State,
    Terms,
)

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.classes.models import Learner
    from laurel.organizations.models import Organization
    from laurel.programs.models import Program

LOOKED_UP_AT_ONCE = 500  # so that no query has more parameters than databases take
NAMED_AT_ONCE = 100  # learners by one event: each reaction may award all of them

Thing = TypeVar("Thing")

rules_in_words = words.rules
weeks_in_words = words.weeks
refusal_in_words = words.refusal


@dataclass(frozen=True, slots=True)
class Line:
    """One learner on the board of a programme."""

    learner: "Learner"
    state: State
    standing: Standing
    checks: tuple[Check, ...]

    @property
    def waits(self) -> list[str]:
        """What is still shut, in words."""
        return [words.refusal(one) for one in self.checks if not one.is_open]


def policy_of(achievement_id: int) -> ReleasePolicy | None:
    """What keeps an achievement back, with its programme; None: nothing does."""
    gated = (
        GatedAchievement.objects.filter(
            achievement_id=achievement_id,
            policy__program__members__achievement_id=achievement_id,
        )
        .select_related("policy__program__organization")
        .first()
    )
    return gated.policy if gated else None


def of_program(program: "Program") -> ReleasePolicy | None:
    """What the programme asks for; None: its badges wait for nothing."""
    return (
        ReleasePolicy.objects.select_related("program__organization")
        .filter(program=program)
        .first()
    )


def terms_of(program: "Program") -> Terms | None:
    """The same as a value."""
    policy = of_program(program)
    return policy.terms if policy else None


def kept_back(policy: ReleasePolicy) -> list["Achievement"]:
    """The badges of the programme that its policy keeps back, the oldest first."""
    gated = (
        policy.gated.filter(achievement__in=programs.achievement_ids(policy.program))
        .select_related("achievement__issuer")
        .prefetch_related("achievement__versions")
    )
    return [one.achievement for one in gated.order_by("achievement_id")]


def board(policy: ReleasePolicy) -> list[Line]:
    """Everybody in the programme's classes by name: what they have, or wait for."""
    program = policy.program
    keys = classes.keys_of_program(program)
    learners = classes.learners_of_keys(program.organization_id, keys)
    return _lines(policy, list(learners.values()))


def lines_of(policy: ReleasePolicy, learners: Sequence["Learner"]) -> list[Line]:
    """The same for these learners alone."""
    return _lines(policy, learners)


def pending_of(keys: Collection[str]) -> list[Pending]:
    """What is being prepared for whoever has these normalised addresses, by programme."""
    rows = (
        Expectation.objects.filter(learner__key__in=list(keys))
        .exclude(completed_at=None)
        .select_related("program__organization", "learner")
    )
    found = (_pending(row) for row in rows.order_by("program__name", "pk"))
    return [one for one in found if one is not None]


def pending_by_link(program: str, learner: str, token: str) -> Pending | None:
    """The same for one learner by the link in the mail. None: there is nothing to wait for.

    Raises:
        NotFound: the link is none of ours, or it went to an address that they have no more.
    """
    row = (
        Expectation.objects.filter(
            program__public_id=program, learner__public_id=learner
        )
        .select_related("program__organization", "learner")
        .first()
    )
    if row is None or not links.fits(row.program, row.learner, token):
        raise NotFound("no such link")
    return _pending(row) if row.completed_at else None


def released(
    program_public_id: str, learner_public_ids: Collection[str]
) -> tuple[UUID | None, list[str]]:
    """Whose an event of a release is: the organization, and the learners' normalised addresses.

    None: the programme waits for nothing any more.
    """
    policy = (
        ReleasePolicy.objects.filter(program__public_id=program_public_id)
        .select_related("program")
        .first()
    )
    if policy is None:
        return None, []
    organization_id = policy.program.organization_id
    found = classes.learners_by_public_id(organization_id, learner_public_ids)
    return organization_id, [learner.key for learner in found]


def confirmed(program: "Program", learner_ids: Collection[int]) -> set[int]:
    """Those of these learners whose graduation is confirmed."""
    return {
        one.learner_id
        for one in clearances(program, learner_ids)
        if one.kind == Clearing.CONFIRMED.value
    }


def clearances(program: "Program", learner_ids: Collection[int]) -> Iterator[Clearance]:
    """What was said of these learners, and by whom."""
    for some in portions(learner_ids):
        yield from Clearance.objects.filter(program=program, learner_id__in=some)


def lists(program: "Program") -> QuerySet[ConfirmationList]:
    """The lists of graduates that were taken over, the newest first."""
    return (
        ConfirmationList.objects.filter(program=program)
        .exclude(applied_at=None)
        .defer("rows")
        .order_by("-applied_at", "-pk")
    )


def confirmation_list(program: "Program", public_id: str) -> ConfirmationList:
    """One list of the programme.

    Raises:
        NotFound: it has none of that id.
    """
    found = ConfirmationList.objects.filter(
        program=program, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such list")
    return found


def plan(found: ConfirmationList) -> Plan:
    """Whom the list would confirm at this moment."""
    ids = [public_id for _, public_id in found.rows]
    learners: list[Learner] = []
    for some in portions(ids):
        learners += classes.learners_by_public_id(found.program.organization_id, some)
    already = confirmed(found.program, [learner.pk for learner in learners])
    new = [learner for learner in learners if learner.pk not in already]
    new.sort(key=lambda learner: (learner.name.casefold(), learner.pk))
    return Plan(new=tuple(new), already=len(learners) - len(new))


def people_for_a_yes(organization: "Organization") -> dict[str, int]:
    """Programme's public id → how many completed it and wait for somebody's yes to leave with.

    A graduation to confirm; or, once that is said and the day has come, a release to approve.
    Whoever has a badge of it already waits for nothing. One statement.
    """
    policy = ReleasePolicy.objects.filter(program=OuterRef("program"))
    said = Clearance.objects.filter(
        program=OuterRef("program"), learner=OuterRef("learner")
    )
    kept = GatedAchievement.objects.filter(
        policy__program=OuterRef(OuterRef("program"))
    )
    has = awards.every_in_force().filter(
        recipient_key=OuterRef("learner__key"),
        achievement__in=kept.values("achievement"),
    )
    unconfirmed = Exists(policy.filter(needs_confirmation=True)) & ~Exists(
        said.filter(kind=Clearing.CONFIRMED.value)
    )
    is_due = Q(due_at=None) | Q(due_at__lte=clock.now())
    unapproved = Exists(policy.filter(needs_approval=True)) & ~Exists(
        said.filter(kind=Clearing.APPROVED.value)
    )
    rows = (
        Expectation.objects.filter(program__organization=organization)
        .exclude(completed_at=None)
        .filter(unconfirmed | (is_due & unapproved))
        .exclude(Exists(has))
        .values("program__public_id")
        .annotate(people=Count("pk"))
        .order_by("program__name", "program")
    )
    return {row["program__public_id"]: row["people"] for row in rows}


def portions(
    things: Iterable[Thing], size: int = LOOKED_UP_AT_ONCE
) -> Iterator[list[Thing]]:
    """The things in portions that a query can take."""
    listed = list(things)
    for start in range(0, len(listed), size):
        yield listed[start : start + size]


def _lines(policy: ReleasePolicy, learners: Sequence["Learner"]) -> list[Line]:
    known = standings.of_learners(policy.program, learners)
    have = _holders(kept_back(policy), [learner.key for learner in learners])
    now = clock.now()
    found = []
    for learner in learners:
        standing = known[learner.pk]
        asked = gates.checks(policy.terms, standing, now)
        state = _state(standing, asked, has_all=learner.key in have)
        found.append(Line(learner, state, standing, asked))
    return sorted(
        found, key=lambda line: (line.learner.name.casefold(), line.learner.pk)
    )


def _state(standing: Standing, asked: Sequence[Check], *, has_all: bool) -> State:
    if has_all:
        return State.HELD
    if standing.failed:
        return State.FAILED
    if all(check.is_open for check in asked):
        return State.READY
    return State.WAITS


def _holders(badges: Sequence["Achievement"], keys: Sequence[str]) -> set[str]:
    """Who has every one of these badges; nobody, if there are none."""
    if not badges:
        return set()
    have = set(keys)
    for badge in badges:
        theirs: set[str] = set()
        for some in portions(keys):
            theirs.update(awards.held(badge, some))
        have &= theirs
    return have


def _pending(row: Expectation) -> Pending | None:
    """What the learner sees; None: they have everything, or nothing is kept back any more."""
    policy = of_program(row.program)
    if policy is None:
        return None
    learner = row.learner
    standing = standings.of_learners(row.program, [learner])[learner.pk]
    if standing.completed_at is None:
        return None
    ahead = badges_ahead(policy, learner.key)
    if not ahead:
        return None
    now = clock.now()
    expected = gates.window(policy.terms, standing)
    shut = gates.shut(policy.terms, standing, now)
    return Pending(
        program_name=row.program.name,
        organization_name=row.program.organization.name,
        learner_name=learner.name,
        learner=learner.public_id,
        program=row.program.public_id,
        badges=tuple(map(_ahead, ahead)),
        window=expected,
        is_late=expected is not None
        and now.astimezone(standing.zone).date() > expected.last,
        # The days stand beside it already.
        waits=tuple(words.wait(one) for one in shut if one.gate is not Gate.DAY),
        interim_url=policy.interim_url,
        interim_label=policy.interim_label,
        contact_email=programs.contact_of(ahead[0]).email,
        page=links.address(row.program, learner),
    )


def badges_ahead(policy: ReleasePolicy, key: str) -> list["Achievement"]:
    """The badges that whoever has this address is still to get."""
    return [
        badge
        for badge in kept_back(policy)
        if badge.archived_at is None and not awards.held(badge, [key])
    ]


def _ahead(badge: "Achievement") -> BadgeAhead:
    version = badge.current
    return BadgeAhead(
        name=version.name,
        achievement=badge.public_id,
        version=version.number,
        issuer_name=badge.issuer.name,
        issuer=badge.issuer.public_id,
    )
