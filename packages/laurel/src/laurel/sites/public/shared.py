"""One award as it is shown elsewhere: on a sheet, in a frame, to an employer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import Visibility
from laurel.credentials import selectors as credentials
from laurel.foundation.errors import NotFound
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services
from laurel.sharing.types import Facts
from laurel.sites.public import about, local, reports
from laurel.sites.ui.text import clean
from laurel.verification import services as verification

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.sites.public.reports import ShownReport


class KeptPrivate(NotFound):
    """Its holder shows it to nobody."""


@dataclass(frozen=True, slots=True)
class Shared:
    """An issued award, the name that may be shown with it, and what is told of it."""

    credential: "Credential"
    award: "Award"
    holder: str  # empty: the name is not shown
    facts: Facts

    def report(self) -> "ShownReport":
        """What a check of the badge says at this moment."""
        report = verification.verify(
            data=bytes(self.credential.document), refresh=False
        )
        return reports.show(report, standing=local.standing_of(self.credential))

    def code(self) -> str:
        """The code of the award, made when it is first asked for."""
        return sharing_services.short_link(credential=self.credential)

    @property
    def page(self) -> str:
        """The path of the award's page."""
        return reverse("public:award", args=[self.credential.award_public_id])

    def context(self) -> dict[str, Any]:
        """What templates are given."""
        version = self.credential.achievement_version
        found = (version.achievement.public_id, version.number)
        return {
            **about.issuer(self.credential.issuer, version.achievement),
            "credential": self.credential,
            "award_id": self.credential.award_public_id,
            "holder": self.holder,
            "facts": self.facts,
            "page_url": self.page,
            "image_url": reverse("public:achievement-svg", args=found),
            "alt": achievements.alt_text(version),
            "guide_url": reverse(
                "share:guide", args=[self.credential.issuer.public_id]
            ),
        }


def of(award_public_id: str) -> Shared:
    """The award, if it may be seen by whoever has its address.

    Raises:
        KeptPrivate: its holder shows it to nobody.
        NotFound: there is none, or it is not issued yet.
    """
    if awards.disclosure(award_public_id).visibility is Visibility.PRIVATE:
        raise KeptPrivate("kept private")
    credential = credentials.public(award_public_id)
    award = awards.by_public_id(award_public_id)
    return Shared(
        credential=credential,
        award=award,
        holder=clean(credential.recipient_name),
        facts=sharing.facts(credential, award, sharing.endorser(credential, award)),
    )


def absolute(name: str, *args: object) -> str:
    """The full address of one of our pages, for other sites."""
    return settings.LAUREL.base_url + reverse(name, args=args)
