"""What others say of an achievement or an issuer: in its documents, and on its page."""

from typing import TYPE_CHECKING

from laurel.endorsements import selectors as endorsements
from laurel.endorsements.types import About
from laurel.sites.public import reports
from laurel.verification import services as verification

if TYPE_CHECKING:
    from obkit import issue

    from laurel.achievements.models import AchievementVersion
    from laurel.issuers.models import Issuer
    from laurel.sites.public.reports import Endorsement


def of_version(version: "AchievementVersion") -> "tuple[issue.Endorsed, ...]":
    """Those of a version of an achievement, as its documents carry them."""
    about = About(version.achievement.issuer, version=version)
    return endorsements.in_documents(issuer=about.issuer, version=version).of(about)


def of_issuer(issuer: "Issuer") -> "tuple[issue.Endorsed, ...]":
    """Those of an issuer, as its documents carry them."""
    return endorsements.in_documents(issuer=issuer).of(About(issuer))


def shown(about: About) -> "list[Endorsement]":
    """Those whose signature and status hold at this moment, as a page shows them."""
    rows = endorsements.shown_of(about)[: endorsements.MOST_IN_DOCUMENTS]
    forms = [endorsements.document(row) for row in rows]
    return reports.endorsements(verification.verify_forms(forms=forms))
