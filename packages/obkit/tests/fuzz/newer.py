"""More that is fuzzed: selective disclosure and its CBOR, every kind of status list, records.

As in `targets`: only an `ObkitError` may escape from a parser, nothing from `verify`, and what the
issuer did not say is never VERIFIED.
"""

import json
from datetime import timedelta
from typing import Any

from obkit import issue
from obkit.encoding import cbor, multibase, strict_json
from obkit.issue import facts
from obkit.proofs import eddsa_jcs_2022
from obkit.status import MIN_ENTRIES, Bitstring

from packages.obkit.tests import selective
from packages.obkit.tests.badges import HOST, NOW, World
from packages.obkit.tests.fuzz import targets
from packages.obkit.tests.fuzz.targets import (
    Target,
    Wrong,
    of_bytes,
    of_documents,
    same_as_signed,
    verified,
)
from packages.obkit.tests.unit.test_verify_status import (
    NAMED,
    entry_of_2021,
    list_of_2021,
    with_messages,
    with_named_list,
)

Documents = dict[str, bytes | int]


def _all_set(size: int) -> Bitstring:
    bits = Bitstring(size)
    for index in range(size):
        bits.set(index)
    return bits


def _signed_anew(document: dict[str, Any], world: World) -> bytes:
    """The document under the issuer's own word, whatever is in it."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    return strict_json.dumps(
        eddsa_jcs_2022.sign(
            bare,
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW - timedelta(days=1),
        )
    )


# --- selective disclosure

_SHOWING = World(rsa=selective.ISSUER)
_SHOWN = selective.derived(
    json.loads(_SHOWING.credential()),
    method=f"{_SHOWING.did}#rsa",
    created="2026-11-20T12:00:00Z",
)
SHOWN = json.dumps(_SHOWN).encode()
PROOF = multibase.decode_base64url(_SHOWN["proof"]["proofValue"])[3:]


def _cbor(data: bytes) -> None:
    if selective.cbor(cbor.loads(data)) != data:
        raise Wrong("one value in two spellings")


def _shown(data: bytes) -> None:
    if verified(data, _SHOWING.documents) and not same_as_signed(data, SHOWN):
        raise Wrong("an altered part of a credential verifies")


def _proof_of_a_part(data: bytes) -> None:
    value = multibase.encode_base64url(selective.DERIVED + data)
    document = {**_SHOWN, "proof": {**_SHOWN["proof"], "proofValue": value}}
    if not verified(json.dumps(document).encode(), _SHOWING.documents):
        return
    *given, shown = cbor.loads(data)
    *ours, mandatory = cbor.loads(PROOF)
    if given != ours or set(shown) != set(mandatory):
        raise Wrong("a proof that the issuer did not make counts")


# --- status lists of every kind, as their host answers


def _world_with_messages() -> tuple[World, bytes]:
    world = World("messages")
    world.bits = Bitstring(2 * MIN_ENTRIES)
    world.publish_list(purpose="message")
    return world, with_messages(world)


def _world_of_2021() -> tuple[World, bytes]:
    world = World("older")
    encoded = world.bits.encode()[1:]
    world.documents[world.list_url] = list_of_2021(world, encoded)
    return world, entry_of_2021(world)


_MESSAGES, _WITH_MESSAGES = _world_with_messages()
_OLDER, _OF_2021 = _world_of_2021()
_NAMING = World("naming")
_NAMED = with_named_list(
    _NAMING, [{"id": f"{HOST}/b/41", "revocationReason": "Issued twice"}]
)
_REVOKED = World("revoked", bits=_all_set(MIN_ENTRIES))


def _signed_list(world: World, badge: bytes, data: bytes) -> None:
    published = world.documents[world.list_url]
    assert isinstance(published, bytes)
    if verified(badge, world.documents | {world.list_url: data}) and not same_as_signed(
        data, published
    ):
        raise Wrong("an altered status list counts")


def _named_list(data: bytes) -> None:
    """Nobody signs it: it is what its address answers, but it is a list, and no other issuer's."""
    if not verified(_NAMED, _NAMING.documents | {NAMED: data}):
        return
    document = json.loads(data)
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    if issuer not in (None, _NAMING.did):
        raise Wrong("the list of another issuer counts")
    for entry in document["revokedCredential"]:
        given = entry if isinstance(entry, dict) else {"id": entry}
        named = f"{HOST}/b/42" in (given.get("id"), given.get("uid"))
        if named and given.get("revoked", True) is not False:
            raise Wrong("a revoked badge verifies")


