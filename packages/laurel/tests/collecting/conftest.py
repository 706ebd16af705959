"""Ada, who proved her address and has three badges of two issuers."""

from dataclasses import dataclass

import pytest

from packages.laurel.tests.factories import badges, people

ADA = "ada@lovelace.example"


@dataclass
class Holder:
    """Somebody with badges."""

    account: object
    actor: object
    credentials: list

    @property
    def refs(self):
        """What the backpack calls them, in the order in which they were awarded."""
        return [each.award_public_id for each in self.credentials]


@pytest.fixture
def ada(db):
    """Two badges of North College and one of Kōwhai Academy."""
    account = people.account(ADA, name="Ada Lovelace")
    college, academy = badges.issuer(), badges.issuer(name="Kōwhai Academy")
    given = [
        badges.issued(badges.achievement(of, name=name), recipient_email=ADA)
        for of, name in (
            (college, "Leadership Foundations"),
            (college, "Applied Data Analytics"),
            (academy, "Data Stories"),
        )
    ]
    return Holder(account, people.actor(account), given)


@pytest.fixture
def somebody(db):
    """Somebody else, without a badge."""
    return people.actor()
