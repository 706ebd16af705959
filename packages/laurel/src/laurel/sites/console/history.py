"""What happened, in words: one sentence for each kind of event."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from obkit.keys import KeyKind

from laurel.accounts import selectors as accounts
from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.desk.types import Kind, Outcome
from laurel.foundation.actors import ActorKind
from laurel.foundation.models import EventRecord
from laurel.issuers import selectors as issuers
from laurel.issuers.types import DomainState
from laurel.notifications.types import LANGUAGES
from laurel.organizations import selectors as organizations
from laurel.programs import selectors as programs
from laurel.sites.console import reasons, roles

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

PEOPLE, BADGES, AWARDS, ISSUER = "people", "badges", "awards", "issuer"
DESK = "desk"
KINDS = (
    (PEOPLE, "People and roles"),
    (BADGES, "Badges"),
    (AWARDS, "Awards"),
    (ISSUER, "Issuer and keys"),
    (DESK, "Help desk"),
)
FORMER = "a former member"
ACTOR = "actor_id"  # put beside the payload, for words that depend on who acts


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of some events stand for, looked up together."""

    people: Mapping[str, str]
    badges: Mapping[str, str]
    awards: Mapping[str, str]
    invitations: Mapping[str, str]
    issuers: Mapping[str, str]
    programs: Mapping[str, str]

    def person(self, payload: Mapping[str, Any]) -> str:
        """The person the event is about."""
        return self.people.get(payload["account_id"]) or FORMER

    def badge(self, payload: Mapping[str, Any]) -> str:
        """The badge the event is about."""
        return f"“{self.badges.get(payload['achievement_public_id'], 'a badge')}”"

    def award(self, payload: Mapping[str, Any]) -> str:
        """The award the event is about."""
        return self.awards.get(payload["award_public_id"], "an award")

    def issuer(self, payload: Mapping[str, Any]) -> str:
        """The issuer the event is about."""
        return f"“{self.issuers.get(payload['issuer_public_id'], 'an issuer')}”"

    def program(self, payload: Mapping[str, Any]) -> str:
        """The programme the event is about."""
        return f"“{self.programs.get(payload['program_public_id'], 'a programme')}”"

    def invited(self, payload: Mapping[str, Any]) -> str:
        """The address that an invitation went to."""
        return self.invitations.get(payload["invitation_public_id"], "an address")


Words = Callable[[Mapping[str, Any], Names], str]


@dataclass(frozen=True, slots=True)
class Label:
    """How one kind of event is filed and said: who, then these words."""

    name: str
    kind: str
    words: Words


KEYS = {KeyKind.ED25519: "Ed25519", KeyKind.P256: "P-256", KeyKind.RSA: "RSA"}


DOMAINS = {
    DomainState.PROVEN: "it names the issuer",
    DomainState.NOT_PROVEN: "it does not name the issuer",
    DomainState.UNKNOWN: "the check could not run",
}


def _mail(payload: Mapping[str, Any]) -> str:
    language = LANGUAGES.get(payload["language"], payload["language"])
    return f"{payload['kind']} mail ({language})"


def _key(payload: Mapping[str, Any]) -> str:
    kind: str = payload["kind"]
    return KEYS.get(KeyKind(kind), kind)


VISIBILITIES = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "by link",
    Visibility.PRIVATE: "private",
}
HIDDEN = {"name": "the name", "narrative": "what they did", "evidence": "evidence"}


def _disclosed(payload: Mapping[str, Any]) -> str:
    said = VISIBILITIES[Visibility(payload["visibility"])]
    hidden = [HIDDEN[part] for part in payload["hidden"]]
    return f"{said}, without {', '.join(hidden)}" if hidden else said


def _thing(payload: Mapping[str, Any], names: Names) -> str:
    """What a right is to: the badge's name."""
    badge = names.badges.get(payload["about"].removeprefix("achievement:"), "a badge")
    return f"“{badge}”"


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


def _facts(names: Iterable[str]) -> str:
    return ", ".join(FACTS.get(name, name) for name in names)


def _added(payload: Mapping[str, Any], names: Names) -> str:
    role = roles.phrase(payload["role"])
    if payload["account_id"] == payload[ACTOR]:
        return f"became {role}"  # by an invitation, which they accepted themselves
    return f"made {names.person(payload)} {role}"


def _people_of(payload: Mapping[str, Any]) -> str:
    number: int = payload["people"]
    return "one person" if number == 1 else f"{number:,} people"


def _created(payload: Mapping[str, Any], names: Names) -> str:
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


