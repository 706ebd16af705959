"""Reading what mails say."""

from collections.abc import Sequence

from laurel.notifications import languages as tongues
from laurel.notifications import wordings
from laurel.notifications.errors import NotFound
from laurel.notifications.models import MailWording
from laurel.notifications.types import Chosen, Kind, Wording
from laurel.notifications.words import BROUGHT, OURS

brought_languages = tuple(BROUGHT)
language_of = tongues.code_of
until = tongues.until
parts_of = wordings.parts_of
variables = wordings.variables


def kind(text: str) -> Kind:
    """The kind of mail of this name.

    Raises:
        NotFound: there is no mail of that kind.
    """
    try:
        return Kind(text)
    except ValueError:
        raise NotFound("no such kind of mail") from None


def default(kind: Kind, language: str = OURS) -> Wording:
    """The words that Laurel brings: in this language, or else in English."""
    return wordings.brought(kind, language)


def own(*, issuer_public_id: str, kind: Kind, language: str) -> Wording | None:
    """The issuer's own words in this language, if it wrote some."""
    row = MailWording.objects.filter(
        issuer_public_id=issuer_public_id, kind=kind.value, language=language
    ).first()
    return wordings.stored(kind, language, row.parts) if row else None


def written(issuer_public_id: str) -> dict[Kind, list[str]]:
    """Kind → the languages in which the issuer has words of its own."""
    found: dict[Kind, list[str]] = {kind: [] for kind in Kind}
    rows = MailWording.objects.filter(issuer_public_id=issuer_public_id)
    for name, language in rows.order_by("language").values_list("kind", "language"):
        found[Kind(name)].append(language)
    return found


def brought_in(wanted: Sequence[str]) -> str:
    """The first of these languages that Laurel brings words in, else English."""
    return next((language for language in wanted if language in BROUGHT), OURS)


def chosen(*, issuer_public_id: str, kind: Kind, wanted: Sequence[str]) -> Chosen:
    """The words for a mail: in the first of these languages that has some, else in English.

    In each of them, the issuer's own count before those that Laurel brings.
    """
    asked = [language for language in dict.fromkeys([*wanted, OURS]) if language]
    mine = dict(
        MailWording.objects.filter(
            issuer_public_id=issuer_public_id, kind=kind.value, language__in=asked
        ).values_list("language", "parts")
    )
    language = next(each for each in asked if each in mine or each in BROUGHT)
    if language in mine:
        words = wordings.stored(kind, language, mine[language])
        return Chosen(wording=words, language=language, is_own=True)
    words = wordings.brought(kind, language)
    return Chosen(wording=words, language=language, is_own=False)
