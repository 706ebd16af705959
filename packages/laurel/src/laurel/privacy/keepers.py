"""Every app that keeps something about people, in the order in which they are emptied.

Those come first that others are found by, and the account last. A test of the architecture looks
for apps that are missing here.
"""

from collections.abc import Sequence
from typing import Final, Protocol

from laurel.accounts import privacy as accounts
from laurel.awards import privacy as awards
from laurel.backpack import privacy as backpack
from laurel.batches import privacy as batches
from laurel.classes import privacy as classes
from laurel.collecting import privacy as collecting
from laurel.credentials import privacy as credentials
from laurel.deliveries import privacy as deliveries
from laurel.desk import privacy as desk
from laurel.duplicates import privacy as duplicates
from laurel.eligibility import privacy as eligibility
from laurel.endorsements import privacy as endorsements
from laurel.evidence import privacy as evidence
from laurel.foundation import privacy as foundation
from laurel.foundation.people import Kept, Person
from laurel.issuing import privacy as issuing
from laurel.organizations import privacy as organizations
from laurel.pathways import privacy as pathways
from laurel.privacy import privacy as own
from laurel.recipients import privacy as recipients
from laurel.releases import privacy as releases
from laurel.renewals import privacy as renewals
from laurel.sharing import privacy as sharing
from laurel.sheets import privacy as sheets


class Keeper(Protocol):
    """An app's `privacy` module."""

    def export(self, person: Person) -> Sequence[Kept]:
        """Everything it keeps about the person."""

    def erase(self, person: Person) -> int:
        """Take the person out; how many rows were changed."""


KEEPERS: Final[tuple[Keeper, ...]] = (
    issuing,  # refuses while something is being signed
    desk,
    endorsements,
    duplicates,
    renewals,
    collecting,
    pathways,
    sharing,
    backpack,
    deliveries,
    batches,
    eligibility,
    releases,  # before the learners themselves, by whom they are found
    classes,
    sheets,
    evidence,
    credentials,
    awards,
    recipients,
    foundation,
    organizations,
    own,
    accounts,
)
NAMERS: Final = (
    accounts,
    awards,
    classes,
    desk,
    eligibility,
    evidence,
    recipients,
)  # what the person is called