def _about(payload: Mapping[str, Any], names: Names) -> str:
    return f" about {names.award(payload)}" if payload["award_public_id"] else ""


LABELS = (
    Label("organization.created", PEOPLE, lambda _p, _n: "opened the organisation"),
    Label(
        "organization.member_invited",
        PEOPLE,
        lambda p, n: f"invited {n.invited(p)} as {roles.phrase(p['role'])}",
    ),
    Label(
        "organization.invitation_resent",
        PEOPLE,
        lambda p, n: f"sent the invitation to {n.invited(p)} again",
    ),
    Label(
        "organization.invitation_withdrawn",
        PEOPLE,
        lambda p, n: f"withdrew the invitation to {n.invited(p)}",
    ),
    Label(
        "organization.invitation_accepted",
        PEOPLE,
        lambda p, n: f"accepted the invitation to {n.invited(p)}",
    ),
    Label(
        "organization.invitation_declined",
        PEOPLE,
        lambda p, n: f"declined the invitation to {n.invited(p)}",
    ),
    Label("organization.member_added", PEOPLE, _added),
    Label(
        "organization.member_role_changed",
        PEOPLE,
        lambda p, n: (
            f"changed the role of {n.person(p)}: {roles.phrase(p['role'])} now"
        ),
    ),
    Label(
        "organization.member_removed",
        PEOPLE,
        lambda p, n: f"removed {n.person(p)} from the organisation",
    ),
    Label(
        "organization.right_granted",
        PEOPLE,
        lambda p, n: (
            f"gave {n.person(p)} the right of {roles.phrase(p['role'])} "
            f"for {_thing(p, n)}"
        ),
    ),
    Label(
        "organization.right_withdrawn",
        PEOPLE,
        lambda p, n: f"took the right to {_thing(p, n)} from {n.person(p)}",
    ),
    Label("organization.member_left", PEOPLE, lambda _p, _n: "left the organisation"),
    Label(
        "organization.approval_rule_changed",
        PEOPLE,
        lambda p, _n: (
            "made awards wait for a second person"
            if p["needed"]
            else "let awards go without a second person"
        ),
    ),
    Label("issuer.created", ISSUER, lambda _p, _n: "set up the issuer"),
    Label("issuer.changed", ISSUER, lambda _p, _n: "changed the issuer"),
    Label("issuer.archived", ISSUER, lambda p, n: f"archived the issuer {n.issuer(p)}"),
    Label(
        "issuer.restored",
        ISSUER,
        lambda p, n: f"took the issuer {n.issuer(p)} back into use",
    ),
    Label(
        "issuer.domain_check_asked",
        ISSUER,
        lambda p, n: f"asked for a check of {p['domain']} for {n.issuer(p)}",
    ),
    Label(
        "issuer.domain_checked",
        ISSUER,
        lambda p, n: (
            f"looked at {p['domain']} for {n.issuer(p)}: {DOMAINS[p['state']]}"
        ),
    ),
    Label(
        "issuer.help_changed",
        ISSUER,
        lambda p, n: f"changed the help page of {n.issuer(p)} (version {p['number']})",
    ),
    Label(
        "mail.wording_changed",
        ISSUER,
        lambda p, n: f"changed what the {_mail(p)} of {n.issuer(p)} says",
    ),
    Label(
        "mail.wording_reset",
        ISSUER,
        lambda p, n: f"gave the {_mail(p)} of {n.issuer(p)} its first words back",
    ),
    Label(
        "program.created", BADGES, lambda p, n: f"set up the programme {n.program(p)}"
    ),
    Label(
        "program.changed", BADGES, lambda p, n: f"changed the programme {n.program(p)}"
    ),
    Label(
        "program.archived",
        BADGES,
        lambda p, n: f"archived the programme {n.program(p)}",
    ),
    Label(
        "program.restored",
        BADGES,
        lambda p, n: f"took the programme {n.program(p)} back into use",
    ),
    Label("issuer.style_changed", ISSUER, lambda _p, _n: "changed the style"),
    Label(
        "key.activated",
        ISSUER,
        lambda p, _n: f"put a new signing key into use ({_key(p)})",
    ),
    Label(
        "key.retired",
        ISSUER,
        lambda p, _n: f"retired a signing key ({_key(p)}); old badges stay valid",
    ),
    Label("achievement.created", BADGES, _created),
    Label(
        "achievement.published",
        BADGES,
        lambda p, n: f"published the badge {n.badge(p)}",
    ),
    Label(
        "achievement.revised",
        BADGES,
        lambda p, n: f"changed the badge {n.badge(p)} (version {p['version']})",
    ),
    Label(
        "achievement.archived", BADGES, lambda p, n: f"archived the badge {n.badge(p)}"
    ),
    Label(
        "achievement.unarchived",
        BADGES,
        lambda p, n: f"took the badge {n.badge(p)} out of the archive",
    ),
    Label(
        "achievement.spelling_corrected",
        BADGES,
        lambda p, n: (
            f"corrected the spelling of {n.badge(p)} (version {p['version']}): "
            + "; ".join(change.partition(": ")[2] for change in p["changes"])
        ),
    ),
    Label(
        "sheet.made",
        BADGES,
        lambda p, _n: f"had {p['achievements']} badges made from a table",
    ),
    Label(
        "framework.imported",
        BADGES,
        lambda p, _n: (
            f"imported the skills of “{p['framework_name']}” ({p['items']:,})"
        ),
    ),
    Label(
        "framework.removed",
        BADGES,
        lambda p, _n: f"removed the skills of “{p['framework_name']}”",
    ),
    Label(
        "recipients.imported",
        AWARDS,
        lambda p, _n: (
            f"took a list of people over ({p['added']:,} new, {p['changed']:,} addresses "
            "changed)"
        ),
    ),
    Label("award.granted", AWARDS, lambda p, n: f"awarded {n.award(p)}"),
    Label(
        "award.mail_resent",
        AWARDS,
        lambda p, n: f"sent the mail about {n.award(p)} again",
    ),
    Label(
        "award.amended",
        AWARDS,
        lambda p, n: f"corrected {n.award(p)}: {_facts(p['fields'])}",
    ),
    Label(
        "award.disclosed",
        AWARDS,
        lambda p, n: f"chose what others see of {n.award(p)}: {_disclosed(p)}",
    ),
    Label("account.merged", PEOPLE, lambda _p, _n: "made one account of two of theirs"),
    Label("award.restored", AWARDS, lambda p, n: f"let {n.award(p)} stand again"),
    Label(
        "award.released",
        AWARDS,
        lambda p, n: f"made it possible to award again: {n.award(p)}",
    ),
    Label(
        "duplicate.found",
        AWARDS,
        lambda p, n: f"found what may be a duplicate: {n.award(p)}",
    ),
    Label(
        "duplicate.reported",
        AWARDS,
        lambda p, n: f"took in that somebody has a badge twice: {n.award(p)}",
    ),
    Label(
        "duplicate.decided",
        AWARDS,
        lambda p, n: (
            f"decided on a duplicate: {DECISIONS[p['decision']]} ({n.award(p)})"
        ),
    ),
    Label("credential.issued", AWARDS, lambda p, n: f"signed {n.award(p)}"),
    Label(
        "credential.reissued",
        AWARDS,
        lambda p, n: f"signed {n.award(p)} anew (edition {p['generation']})",
    ),
    Label("credential.suspended", AWARDS, lambda p, n: f"suspended {n.award(p)}"),
    Label("credential.reinstated", AWARDS, lambda p, n: f"reinstated {n.award(p)}"),
    Label(
        "credential.revoked",
        AWARDS,
        lambda p, n: f"revoked {n.award(p)}: {reasons.title(p['reason']).lower()}",
    ),
    Label("batch.made", AWARDS, lambda p, n: f"brought a list for {n.badge(p)}"),
    Label(
        "batch.discarded", AWARDS, lambda p, n: f"threw away a list for {n.badge(p)}"
    ),
    Label(
        "batch.proposed",
        AWARDS,
        lambda p, n: f"proposed {n.badge(p)} for {_people_of(p)}",
    ),
    Label(
        "batch.returned",
        AWARDS,
        lambda p, n: f"sent a list for {n.badge(p)} back to be mended",
    ),
    Label(
        "batch.decided",
        AWARDS,
        lambda p, n: f"decided to award {n.badge(p)} to {_people_of(p)}",
    ),
    Label("batch.undone", AWARDS, lambda p, n: f"undid awarding {n.badge(p)}"),
    Label(
        "batch.released", AWARDS, lambda p, n: f"began to award {n.badge(p)} to a list"
    ),
    Label("batch.paused", AWARDS, lambda p, n: f"paused awarding {n.badge(p)}"),
    Label("batch.resumed", AWARDS, lambda p, n: f"went on awarding {n.badge(p)}"),
    Label("batch.stopped", AWARDS, lambda p, n: f"stopped awarding {n.badge(p)}"),
    Label(
        "batch.finished",
        AWARDS,
        lambda p, n: f"finished awarding {n.badge(p)} to a list",
    ),
    Label(
        "batch.revoked",
        AWARDS,
        lambda p, n: f"revoked {n.badge(p)} for a whole list",
    ),
    Label(
        "ticket.opened",
        DESK,
        lambda p, n: f"asked for {ASKED[Kind(p['kind'])]}{_about(p, n)}",
    ),
    Label(
        "ticket.name_asked",
        DESK,
        lambda p, n: f"asked for another name{_about(p, n)}; not confirmed yet",
    ),
    Label(
        "ticket.confirmed",
        DESK,
        lambda p, n: f"confirmed by mail the wish for another name{_about(p, n)}",
    ),
    Label(
        "ticket.disowned",
        DESK,
        lambda p, n: f"said that they did not ask for another name{_about(p, n)}",
    ),
    Label("ticket.written", DESK, lambda p, n: f"wrote to the help desk{_about(p, n)}"),
    Label("ticket.answered", DESK, lambda p, n: f"answered a question{_about(p, n)}"),
    Label(
        "ticket.closed",
        DESK,
        lambda p, n: (
            f"closed a question{_about(p, n)}: {CLOSED[Outcome(p['outcome'])]}"
        ),
    ),
)
_BY_NAME = {label.name: label for label in LABELS}


