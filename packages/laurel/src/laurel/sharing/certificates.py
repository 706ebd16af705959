"""The certificate of an award, and the one page for an employer, as PDFs that carry the badge.

The paper proves nothing by itself and says so: the link does, and the signed document inside.
"""

import datetime as dt
import json
import re
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.credentials import selectors as credentials
from laurel.design import selectors as design
from laurel.foundation import pdf, qr
from laurel.issuers import selectors as issuers
from laurel.sharing import codes, endorsers
from laurel.sharing.types import Paper

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential

KEPT = 32  # pages kept in memory, each some hundred kilobytes
LONGEST_WORD = 18  # characters; a longer one may be broken anywhere
MOST_WORDS = 1_200  # characters of a description on paper
SIZES = {Paper.A4: (841.89, 595.28), Paper.LETTER: (792.0, 612.0)}  # points
BADGE = "credential.json"
SAYS = {
    "certifies": "This certifies that",
    "awarded": "has been awarded",
    "check": "Check that it still holds",
    "code": "Code",
    "qr": "QR code that leads to the page of this badge",
    "about": "What it stands for",
    "criteria": "What it takes to earn it",
    "skills": "Skills",
}
_MARKUP = re.compile(r"[*_`#>]+|\[([^\]]*)\]\([^)]*\)")


def certificate(
    *, credential: "Credential", award: "Award", holder: str, paper: Paper, code: str
) -> bytes:
    """The certificate in the issuer's colours, signed and sealed as its style says.

    `holder` is the name that may be shown; empty: nobody's.

    Raises:
        NotSet: the page could not be set within its limits.
    """
    issuer = credential.issuer
    width, height = SIZES[paper]
    colours = {"colour": issuer.brand_colour, "accent": issuer.accent_colour}
    frame = design.frame(**colours, width=width, height=height)
    pictures = {"frame.svg": frame.encode(), **_pictures(credential)}
    if issuer.logo:
        pictures["logo.png"] = issuers.logo(issuer)
    if issuer.signature:
        pictures["signature.png"] = issuers.signature(issuer)
    data = {
        **_common(credential, award, code),
        "width": width,
        "height": height,
        "holder": _line(holder or "The holder of this badge"),
        "title": f"{credential.achievement_name}: certificate"
        + (f" of {holder}" if holder else ""),
        "mark": issuer.mark,
        "has_logo": bool(issuer.logo),
        "has_signature": bool(issuer.signature),
        "signer_name": _line(issuer.signer_name),
        "signer_title": _line(issuer.signer_title),
        "says": {
            **SAYS,
            "signature": f"Signature of {issuer.signer_name or issuer.name}",
        },
    }
    return _set("certificate", data, pictures, credential)


def one_page(
    *,
    credential: "Credential",
    award: "Award",
    holder: str,
    paper: Paper,
    code: str,
    address: str,
    until: dt.date | None,
) -> bytes:
    """The one page for an employer; its QR code leads to `address`, which may end.

    Raises:
        NotSet: the page could not be set within its limits.
    """
    height, width = SIZES[paper]
    said = achievements.definition(credential.achievement_version)
    criteria = "\n".join(
        [*(f"•  {each.text}" for each in said.criteria_lines), _plain(said.criteria)]
    ).strip()
    short = f"{settings.LAUREL.base_url}/s"
    data = {
        **_common(credential, award, code),
        "width": width,
        "height": height,
        "title": f"{credential.achievement_name}, to be checked by an employer",
        "awarded_to": _line(f"Awarded to {holder}") if holder else "",
        "criteria": _lines(criteria),
        "skills": _line(", ".join(skill.name for skill in said.skills)),
        "address": address,
        "steps": [
            "Scan the code with a telephone’s camera.",
            f"Or open {short} and type the code below.",
            "Or drop this PDF on any Open Badges verifier: the badge is inside.",
        ],
        "ends": f"The QR code leads to the badge until {_day(until)}." if until else "",
        "says": SAYS,
    }
    return _set("one_page", data, _pictures(credential, address), credential)


def _common(credential: "Credential", award: "Award", code: str) -> dict[str, object]:
    issuer, version = credential.issuer, credential.achievement_version
    tokens = issuers.brand_tokens(issuer)
    issued = award.issued_on or issuers.day(issuer, credential.issued_at)
    dates = [f"Issued {_day(issued)}"]
    if award.expires_on:
        dates.append(f"Valid until {_day(award.expires_on)}")
    if endorser := endorsers.line(credential, award):
        dates.append(_line(f"Endorsed by {endorser}"))
    short = f"{settings.LAUREL.base_url}/s/{codes.shown(code)}"
    return {
        "issuer": _line(credential.issuer_name),
        "name": _line(credential.achievement_name),
        "summary": f"Issued by {credential.issuer_name}. The badge is attached.",
        "did": _line(_plain(version.description)[:MOST_WORDS]),
        "dates": dates,
        "alt": f"Badge: {achievements.alt_text(version)}",
        "address": credentials.address(credential),
        "short": short.partition("://")[2],
        "code": codes.shown(code),
        "language": "en",
        "brand": tokens["--brand-text"],
        "fill": tokens["--brand"],
        "on_fill": tokens["--brand-ink"],
        "line": tokens["--brand-line"],
        "accent": tokens["--brand-accent"],
    }


def _pictures(credential: "Credential", address: str = "") -> dict[str, bytes]:
    to = address or credentials.address(credential)
    return {
        "badge.png": achievements.picture(credential.achievement_version).png,
        "qr.svg": qr.svg(to).encode(),
    }


def _set(
    template: str,
    data: dict[str, object],
    pictures: dict[str, bytes],
    credential: "Credential",
) -> bytes:
    return _kept(
        template,
        json.dumps(data, sort_keys=True),
        tuple(sorted(pictures.items())),
        bytes(credential.document),
        credential.created_at,
    )


@lru_cache(maxsize=KEPT)
def _kept(
    template: str,
    data: str,
    pictures: tuple[tuple[str, bytes], ...],
    document: bytes,
    at: dt.datetime,
) -> bytes:
    badge = pdf.Attachment(
        BADGE, "application/ld+json", document, "The signed Open Badge"
    )
    return pdf.typeset(
        _template(template),
        data=json.loads(data),
        pictures=dict(pictures),
        attached=[badge],
        at=at,
    )


@cache
def _template(name: str) -> str:
    pages = Path(__file__).parent / "pages"
    parts = (pages / f"{part}.typ" for part in ("common", name))
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)


def _plain(markdown: str) -> str:
    """Markdown as it is read, without its signs."""
    return _MARKUP.sub(r"\1", markdown)


def _line(text: str) -> str:
    """Text in one line, in which words of any length find a place to break."""
    return " ".join(_breakable(word) for word in text.split())


def _lines(text: str) -> str:
    return "\n".join(_line(line) for line in text.splitlines() if line.strip())


def _breakable(word: str) -> str:
    parts = [word[i : i + LONGEST_WORD] for i in range(0, len(word), LONGEST_WORD)]
    return "\u200b".join(parts)


def _day(day: dt.date | None) -> str:
    return f"{day.day} {day:%B} {day.year}" if day else ""
