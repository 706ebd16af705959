"""In what awards of one achievement differ: the texts of their facts, as the document has them."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import count
from typing import Any, Final

from obkit.encoding import pattern, strict_json, times
from obkit.encoding.scopes import Declined
from obkit.issue import facts
from obkit.issue.ob3 import build
from obkit.model.identity import identity_hash

# Facts that no award has, so that each is found again in the document. Times differ by seconds.
_ODD: Final = f"x-odd-{secrets.token_hex(8)}"
_ODD_TIME: Final = datetime(7001, 1, 1, 12, tzinfo=UTC)
_ODD_INDEX: Final = 987_654_321_012
_HASH: Final = 2  # where `values_of` has the identity hash

_format: Final = lru_cache(maxsize=1024)(times.format)

Shape = tuple[object, ...]


def shape_of(award: facts.Award) -> Shape:
    """Which optional parts an award has. Awards of one shape differ in texts only."""
    status = award.status
    return (
        award.recipient.id == "",
        award.recipient.name == "",
        award.valid_until is None,
        award.awarded_on is None,
        award.narrative == "",
        award.image == "",
        award.refresh == "",
        None if status is None else status.purpose,
        tuple(
            [
                (
                    item.url == "",
                    item.name == "",
                    item.description == "",
                    item.narrative == "",
                )
                for item in award.evidence
            ]
        ),
        award.endorsements,  # whole: they are signed, and nothing in them is filled in
    )


class Like:
    """Recognises awards that differ from one only in texts."""

    __slots__ = ("_achievement", "_issuer", "_shape")

    def __init__(self, award: facts.Award) -> None:
        """Take the one award."""
        self._issuer = award.issuer
        self._achievement = award.achievement
        self._shape = shape_of(award)

    def fits(self, award: facts.Award) -> bool:
        """Whether an award is of the same issuer and achievement and has the same parts."""
        # Most batches share the objects; comparing them text by text costs fifty times more.
        achievement, issuer = award.achievement, award.issuer
        return (
            (achievement is self._achievement or achievement == self._achievement)
            and (issuer is self._issuer or issuer == self._issuer)
            and shape_of(award) == self._shape
        )


def values_of(award: facts.Award) -> list[str]:
    """The texts in which awards of one shape differ, as the document writes them."""
    recipient = award.recipient
    optional = [recipient.id, recipient.name, award.narrative, award.image]
    optional.append(award.refresh)
    for item in award.evidence:
        optional += (item.url, item.name, item.description, item.narrative)
    values = [
        award.id,
        _format(award.valid_from),
        identity_hash(recipient.email, recipient.salt),
        recipient.salt,
        *filter(None, optional),
    ]
    if award.valid_until is not None:
        values.append(_format(award.valid_until))
    if award.awarded_on is not None:
        values.append(_format(award.awarded_on))
    if award.status is not None:
        index = str(award.status.index)
        list_url = award.status.list_url
        values += (f"{list_url}#{index}", index, list_url)
    return values


def marked_document(award: facts.Award) -> dict[str, Any]:
    """The document of awards of this shape, with a marker for each text that may differ."""
    strange = odd(award)
    texts = values_of(strange)
    markers = {text: pattern.marker(hole) for hole, text in enumerate(texts)}
    document = build(strange).to_document()
    marked: dict[str, Any] = replaced(document, markers)
    # Whatever of the odd facts is left came into the document in a way that we do not know.
    written = strict_json.dumps(marked).decode()
    traces = (_ODD, str(_ODD_INDEX), f"{_ODD_TIME:%Y-%m-%d}", texts[_HASH])
    if len(markers) != len(texts) or any(trace in written for trace in traces):
        raise Declined
    return marked


def odd(award: facts.Award) -> facts.Award:
    """An award of the same shape of which every fact is one that no award has."""
    number = count()

    def text(given: str) -> str:
        return given and f"{_ODD}:{next(number)}:"

    def moment(given: datetime | None) -> datetime | None:
        return given and _ODD_TIME + timedelta(seconds=next(number))

    recipient = award.recipient
    return replace(
        award,
        id=text("always"),
        recipient=replace(
            recipient,
            email=text("always"),
            salt=text("always"),
            id=text(recipient.id),
            name=text(recipient.name),
        ),
        valid_from=_ODD_TIME - timedelta(seconds=1),
        valid_until=moment(award.valid_until),
        awarded_on=moment(award.awarded_on),
        narrative=text(award.narrative),
        image=text(award.image),
        refresh=text(award.refresh),
        evidence=tuple(
            facts.Evidence(
                url=text(item.url),
                name=text(item.name),
                description=text(item.description),
                narrative=text(item.narrative),
            )
            for item in award.evidence
        ),
        status=award.status
        and replace(award.status, list_url=text("always"), index=_ODD_INDEX),
    )


def replaced(value: Any, texts: dict[str, str]) -> Any:
    """A copy of a document with other texts in place of some whole texts."""
    if isinstance(value, dict):
        return {name: replaced(item, texts) for name, item in value.items()}
    if isinstance(value, list):
        return [replaced(item, texts) for item in value]
    return texts.get(value, value) if isinstance(value, str) else value
