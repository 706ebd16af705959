"""Parts of the sentences of the log: the words for what an event says in codes and numbers."""

from collections.abc import Iterable, Mapping
from typing import Any

from obkit.keys import KeyKind

from laurel.awards.types import Visibility
from laurel.desk.types import Kind, Outcome
from laurel.families.types import Policy
from laurel.issuers.types import DomainState
from laurel.notifications.types import LANGUAGES
from laurel.organizations import access as organizations
from laurel.privacy.types import Ground
from laurel.renewals.types import How
from laurel.sites.console import mail_kinds, roles
from laurel.sites.console.names import Names

ACTOR = "actor_id"  # put beside the payload, for words that depend on who acts
KEYS = {KeyKind.ED25519: "Ed25519", KeyKind.P256: "P-256", KeyKind.RSA: "RSA"}


DOMAINS = {
    DomainState.PROVEN: "it names the issuer",
    DomainState.NOT_PROVEN: "it does not name the issuer",
    DomainState.UNKNOWN: "the check could not run",
}


def mail(payload: Mapping[str, Any]) -> str:
    """Which mail, and in which language."""
    language = LANGUAGES.get(payload["language"], payload["language"])
    return f"mail “{mail_kinds.title_of(payload['kind'])}” ({language})"


def key(payload: Mapping[str, Any]) -> str:
    """The kind of a key."""
    kind: str = payload["kind"]
    return KEYS.get(KeyKind(kind), kind)


def people(count: int) -> str:
    """How many learners."""
    return f"{count:,} learner{'' if count == 1 else 's'}"


VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "by link",
    Visibility.PRIVATE: "private",
}
HIDDEN = {"name": "the name", "narrative": "what they did", "evidence": "evidence"}


def disclosed(payload: Mapping[str, Any]) -> str:
    """What others see of an award."""
    said = VISIBILITIES[Visibility(payload["visibility"])]
    hidden = [HIDDEN[part] for part in payload["hidden"]]
    return f"{said}, without {', '.join(hidden)}" if hidden else said


def thing(payload: Mapping[str, Any], names: Names) -> str:
    """What a right is to: the badge's name."""
    return f"“{names.badges.get(payload['about'].rpartition(':')[2], 'a badge')}”"


def right(payload: Mapping[str, Any], names: Names) -> str:
    """What somebody may do by a right: `of an awarder for “Weaver”`."""
    if payload["about"].startswith(organizations.WAIVER):
        return f"to award {thing(payload, names)} early"
    return f"of {roles.phrase(payload['role'])} for {thing(payload, names)}"


# What an award was renewed by.
RENEWED_BY = {
    How.PERSON: "by hand",
    How.EVIDENCE: "for accepted evidence",
    How.REFRESHER: "for a refresher that was passed",
}


def endorsed(payload: Mapping[str, Any], names: Names) -> str:
    """What was endorsed: an award, a badge or an issuer."""
    if payload["award_public_id"]:
        return names.award(payload)
    if payload["achievement_public_id"]:
        return names.badge(payload)
    return names.issuer(payload)


# The facts of an award, as people call them.
FACTS = {
    "recipient_name": "name",
    "recipient_email": "address",
    "narrative": "what this person did",
    "evidence": "evidence",
    "issued_on": "day of the award",
    "expires_on": "expiry",
    "version": "version of the badge",
}


# What was made of two awards that may be one.
DECISIONS = {
    "kept": "one stays, the other is revoked",
    "merged": "one stays, at the other’s address",
    "both_right": "nothing is double",
}


def facts(names: Iterable[str]) -> str:
    """The facts of an award by their names."""
    return ", ".join(FACTS.get(name, name) for name in names)


def added(payload: Mapping[str, Any], names: Names) -> str:
    """That somebody became a member."""
    role = roles.phrase(payload["role"])
    if payload["account_id"] == payload[ACTOR]:
        return f"became {role}"  # by an invitation, which they accepted themselves
    return f"made {names.person(payload)} {role}"


def people_of(payload: Mapping[str, Any]) -> str:
    """How many people a list has."""
    number: int = payload["people"]
    return "one person" if number == 1 else f"{number:,} people"


def created(payload: Mapping[str, Any], names: Names) -> str:
    """That a badge was begun, or defined at once."""
    # Older events do not say: everything was published at once then.
    begun = "defined" if payload.get("published", True) else "began"
    return f"{begun} the badge {names.badge(payload)}"


# What the help desk was asked for, and what it came to.
ASKED = {
    Kind.ACCESS: "help",
    Kind.NAME: "another name",
    Kind.REVIEW: "a review",
    Kind.OTHER: "an answer",
}
CLOSED = {
    Outcome.ANSWERED: "answered",
    Outcome.REINSTATED: "the badge counts again",
    Outcome.CORRECTED: "the name was changed",
    Outcome.REFUSED: "the badge stays as it is",
    Outcome.DISOWNED: "not asked for",
}


def about(payload: Mapping[str, Any], names: Names) -> str:
    """Which award a question is about; nothing, where it is about none."""
    return f" about {names.award(payload)}" if payload["award_public_id"] else ""


# Why a person was taken out.
GROUNDS = {
    Ground.THEY_ASKED: "they asked for it",
    Ground.NO_REASON_LEFT: "there was no reason left to keep it",
    Ground.NEVER_ALLOWED: "it should never have been kept",
    Ground.ORDERED: "a court or an authority ordered it",
}


def erased(payload: Mapping[str, Any]) -> str:
    """What became of a person who was taken out."""
    number = payload["awards"]
    badges = "1 badge" if number == 1 else f"{number:,} badges"
    whose = "at their own wish, " if payload["by_holder"] else ""
    return f"took a person out, {whose}and off {badges}"


# What becomes of a person's higher badges when a lower one is revoked.
POLICIES = {
    Policy.KEEP: "the higher ones stay",
    Policy.FLAG: "the higher ones are flagged",
    Policy.SUSPEND: "the higher ones are suspended",
}


def gap_opened(payload: Mapping[str, Any], names: Names) -> str:
    """That a higher badge was flagged or suspended, for want of a lower one."""
    did = "suspended" if payload["policy"] == Policy.SUSPEND else "flagged"
    return f"{did} {names.award(payload)}, as a lower badge of it was revoked"


def gap_closed(payload: Mapping[str, Any], names: Names) -> str:
    """That a higher badge stands as before, and why."""
    if payload["by_decision"]:
        why = f"without the lower badge: {payload['reason']}"
    else:
        why = "again: the lower badge counts"
    return f"let {names.award(payload)} stand {why}"