def _entry(data: bytes) -> None:
    """A badge of a list in which every bit is set, its entry spoiled before the issuer signed."""
    document = strict_json.loads_object(data)
    given = document.get("credentialStatus")
    entries = given if isinstance(given, list) else [given]
    if verified(_signed_anew(document, _REVOKED), _REVOKED.documents) and any(
        isinstance(entry, dict) and entry.get("statusPurpose") == "revocation"
        for entry in entries
    ):
        raise Wrong("a revoked badge verifies")


# --- learners' records


def _record() -> bytes:
    world = targets.WORLD
    record = issue.build_record(
        facts.Record(
            id=f"{HOST}/records/1",
            name="Transcript",
            issuer=world.award().issuer,
            recipient=world.award().recipient,
            credentials=(json.loads(targets.SIGNED),),
            valid_from=NOW - timedelta(days=1),
            achievements=(world.award().achievement,),
            associations=(
                facts.Association(
                    type="isPeerOf",
                    source=f"{HOST}/achievements/1/1",
                    target=f"{HOST}/achievements/1/1",
                ),
            ),
        )
    )
    return issue.sign_embedded(
        record,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )


RECORD = _record()


def _record_of_the_issuer(data: bytes) -> None:
    if verified(data) and not same_as_signed(data, RECORD):
        raise Wrong("an altered record verifies")


def _record_around_anything(data: bytes) -> None:
    """Signed by its issuer after it was spoiled: what is in it has to hold by itself."""
    document = strict_json.loads_object(data)
    if not verified(_signed_anew(document, targets.WORLD)):
        return
    subject: Any = document["credentialSubject"]
    given = subject["verifiableCredential"]
    for inner in given if isinstance(given, list) else [given]:
        if inner.get("proof") and not same_as_signed(strict_json.dumps(inner)):
            raise Wrong("a record with an altered badge in it verifies")


def _published(world: World) -> bytes:
    found = world.documents[world.list_url]
    assert isinstance(found, bytes)
    return found


_NAMED_LIST = _NAMING.documents[NAMED]
assert isinstance(_NAMED_LIST, bytes)

TARGETS: tuple[Target, ...] = (
    *targets.TARGETS,
    Target("cbor", of_bytes(PROOF, b"\x83\x01\x82\x02\x41x\xa1\x18\x18\x40"), _cbor),
    Target("shown in part", of_documents(SHOWN), _shown),
    Target("proof of a part", of_bytes(PROOF), _proof_of_a_part),
    Target(
        "list of messages",
        of_documents(_published(_MESSAGES)),
        lambda data: _signed_list(_MESSAGES, _WITH_MESSAGES, data),
    ),
    Target(
        "status list of 2021",
        of_documents(_published(_OLDER)),
        lambda data: _signed_list(_OLDER, _OF_2021, data),
    ),
    Target("list of names", of_documents(_NAMED_LIST), _named_list),
    Target("list of names bytes", of_bytes(_NAMED_LIST), _named_list),
    Target("status entry", of_documents(_REVOKED.credential(), _WITH_MESSAGES), _entry),
    Target("record", of_documents(RECORD), _record_of_the_issuer),
    Target("record bytes", of_bytes(RECORD), _record_of_the_issuer),
    Target("record signed anew", of_documents(RECORD), _record_around_anything),
)
