"""What public pages tell about an issuer: whose site it is, who answers, where help is."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from laurel.issuers import selectors as issuers
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.issuers.models import Issuer
    from laurel.programs.types import Contact


def issuer(
    shown: "Issuer",
    achievement: "Achievement | None" = None,
    *,
    contact: "Contact | None" = None,
) -> dict[str, Any]:
    """The issuer for a page; with an achievement, who answers for that, unless it is known."""
    if contact is None:
        contact = (
            programs.contact_of(achievement)
            if achievement
            else programs.contact_of_issuer(shown)
        )
    return {
        "issuer": shown,
        "issuer_url": reverse("public:issuer", args=[shown.public_id]),
        "domain": issuers.domain(shown),
        "contact": contact,
        "help_url": reverse("public:issuer-help", args=[shown.public_id]),
    }
