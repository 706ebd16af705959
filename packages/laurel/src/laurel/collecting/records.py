"""A collection as one signed document: a Comprehensive Learner Record (CLR 2.0).

Each credential in it has its own issuer's proof. The record is signed by the instance, which
puts it together at the wish of its holder; see docs/adr/0014-records-of-collections.md.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from obkit import baking, issue
from obkit.encoding import strict_json
from obkit.errors import Malformed
from obkit.verify.case import Kind

from laurel.backpack import selectors as backpack
from laurel.backpack.types import Holding, Standing
from laurel.collecting import addresses
from laurel.collecting.errors import NotFound
from laurel.collecting.types import MOST_IN_RECORD
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from uuid import UUID

    from laurel.backpack.types import Held
    from laurel.collecting.types import Opened, Shown

# What its issuer took back, or is not known to be its issuer's, is in no record.
_GOOD = frozenset({Standing.VALID, Standing.EXPIRING, Standing.EXPIRED, Standing.EARLY})
_SALT_BYTES = 16


def signed(opened: "Opened", shown: "Iterable[Shown]", *, holder: str) -> bytes:
    """The record of what everybody sees in a collection; `holder` is a name, or empty.

    What its issuer took back, what is older than Open Badges 3.0 and what came as a token are
    left out, as the format has no place for them; so the record says that it is partial.

    Raises:
        NotFound: there is nothing in it that a record can carry.
    """
    collection = opened.collection
    account_id: UUID = collection.account_id
    inside = tuple(_documents(account_id, (each.held for each in shown)))
    if not inside:
        raise NotFound("nothing that a record can carry")
    now = clock.now().replace(microsecond=0)
    record = issue.build_record(
        issue.Record(
            id=addresses.record(opened.public_id),
            name=collection.title,
            issuer=issuers.publisher(),
            recipient=issue.Recipient(
                email=min(backpack.keys_of(account_id)),
                salt=secrets.token_hex(_SALT_BYTES),
                name=holder,
            ),
            credentials=inside,
            valid_from=now,
            is_partial=True,
        )
    )
    if collection.purpose:
        record = replace(record, description=collection.purpose)
    key = issuers.publisher_key()
    return issue.sign_embedded(
        record,
        signer=key.signer,
        verification_method=key.verification_method,
        created=now,
    )


def _documents(
    account_id: "UUID", held: "Iterable[Held]"
) -> Iterator[Mapping[str, Any]]:
    """The signed documents of the badges, as they are; at most `MOST_IN_RECORD`."""
    left = MOST_IN_RECORD
    for each in held:
        if each.standing not in _GOOD or each.holding is not Holding.PROVEN:
            continue
        document = _imported(account_id, each) if each.is_imported else _own(each)
        if document and left:
            left -= 1
            yield document


def _own(held: "Held") -> Mapping[str, Any]:
    return strict_json.loads_object(bytes(credentials.public(held.ref).document))


def _imported(account_id: "UUID", held: "Held") -> Mapping[str, Any] | None:
    row = backpack.imported(account_id, held.ref)
    if row.kind != Kind.OB3_ACHIEVEMENT or row.container == "jwt":
        return None
    data = bytes(row.data)
    for payload in _payloads(data):
        try:
            document = strict_json.loads_object(payload)
        except Malformed:
            continue
        if "AchievementCredential" in json.dumps(document.get("type", "")):
            return document
    return None


def _payloads(data: bytes) -> Iterator[bytes]:
    if data.lstrip()[:1] == b"{":
        yield data
        return
    try:
        yield from (badge.payload for badge in baking.extract(data))
    except Malformed:
        return
