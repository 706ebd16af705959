"""What others see of an award: its holder's choice, laid over its facts."""

import hashlib
from collections.abc import Mapping

from laurel.awards.models import Award, HolderChoice
from laurel.awards.types import Disclosure, Shown, Visibility

KEY_LENGTH = 16


def evidence_key(item: Mapping[str, str]) -> str:
    """What a piece of evidence is known by, also when the words about it are corrected."""
    known_by = item["url"] or item["name"] or item["narrative"]
    return hashlib.sha256(known_by.encode()).hexdigest()[:KEY_LENGTH]


def shown(award: Award, chosen: Disclosure) -> Shown:
    """The facts about the person, without what is hidden."""
    return Shown(
        name=award.recipient_name if chosen.name else "",
        narrative=award.narrative if chosen.narrative else "",
        evidence=tuple(
            item
            for item in award.evidence
            if evidence_key(item) not in chosen.hidden_evidence
        ),
    )


def from_row(row: HolderChoice | None) -> Disclosure:
    """What a row says; None: nobody chose."""
    if row is None:
        return Disclosure()
    return Disclosure(
        visibility=Visibility(row.visibility),
        name=row.name,
        narrative=row.narrative,
        hidden_evidence=tuple(row.hidden_evidence),
    )
