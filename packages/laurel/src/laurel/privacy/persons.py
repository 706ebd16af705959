"""From an account or an address to the person, as every app knows them."""

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.foundation import privacy as foundation
from laurel.foundation.people import Person, key_of
from laurel.privacy.keepers import NAMERS
from laurel.recipients import privacy as recipients

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def of_account(account_id: uuid.UUID) -> Person:
    """Whoever signs in with this account: everywhere, under every address they proved."""
    labels, staff_of = foundation.labels(account_id)
    return _whole(
        Person(
            account_id=account_id,
            keys=frozenset(map(key_of, accounts.proven_addresses(account_id))),
            labels=frozenset(labels),
            staff_of=frozenset(staff_of),
        )
    )


def of_address(organization: "Organization", address: str) -> Person:
    """Whoever the organization knows by this address, with the addresses that its record adds."""
    asked = Person(
        account_id=None,
        keys=frozenset({key_of(address)}),
        organization_id=organization.pk,
    )
    return _whole(replace(asked, keys=asked.keys | recipients.addresses(asked)))


def _whole(person: Person) -> Person:
    found = awards.of_person(person)
    person = replace(
        person, award_ids=frozenset(found.values_list("public_id", flat=True))
    )
    names = set().union(*(keeper.names(person) for keeper in NAMERS))
    return replace(person, names=frozenset(names))
