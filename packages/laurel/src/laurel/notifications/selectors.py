"""Reading what mails say."""

from collections.abc import Sequence

from laurel.notifications import wordings
from laurel.notifications.errors import NotFound
from laurel.notifications.models import MailWording
from laurel.notifications.types import Chosen, Wording
from laurel.notifications.wordings import AWARD, VARIABLES

__all__ = ["AWARD", "VARIABLES", "chosen", "default", "languages", "own"]

OURS = "en"  # the language of the wording that Laurel brings


def default(kind: str) -> Wording:
    """The words that Laurel brings.

    Raises:
        NotFound: there is no mail of that kind.
    """
    if kind not in wordings.DEFAULTS:
        raise NotFound("no such kind of mail")
    return wordings.DEFAULTS[kind]


def own(*, issuer_public_id: str, kind: str, language: str) -> Wording | None:
    """The issuer's own words in this language, if it wrote some."""
    row = MailWording.objects.filter(
        issuer_public_id=issuer_public_id, kind=kind, language=language
    ).first()
    return Wording(**{**wordings.as_parts(default(kind)), **row.parts}) if row else None


def languages(*, issuer_public_id: str, kind: str) -> list[str]:
    """The languages in which the issuer has words of its own."""
    return list(
        MailWording.objects.filter(issuer_public_id=issuer_public_id, kind=kind)
        .order_by("language")
        .values_list("language", flat=True)
    )


def chosen(*, issuer_public_id: str, kind: str, wanted: Sequence[str]) -> Chosen:
    """The words for a mail: the first wanted language that has some, else ours."""
    for language in dict.fromkeys([*wanted, OURS]):
        found = own(issuer_public_id=issuer_public_id, kind=kind, language=language)
        if found is not None:
            return Chosen(wording=found, language=language, is_own=True)
        if language == OURS:
            break
    return Chosen(wording=default(kind), language=OURS, is_own=False)