@dataclass(frozen=True, slots=True)
class Line:
    """One event, as the log shows it."""

    at: Any
    who: str
    what: str
    kind: str


def names_of_kind(kind: str) -> list[str]:
    """The events that are filed under this kind."""
    return [label.name for label in LABELS if label.kind == kind]


def people(
    organization: "Organization", found: Mapping[uuid.UUID, str]
) -> list[tuple[str, str]]:
    """Those who did something there, as choices by name."""
    called = _people(organization, found)
    return sorted(
        ((key, called.get(key) or FORMER) for key in map(str, found)),
        key=lambda choice: choice[1].casefold(),
    )


def lines(organization: "Organization", found: Iterable[EventRecord]) -> list[Line]:
    """The events in words, with everything they name looked up at once."""
    events = list(found)
    names = _names(organization, events)
    return [_line(event, names) for event in events]


def _line(event: EventRecord, names: Names) -> Line:
    label = _BY_NAME.get(event.name)
    if event.actor_kind == ActorKind.SYSTEM:
        who = event.actor_label or "Laurel"
    elif event.actor_id is None:
        who = event.actor_label
    else:
        who = names.people.get(str(event.actor_id)) or FORMER
    facts = {**event.payload, ACTOR: str(event.actor_id)}
    return Line(
        at=event.at,
        who=who[:1].upper() + who[1:],
        what=label.words(facts, names) if label else event.name,
        kind=dict(KINDS)[label.kind] if label else "",
    )


