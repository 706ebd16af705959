"""The letters about endorsements: whose name, which facts. The words are the issuer's."""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.awards import selectors as awards
from laurel.endorsements import selectors
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as mails
from laurel.notifications.types import Chosen, Kind, Letter, Wording

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.endorsements.models import Endorsement


def send_question(row: "Endorsement") -> None:
    """Ask the endorser. What the asker wrote is shown apart, as theirs."""
    letter = replace(_letter(row), said=row.words, button_url=selectors.address(row))
    _to_endorser(row, Kind.ENDORSE, letter, key="asked")


def send_code(row: "Endorsement", code: str) -> None:
    """Mail the code that proves the address."""
    letter = replace(_letter(row), said=code, button_url=selectors.address(row))
    _to_endorser(row, Kind.ENDORSE_CODE, letter, key=f"code:{row.code_sent_at}")


def send_signed(row: "Endorsement") -> None:
    """Tell the earner that somebody endorsed their badge, and what it says."""
    award = row.award
    assert award is not None  # noqa: S101 - the staff is told by `send_notice`
    to = awards.mail_address(award)
    said = f"{row.name}, {row.position}\n\n{row.comment}"
    letter = replace(
        _letter(row),
        recipient_name=award.recipient_name,
        said=said,
        button_url=f"{settings.LAUREL.base_url}/mine/{award.public_id}/endorsements",
    )
    _send(row, letter, _chosen(row, Kind.ENDORSED), to=to, key="signed")


def send_notice(row: "Endorsement") -> None:
    """For those who answer for it: an endorsement waits for them. The console speaks English."""
    about = row.about
    wording = Wording(
        subject="An endorsement waits for you",
        heading="An endorsement waits for you",
        text="It is about “{badge_name}”. Look at it, and decide whether it is shown.",
        see="Look at it",
        help="",
        why="Sent to the address that answers for {issuer_name}.",
    )
    slug = row.organization.slug
    letter = replace(
        _letter(row),
        badge_name=about.name,
        contact_email="",
        button_url=f"{settings.LAUREL.base_url}/console/{slug}/endorsements/{row.public_id}",
    )
    chosen = Chosen(wording=wording, language="en", is_own=False)
    _send(row, letter, chosen, to=about.issuer.email, key=f"notice:{row.state}")


def _letter(row: "Endorsement") -> Letter:
    issuer = row.issuer
    tokens = issuers.brand_tokens(issuer)
    return Letter(
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        contact_email=issuer.email,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        recipient_name=_asker(row),
        badge_name=row.about.name,
        button_url=settings.LAUREL.base_url,
        help_url=issuers.help_address(issuer),
        base_url=settings.LAUREL.base_url,
    )


def _asker(row: "Endorsement") -> str:
    """Who asks: the person as the issuer knows them, or the issuer."""
    return row.award.recipient_name if row.award else row.issuer.name


def _to_endorser(row: "Endorsement", kind: Kind, letter: Letter, *, key: str) -> None:
    _send(row, letter, _chosen(row, kind), to=row.email, key=key)


def _chosen(row: "Endorsement", kind: Kind) -> Chosen:
    """In the language of the award's mails, else in the issuer's."""
    award: Award | None = row.award
    return notifications.chosen(
        issuer_public_id=row.issuer.public_id,
        kind=kind,
        wanted=[award.language if award else "", row.issuer.language],
    )


def _send(
    row: "Endorsement", letter: Letter, chosen: Chosen, *, to: str, key: str
) -> None:
    mails.send_letter(
        letter=letter,
        chosen=chosen,
        to=to,
        key=f"endorsement:{row.public_id}:{key}",
        about=f"endorsement:{row.public_id}",
        logo_png=issuers.logo(row.issuer) if row.issuer.logo else None,
    )
