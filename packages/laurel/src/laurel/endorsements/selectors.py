"""Reading endorsements, and what is handed out of them."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing
from django.db.models import Q, QuerySet
from obkit import issue

from laurel.endorsements import addresses, documents
from laurel.endorsements.errors import NotFound
from laurel.endorsements.models import Endorsement, Moderation
from laurel.endorsements.types import About, State
from laurel.foundation import ids
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

MOST_IN_DOCUMENTS = 10  # of one thing; every file of the badge carries them
# Links in mails work as long as the instance keeps its secret key. Nobody can make one up: the
# signature has 256 bits, and the id before it 128.
_SALT = "laurel.endorsements.link"


def address(row: Endorsement) -> str:
    """The endorser's own link: there they write, and there they take it back."""
    return f"{settings.LAUREL.base_url}/endorse/{token(row)}"


def token(row: Endorsement) -> str:
    """What stands in that link."""
    return row.public_id + _signer().signature(row.public_id)


def by_token(given: str) -> Endorsement:
    """The endorsement of an endorser's link.

    Raises:
        NotFound: the link is none of ours, or the question was forgotten since.
    """
    public_id, signature = given[: ids.PUBLIC_ID_LENGTH], given[ids.PUBLIC_ID_LENGTH :]
    try:
        _signer().unsign(f"{public_id}:{signature}")
    except signing.BadSignature:
        raise NotFound("no such link") from None
    return by_public_id(public_id)


def by_public_id(public_id: str) -> Endorsement:
    """One endorsement, whatever its state.

    Raises:
        NotFound: there is none of that id.
    """
    row = _whole().filter(public_id=public_id).first()
    if row is None:
        raise NotFound("no such endorsement")
    return row


def public(public_id: str) -> Endorsement:
    """One that everybody may see, or that was taken back.

    Raises:
        NotFound: there is none, or it is not shown.
    """
    row = by_public_id(public_id)
    if row.signed_at is None or row.state not in (State.SHOWN, State.ENDED):
        raise NotFound("not shown")
    return row


def signed(public_id: str) -> Endorsement:
    """One that was signed: programs ask for its status whether it is shown here or not.

    Raises:
        NotFound: there is none, or it is a draft.
    """
    row = by_public_id(public_id)
    if row.signed_at is None:
        raise NotFound("not signed")
    return row


def every_signed() -> QuerySet[Endorsement, str]:
    """The public id of every endorsement that was signed, the oldest first."""
    rows = Endorsement.objects.filter(signed_at__isnull=False)
    return rows.order_by("pk").values_list("public_id", flat=True)


def of_award(award: "Award") -> QuerySet[Endorsement]:
    """What was asked and said about an award, the newest first; for its holder."""
    return _of(About(award.achievement.issuer, award=award))


def one_of_award(award: "Award", public_id: str) -> Endorsement:
    """One of those.

    Raises:
        NotFound: this award has none of that id.
    """
    row = of_award(award).filter(public_id=public_id).first()
    if row is None:
        raise NotFound("no such endorsement of this award")
    return row


def shown_of(about: About) -> QuerySet[Endorsement]:
    """What everybody sees of it, the oldest first."""
    return _of(about).filter(state=State.SHOWN).order_by("signed_at", "pk")


def of_organization(
    organization: "Organization", *, state: str = ""
) -> QuerySet[Endorsement]:
    """What was said about the organisation's things, the last changed first; no open questions.

    Questions of earners to people are theirs; those of the staff are listed with what was asked.
    """
    rows = _whole().filter(organization=organization, signed_at__isnull=False)
    if state:
        rows = rows.filter(state=state)
    return rows.order_by("-changed_at", "-pk")


def asked_by_staff(organization: "Organization") -> QuerySet[Endorsement]:
    """The open questions of the staff about achievements and issuers, the newest first."""
    rows = _whole().filter(organization=organization, award=None, state=State.ASKED)
    return rows.order_by("-created_at", "-pk")


def given_by(organization: "Organization") -> QuerySet[Endorsement]:
    """What the organisation's issuers said of others, the newest first."""
    rows = _whole().filter(endorsing_issuer__organization=organization)
    return rows.order_by("-created_at", "-pk")