def _names(organization: "Organization", events: list[EventRecord]) -> Names:
    def ids(key: str) -> set[str]:
        return {event.payload[key] for event in events if key in event.payload}

    acted = {event.actor_id: event.actor_label for event in events if event.actor_id}
    concerned = {uuid.UUID(found): "" for found in ids("account_id")}
    listed = awards.of_organization(organization).filter(
        public_id__in=ids("award_public_id")
    )
    badges = achievements.of_organization(organization).filter(
        public_id__in=ids("achievement_public_id")
        | {about.removeprefix("achievement:") for about in ids("about")}
    )
    return Names(
        people=_people(organization, concerned | acted),
        badges={badge.public_id: badge.current.name for badge in badges},
        awards={
            award.public_id: f"“{award.version.name}” to {award.recipient_name}"
            for award in listed
        },
        invitations=organizations.invited_addresses(
            organization, ids("invitation_public_id")
        ),
        issuers={
            issuer.public_id: issuer.name
            for issuer in issuers.of_organization(organization)
        },
        programs={
            program.public_id: program.name
            for program in programs.of_organization(organization)
        },
    )


def _people(
    organization: "Organization", found: Mapping[uuid.UUID, str]
) -> dict[str, str]:
    """Today's name; else the address, of members only; else the name they had then."""
    called = accounts.names(list(found))
    addresses = {
        member.account_id: member.account.email
        for member in organizations.members(organization)
        if member.account_id in found
    }
    return {
        str(key): called.get(key) or addresses.get(key) or _unless_id(key, label)
        for key, label in found.items()
    }


def _unless_id(key: uuid.UUID, label: str) -> str:
    # An account without a name is recorded by its id, which tells nobody anything.
    return label if label != str(key) else ""
