"""What the ids in events stand for: people, badges, awards, issuers, programmes by name."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from laurel.accounts import selectors as accounts
from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation.models import EventRecord
from laurel.issuers import selectors as issuers
from laurel.organizations import selectors as organizations
from laurel.pathways import selectors as pathways
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

FORMER = "a former member"


@dataclass(frozen=True, slots=True)
class Names:
    """What the ids of some events stand for, looked up together."""

    people: Mapping[str, str]
    badges: Mapping[str, str]
    awards: Mapping[str, str]
    invitations: Mapping[str, str]
    issuers: Mapping[str, str]
    programs: Mapping[str, str]
    pathways: Mapping[str, str]
    classes: Mapping[str, str]

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

    def pathway(self, payload: Mapping[str, Any]) -> str:
        """The pathway the event is about."""
        return f"“{self.pathways.get(payload['pathway_public_id'], 'a pathway')}”"

    def class_(self, payload: Mapping[str, Any]) -> str:
        """The class the event is about."""
        return f"“{self.classes.get(payload['class_public_id'], 'a class')}”"

    def invited(self, payload: Mapping[str, Any]) -> str:
        """The address that an invitation went to."""
        return self.invitations.get(payload["invitation_public_id"], "an address")


def looked_up(organization: "Organization", events: list[EventRecord]) -> Names:
    """Everything that the events name, looked up at once."""

    def ids(key: str) -> set[str]:
        return {event.payload[key] for event in events if key in event.payload}

    acted = {event.actor_id: event.actor_label for event in events if event.actor_id}
    concerned = {uuid.UUID(found): "" for found in ids("account_id")}
    listed = awards.of_organization(organization).filter(
        public_id__in=ids("award_public_id")
    )
    badges = achievements.of_organization(organization).filter(
        public_id__in=ids("achievement_public_id")
        | {about.rpartition(":")[2] for about in ids("about")}
    )
    return Names(
        people=people_called(organization, concerned | acted),
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
        pathways={
            pathway.public_id: pathway.title
            for pathway in pathways.of_organization(organization)
        },
        classes=classes.names(organization, ids("class_public_id")),
    )


def people_called(
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