def waiting_for_staff(organization: "Organization") -> int:
    """How many the staff has to decide about."""
    theirs = Q(state=State.WAITING) | Q(state=State.WRITTEN, award=None)
    return Endorsement.objects.filter(theirs, organization=organization).count()


def to_accept(award_public_ids: Collection[str]) -> Mapping[str, int]:
    """Award → how many endorsements its earner has to decide about; those without are left out."""
    keys = [f"award:{one}" for one in award_public_ids]
    rows = Endorsement.objects.filter(about_key__in=keys, state=State.WRITTEN)
    found: dict[str, int] = {}
    for key in rows.values_list("about_key", flat=True):
        award = key.removeprefix("award:")
        found[award] = found.get(award, 0) + 1
    return found


def looks_first(organization: "Organization") -> bool:
    """Whether the organisation looks at endorsements of its awards before they are shown."""
    return Moderation.objects.filter(
        organization=organization, looks_first=True
    ).exists()


def in_documents(
    *,
    issuer: "Issuer",
    version: "AchievementVersion | None" = None,
    award: "Award | None" = None,
) -> "Carried":
    """What travels in the documents of these: one narrow query where there is nothing."""
    about = [About(issuer)]
    if version is not None:
        about.append(About(issuer, version=version))
    if award is not None:
        about.append(About(issuer, award=award))
    keys = [each.key for each in about]
    shown = Endorsement.objects.filter(about_key__in=keys, state=State.SHOWN)
    ids_of_them = list(shown.values_list("pk", flat=True))
    if not ids_of_them:
        return Carried({})
    rows = _whole().filter(pk__in=ids_of_them).order_by("signed_at", "pk")
    found: dict[str, list[issue.Endorsed]] = {}
    for row in rows:
        of_it = found.setdefault(row.about_key, [])
        if len(of_it) < MOST_IN_DOCUMENTS:
            of_it.append(documents.endorsed(row))
    return Carried({key: tuple(of_it) for key, of_it in found.items()})


class Carried:
    """Endorsements by what they are about, as documents carry them."""

    def __init__(self, found: Mapping[str, tuple[issue.Endorsed, ...]]) -> None:
        self._found = found

    def of(self, about: About) -> tuple[issue.Endorsed, ...]:
        """Those of one thing, the oldest first."""
        return self._found.get(about.key, ())


def page(row: Endorsement) -> str:
    """Its page, and its id in documents."""
    return addresses.page(row.public_id)


def document(row: Endorsement) -> bytes:
    """The signed Open Badges 3.0 EndorsementCredential."""
    return bytes(row.document or b"")


def ob2(row: Endorsement) -> bytes:
    """The Open Badges 2.0 Endorsement.

    Raises:
        TakenBack: it ended; `ob2_taken_back` is what remains.
    """
    return documents.ob2(row)


def ob2_taken_back(row: Endorsement) -> bytes:
    """What the address of a 2.0 Endorsement answers after it ended."""
    return documents.ob2_taken_back(row)


def ob2_endorser(row: Endorsement) -> bytes:
    """The Open Badges 2.0 Profile of a person who endorsed."""
    return documents.ob2_endorser(row)


def status_list(public_id: str) -> bytes:
    """The signed list that says whether it was taken back.

    Raises:
        NotFound: there is no such endorsement.
    """
    return documents.status_list(signed(public_id))


def last_status_list(public_id: str, *, valid_for: dt.timedelta) -> bytes:
    """The same, signed to be believed for a long time: where nobody can sign again.

    Whoever has it may show it until then, whoever takes back what later.

    Raises:
        NotFound: there is no such endorsement.
    """
    return documents.status_list(signed(public_id), valid_for=valid_for)


def did_document(public_id: str) -> bytes:
    """The DID document of a person who endorsed.

    Raises:
        NotFound: nobody endorsed anything under this id.
    """
    if signed(public_id).endorsing_issuer_id is not None:
        raise NotFound("an issuer has its own")
    return issuers.endorser_did_document(public_id)


def _of(about: About) -> QuerySet[Endorsement]:
    return _whole().filter(about_key=about.key).order_by("-created_at", "-pk")


def _whole() -> QuerySet[Endorsement]:
    return Endorsement.objects.select_related(
        "organization",
        "issuer",
        "version__achievement__issuer",
        "award__achievement__issuer",
        "award__version",
        "award__organization",
        "endorsing_issuer",
    )


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
