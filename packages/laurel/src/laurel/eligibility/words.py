"""Rules and decisions in sentences for the staff: what is asked, what is missing."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from laurel.eligibility.types import Catalogue, Line
from laurel.requirements.types import (
    ALL_OF_IT,
    MEASURED,
    AtLeast,
    Decision,
    Fact,
    Kind,
    Need,
    Path,
    Reason,
    Requirement,
    activity_of,
)

_WANTED = {
    Kind.COURSE: "pass {about}",
    Kind.ATTENDANCE: "attend {share}{about}",
    Kind.PARTICIPATION: "take part {share}{about}",
    Kind.ACTIVITY: "complete {about}",
    Kind.EVIDENCE: "hand in evidence for {about} that is accepted",
    Kind.HELD: "have the badge {about}",
}
_LACKING = {
    Kind.COURSE: "{about} is not graded yet.",
    Kind.ATTENDANCE: "attendance of {about} is not recorded.",
    Kind.PARTICIPATION: "taking part in {about} is not recorded.",
    Kind.ACTIVITY: "{about} is not completed yet.",
    Kind.EVIDENCE: "no evidence for {about} is accepted yet.",
    Kind.HELD: "the badge {about} is missing.",
}
_FOUND = {
    Kind.ACTIVITY: "completed",
    Kind.EVIDENCE: "accepted",
    Kind.HELD: "awarded",
}
_NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def wanted(requirement: Requirement, names: Catalogue) -> str:
    """What is asked, as the end of "They have to …"."""
    if isinstance(requirement, Need):
        return _wanted(requirement, names)
    if isinstance(requirement, AtLeast) and len(requirement.items) > 1:
        choices = "; ".join(_choice(item, names) for item in requirement.items)
        return f"do {_how_many(requirement.count)} of these: {choices}"
    parts = [wanted(item, names) for item in requirement.items]
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def missing(
    requirement: Requirement, decision: Decision, names: Catalogue
) -> tuple[str, ...]:
    """What stands in the way: a sentence for each thing."""
    reasons = {reason.path: reason for reason in decision.reasons}
    return tuple(_missing(requirement, (), reasons, names))


def lines(
    requirement: Requirement, decision: Decision, names: Catalogue
) -> tuple[Line, ...]:
    """Every part of the rule with what was found for it, from the top."""
    parts = dict(_parts(requirement, ()))
    return tuple(
        _line(reason, parts[reason.path], names) for reason in decision.reasons
    )


def subject(need: Need, names: Catalogue) -> str:
    """What a need is about, by its name."""
    match need.kind:
        case Kind.COURSE | Kind.ATTENDANCE | Kind.PARTICIPATION:
            if need.subject in names.programs:
                return f"all courses of “{names.programs[need.subject]}”"
            known = names.courses.get(need.subject)
            return f"“{known}”" if known else "a course that is gone"
        case Kind.ACTIVITY:
            course, name = activity_of(need.subject)
            where = names.courses.get(course)
            return f"“{name}” in “{where}”" if where else f"“{name}”"
        case Kind.HELD | Kind.EVIDENCE:
            known = {**names.tasks, **names.achievements}.get(need.subject)
            return f"“{known}”" if known else _elsewhere(need.subject)


def _elsewhere(about: str) -> str:
    return about if about.startswith("http") else "a badge that is gone"


def _choice(item: Requirement, names: Catalogue) -> str:
    """One of several; a group among them stands in brackets, so that its end is seen."""
    said = wanted(item, names)
    is_group = not isinstance(item, Need) and len(item.items) > 1
    return f"({said})" if is_group else said


def _wanted(need: Need, names: Catalogue) -> str:
    said = _WANTED[need.kind].format(about=subject(need, names), share=_share(need))
    least = f" with at least {_number(need.at_least)}" if _is_graded(need) else ""
    return said + least + _window(need)


def _is_graded(need: Need) -> bool:
    return need.kind is Kind.COURSE and need.at_least is not None


def _share(need: Need) -> str:
    """How much of a course, as it stands before its name."""
    begin = "in " if need.kind is Kind.PARTICIPATION else ""
    if need.at_least is None:
        return begin
    if need.at_least == ALL_OF_IT:
        return "fully in " if begin else "all of "
    return f"{begin}at least {_number(need.at_least)} % of "


def _missing(
    node: Requirement, path: Path, reasons: Mapping[Path, Reason], names: Catalogue
) -> Iterator[str]:
    reason = reasons[path]
    if reason.is_met:
        return
    if isinstance(node, Need):
        yield _lacking(node, reason.fact, names)
        return
    if isinstance(node, AtLeast) and node.count < len(node.items):
        open_ones = "; ".join(
            _choice(item, names)
            for number, item in enumerate(node.items)
            if not reasons[(*path, number)].is_met
        )
        more = node.count - reason.found
        still = "more " if reason.found else ""
        verb = "is" if more == 1 else "are"
        yield f"{_how_many(more).capitalize()} {still}of these {verb} needed: {open_ones}."
        return
    for number, item in enumerate(node.items):
        yield from _missing(item, (*path, number), reasons, names)


def _lacking(need: Need, fact: Fact | None, names: Catalogue) -> str:
    if fact is not None and _is_late(need, fact):
        so_far = "what there is lies outside that time"
    elif fact is not None and need.kind in MEASURED:
        so_far = f"so far it is {_found(need, fact)}"
    else:
        about = subject(need, names)
        # A programme that has courses was taken apart into them.
        empty = need.kind is Kind.COURSE and need.subject in names.programs
        said = "{about} are not there yet." if empty else _LACKING[need.kind]
        return _capital(said.format(about=about))
    return f"{_capital(_wanted(need, names))}: {so_far}."


def _line(reason: Reason, node: Requirement, names: Catalogue) -> Line:
    depth = len(reason.path)
    if isinstance(node, Need):
        fact = reason.fact
        return Line(
            depth=depth,
            is_met=reason.is_met,
            wanted=_capital(_wanted(node, names)),
            found=_found(node, fact),
            source=fact.source if fact else "",
            at=fact.at.isoformat() if fact else "",
            note=fact.note if fact else "",
            is_equivalent=bool(fact and fact.is_equivalent),
            ref=fact.ref if fact else "",
        )
    every = reason.wanted == len(node.items)
    head = (
        "All of these" if every else f"{_how_many(reason.wanted).capitalize()} of these"
    )
    return Line(
        depth=depth,
        is_met=reason.is_met,
        wanted=f"{head} ({reason.found} of {len(node.items)} met)",
    )


def _found(need: Need, fact: Fact | None) -> str:
    if fact is None:
        return "nothing recorded"
    if fact.is_equivalent:
        return "an equivalent was accepted"
    if need.kind is Kind.COURSE:
        passed = "" if fact.is_passed is None else _passed(fact)
        only = fact.value in (0, 1) and passed  # 1 and 0 stand for passed and not
        return (
            passed if only else ", ".join(filter(None, [_number(fact.value), passed]))
        )
    if need.kind in MEASURED:
        return f"{_number(fact.value)} %"
    return _FOUND[need.kind] if fact.value else f"not {_FOUND[need.kind]}"


def _passed(fact: Fact) -> str:
    return "passed" if fact.is_passed else "not passed"


def _is_late(need: Need, fact: Fact) -> bool:
    early = need.since is not None and fact.at < need.since
    return early or (need.until is not None and fact.at >= need.until)


def _window(need: Need) -> str:
    begin = f" from {_day(need.since)}" if need.since else ""
    return begin + (f" before {_day(need.until)}" if need.until else "")


def _day(moment: dt.datetime) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _how_many(number: int) -> str:
    return _NUMBERS[number].lower() if number < len(_NUMBERS) else str(number)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _parts(node: Requirement, path: Path) -> Iterator[tuple[Path, Requirement]]:
    yield path, node
    if not isinstance(node, Need):
        for number, item in enumerate(node.items):
            yield from _parts(item, (*path, number))
