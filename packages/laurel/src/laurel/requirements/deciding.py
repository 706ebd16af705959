"""Whether a requirement is met by what is known.

More facts never make a met requirement unmet, and their order does not matter: a need is met by
the earliest fact that is enough, and of equal ones by the first in a fixed order.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from laurel.requirements.types import (
    AllOf,
    Decision,
    Fact,
    Kind,
    Need,
    Path,
    Reason,
    Requirement,
)

Facts = Mapping[tuple[Kind, str], tuple[Fact, ...]]

_NOTHING: Final = Decimal(0)


def evaluate(
    requirement: Requirement, facts: Iterable[Fact], now: dt.datetime
) -> Decision:
    """Decide with these facts. What is recorded for later than now does not count yet."""
    return decide(requirement, sorted_by_subject(facts), now)


def sorted_by_subject(facts: Iterable[Fact]) -> Facts:
    """The facts of one learner, by what they are about."""
    found: dict[tuple[Kind, str], tuple[Fact, ...]] = {}
    for fact in facts:
        about = (fact.kind, fact.subject)
        known = found.get(about)
        found[about] = (fact,) if known is None else (*known, fact)
    return found


def decide(requirement: Requirement, facts: Facts, now: dt.datetime) -> Decision:
    """The same, with facts that are sorted already."""
    reasons: list[Reason] = []
    top = _look(requirement, facts, now, (), reasons)
    return Decision(is_met=top.is_met, reasons=tuple(reasons), met_at=top.met_at)


def _look(
    node: Requirement,
    facts: Facts,
    now: dt.datetime,
    path: Path,
    reasons: list[Reason],
) -> Reason:
    if isinstance(node, Need):
        found = _met(node, facts.get((node.kind, node.subject), ()), now, path)
        reasons.append(found)
        return found
    place = len(reasons)
    reasons.append(_PLACE)  # a group stands before its items, and is known after them
    below = [
        _look(item, facts, now, (*path, number), reasons)
        for number, item in enumerate(node.items)
    ]
    moments = sorted(r.met_at for r in below if r.met_at is not None)
    wanted = len(below) if isinstance(node, AllOf) else node.count
    is_met = len(moments) >= wanted
    reasons[place] = Reason(
        path=path,
        is_met=is_met,
        met_at=moments[wanted - 1] if is_met else None,
        found=len(moments),
        wanted=wanted,
    )
    return reasons[place]


def _met(need: Need, facts: tuple[Fact, ...], now: dt.datetime, path: Path) -> Reason:
    if not facts:
        return Reason(path, is_met=False, need=need)
    good = [fact for fact in facts if _counts(need, fact, now) and _enough(need, fact)]
    if good:
        first = good[0] if len(good) == 1 else min(good, key=_by_moment)
        return Reason(path, is_met=True, need=need, fact=first, met_at=first.at)
    return Reason(path, is_met=False, need=need, fact=max(facts, key=_by_value))


def _counts(need: Need, fact: Fact, now: dt.datetime) -> bool:
    if fact.at > now:
        return False
    if need.since is not None and fact.at < need.since:
        return False
    return need.until is None or fact.at < need.until


def _enough(need: Need, fact: Fact) -> bool:
    if fact.is_equivalent:
        return True
    if need.at_least is not None:
        return fact.value >= need.at_least
    return fact.value > _NOTHING if fact.is_passed is None else fact.is_passed


def _by_moment(fact: Fact) -> tuple[dt.datetime, Decimal, str, str, str, str]:
    return (fact.at, -fact.value, *_words(fact))


def _by_value(fact: Fact) -> tuple[Decimal, dt.datetime, str, str, str, str]:
    return (fact.value, fact.at, *_words(fact))


def _words(fact: Fact) -> tuple[str, str, str, str]:
    return (fact.ref, fact.source, fact.label, fact.note)


_PLACE: Final = Reason((), is_met=False)
