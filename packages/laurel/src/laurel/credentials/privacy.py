"""What signed documents say about people, and how the people come out of them.

The holder's own files stay what they are. They verify on: by the issuer's keys, by the place in the
status list, and in Open Badges 2.0 by the hosted assertion, which stays without what the person
did: a digest says whether a copy tells it as it was signed (docs/adr).
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from obkit import issue
from obkit.encoding import strict_json

from laurel.credentials import pictures
from laurel.credentials.models import Credential
from laurel.foundation import clock
from laurel.foundation.people import ERASED, Kept, Person, addressed, within


def export(person: Person) -> Sequence[Kept]:
    """Every document as it was issued, byte for byte, and the pictures with them inside."""
    rows: list[dict[str, Any]] = []
    files: dict[str, bytes] = {}
    for row in _theirs(person).order_by("award_public_id", "generation"):
        folder = f"badges/{row.award_public_id}"
        if row.generation > 1:
            folder += f"/edition-{row.generation}"
        files |= {
            f"{folder}/credential.json": bytes(row.document),
            f"{folder}/credential.jwt": row.jwt.encode(),
            f"{folder}/assertion-ob2.json": bytes(row.ob2),
            f"{folder}/badge.png": pictures.png(row),
            f"{folder}/badge.svg": pictures.svg(row),
        }
        rows.append(
            {
                "award": row.award_public_id,
                "edition": row.generation,
                "badge": row.achievement_name,
                "issuer": row.issuer_name,
                "recipient_name": row.recipient_name,
                "recipient_email": row.recipient_email,
                "issued_at": row.issued_at.isoformat(),
                "valid_until": row.valid_until and row.valid_until.isoformat(),
                "status": row.status,
                "revocation_wording": row.revocation_wording,
                "suspension_wording": row.suspension_wording,
                "folder": folder,
            }
        )
    return (Kept("badges", rows=tuple(rows), files=files),)


def erase(person: Person) -> int:
    """Leave the status, its place in the list and the hosted assertion; take the rest out."""
    changed = 0
    for row in _theirs(person).iterator():
        changed += Credential.objects.filter(pk=row.pk, erased_at=None).update(
            document=b"",
            jwt="",
            ob2=_hosted(bytes(row.ob2)),
            recipient_name=ERASED,
            recipient_email="",
            suspension_wording="",
            suspension_note="",
            reinstatement_note="",
            revocation_wording="",
            revocation_note="",
            erased_at=clock.now(),
        )
    return changed


def _theirs(person: Person) -> QuerySet[Credential]:
    whose = Q(award_public_id__in=person.award_ids) | addressed(
        "recipient_email", person
    )
    found = Credential.objects.filter(whose, within(person), erased_at=None)
    return found.select_related("achievement_version")


def _hosted(assertion: bytes) -> bytes:
    return strict_json.dumps(issue.ob2_withheld(strict_json.loads_object(assertion)))
