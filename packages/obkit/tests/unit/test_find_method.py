"""Finding the key that a URL names, and what its controller says of it (CID-1, DK-1, DW-1)."""

import json
from datetime import UTC, datetime

import pytest
from obkit.encoding.multibase import base64url
from obkit.errors import (
    AddressRefused,
    HttpStatus,
    MalformedDocument,
    MalformedJson,
    MalformedKey,
    Unreachable,
    Unsupported,
)
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher, find_method

# The same in every process: it stands in the names of tests.
KEY = LocalSigner.from_private_bytes(KeyKind.ED25519, bytes(range(32))).public_key
RSA_KEY = LocalSigner.generate(KeyKind.RSA).public_key
MULTIKEY = KEY.to_multikey()

DID = "did:web:school.example:issuers:one"
DID_DOCUMENT = "https://school.example/issuers/one/did.json"
METHOD = f"{DID}#key-1"

PROFILE = "https://school.example/issuers/one"
ALONE = "https://school.example/issuers/one/keys/1"


def method(**changes):
    entry = {
        "id": METHOD,
        "type": "Multikey",
        "controller": DID,
        "publicKeyMultibase": MULTIKEY,
    }
    return {
        name: value for name, value in (entry | changes).items() if value is not ...
    }


def document(*methods, **changes):
    found = {
        "id": DID,
        "verificationMethod": list(methods),
        "assertionMethod": [METHOD],
    } | changes
    return {name: value for name, value in found.items() if value is not ...}


def find(url=METHOD, **documents):
    at = {"did": DID_DOCUMENT, "profile": PROFILE, "alone": ALONE}
    memory = MemoryFetcher(
        {at[name]: found if isinstance(found, (bytes, int)) else json.dumps(found).encode()
         for name, found in documents.items()}
    )  # fmt: skip
    return find_method(url, fetcher=memory)


def fails(error, reason, url=METHOD, **documents):
    with pytest.raises(error) as caught:
        find(url, **documents)
    assert caught.value.reason == reason
    return caught.value


# did:jwk


def did_jwk_of(key):
    return f"did:jwk:{base64url(json.dumps(key.to_jwk()).encode())}"


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.P384])
def test_a_did_jwk_is_its_own_document(kind):
    key = LocalSigner.generate(kind).public_key
    did = did_jwk_of(key)
    for url in (did, f"{did}#0"):
        found = find(url)
        assert found.public_key == key
        assert (found.id, found.controller) == (f"{did}#0", did)
        assert "assertionMethod" in found.purposes


@pytest.mark.parametrize(
    ("did", "error", "reason"),
    [
        ("did:jwk:", MalformedDocument, "did.jwk"),
        ("did:jwk:!", MalformedDocument, "did.jwk"),
        (f"did:jwk:{base64url(b'[]')}", MalformedDocument, "did.jwk"),
        (f"did:jwk:{base64url(b'{}')}", MalformedKey, "key.type"),
        (did_jwk_of(KEY) + "#1", MalformedKey, "key.fragment"),
        (
            f"did:jwk:{base64url(json.dumps({**KEY.to_jwk(), 'd': 'AA'}).encode())}",
            MalformedKey,
            "key.private",
        ),
        (
            f"did:jwk:{base64url(json.dumps({**KEY.to_jwk(), 'use': 'enc'}).encode())}",
            MalformedKey,
            "key.use",
        ),
    ],
)
def test_a_did_jwk_spells_one_public_key_for_signatures(did, error, reason):
    fails(error, reason, did)


# sets of keys


def test_a_key_of_a_set_is_found_by_its_name():
    jwks = {
        "keys": [
            {**KEY.to_jwk(), "kid": "ours"},
            {**RSA_KEY.to_jwk(), "kid": "other"},
        ]
    }
    found = find(f"{ALONE}#ours", alone=jwks)
    assert found.public_key == KEY
    assert found.controller is None
    assert found.purposes == frozenset()


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ([], "method.not_listed"),
        ([5, {}], "method.not_listed"),
        ([{**KEY.to_jwk(), "kid": "ours"}] * 2, "method.ambiguous"),
    ],
)
def test_a_set_has_one_key_of_a_name(keys, reason):
    fails(MalformedDocument, reason, f"{ALONE}#ours", alone={"keys": keys})
    fails(MalformedDocument, "method.not_listed", ALONE, alone={"keys": []})


# did:key


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_did_key_is_its_own_document(kind):
    key = LocalSigner.generate(kind).public_key
    did = f"did:key:{key.to_multikey()}"
    for url in (did, f"{did}#{key.to_multikey()}"):
        found = find(url)
        assert found.public_key == key
        assert found.id == f"{did}#{key.to_multikey()}"
        assert (found.controller, found.document_id) == (did, did)
        assert "assertionMethod" in found.purposes
        assert (found.revoked, found.expires) == (None, None)


def test_a_did_key_with_another_key_in_its_fragment_is_a_forgery():
    other = LocalSigner.generate(KeyKind.ED25519).public_key.to_multikey()
    for fragment in (other, "key-1", MULTIKEY[:-1], MULTIKEY + "#"):
        fails(MalformedKey, "key.fragment", f"did:key:{MULTIKEY}#{fragment}")


@pytest.mark.parametrize(
    "tail", ["", "z", "z0", "u7QE", MULTIKEY + "/path", MULTIKEY + "?x=1"]
)
def test_what_follows_did_key_is_a_key(tail):
    with pytest.raises((MalformedKey, Unsupported)):
        find(f"did:key:{tail}")


# did:web


def test_a_did_web_lists_its_keys():
    found = find(did=document(method()))
    assert found.public_key == KEY
    assert (found.id, found.controller, found.document_id) == (METHOD, DID, DID)
    assert found.purposes == {"assertionMethod"}


def test_a_method_by_value_in_a_relationship_is_listed():
    found = find(did=document(assertionMethod=[method()], authentication=[METHOD]))
    assert found.public_key == KEY
    assert found.purposes == {"assertionMethod", "authentication"}


def test_relative_ids_are_of_their_document():
    found = find(did=document(method(id="#key-1"), assertionMethod="#key-1"))
    assert (found.id, found.purposes) == (METHOD, {"assertionMethod"})


def test_a_method_that_is_not_for_assertions_says_so():
    found = find(
        did=document(
            method(),
            assertionMethod=[],
            authentication=[METHOD],
            keyAgreement=["#x", 5],
        )
    )
    assert found.purposes == {"authentication"}
    assert find(did=document(method(), assertionMethod=...)).purposes == set()


def test_the_same_method_written_twice_is_one_method():
    assert find(did=document(method(), assertionMethod=[method()])).public_key == KEY


def test_a_key_of_each_encoding_is_read():
    jwk = {
        "type": "JsonWebKey",
        "publicKeyMultibase": ...,
        "publicKeyJwk": RSA_KEY.to_jwk(),
    }
    assert find(did=document(method(**jwk))).public_key == RSA_KEY
    assert (
        find(did=document(method(**jwk | {"type": "JsonWebKey2020"}))).public_key
        == RSA_KEY
    )
    assert (
        find(did=document(method(type="Ed25519VerificationKey2020"))).public_key == KEY
    )


def test_revoked_and_expired_are_reported_not_judged():
    found = find(
        did=document(
            method(revoked="2026-01-02T03:04:05Z", expires="2027-01-01T00:00:00+01:00")
        )
    )
    assert found.revoked == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert found.expires == datetime(2026, 12, 31, 23, tzinfo=UTC)


@pytest.mark.parametrize("value", ["2026-01-02", "soon", 5, True, []])
@pytest.mark.parametrize("member", ["revoked", "expires"])
def test_a_time_that_is_none_is_refused(member, value):
    error = fails(
        MalformedDocument, "method.time", did=document(method(**{member: value}))
    )
    assert error.facts["path"] == f"$.verificationMethod[0].{member}"


@pytest.mark.parametrize(
    "claimed", [..., None, 5, DID + "x", "did:web:other.example", PROFILE, METHOD]
)
def test_the_document_is_the_one_that_was_asked_for(claimed):
    error = fails(
        MalformedDocument, "method.document_id", did=document(method(), id=claimed)
    )
    assert error.facts["expected"] == DID


@pytest.mark.parametrize(
    "changes",
    [{"verificationMethod": []}, {"verificationMethod": ...}, {"verificationMethod": [METHOD]},
     {"verificationMethod": [method(id=f"{DID}#key-2")]}, {"verificationMethod": [method(id="#key-10")]}],
)  # fmt: skip
def test_a_method_that_is_not_listed_is_not_found(changes):
    fails(MalformedDocument, "method.not_listed", did=document(**changes))


def test_two_methods_under_one_id_are_ambiguous():
    other = method(
        publicKeyMultibase=LocalSigner.generate(
            KeyKind.ED25519
        ).public_key.to_multikey()
    )
    fails(MalformedDocument, "method.ambiguous", did=document(method(), other))
    fails(
        MalformedDocument,
        "method.ambiguous",
        did=document(method(), assertionMethod=[other]),
    )


@pytest.mark.parametrize("controller", ["did:web:other.example", PROFILE, METHOD, ""])
def test_a_method_that_another_controls_is_refused(controller):
    fails(
        MalformedDocument,
        "method.controller",
        did=document(method(controller=controller)),
    )


@pytest.mark.parametrize("controller", [..., None, 5, [DID]])
def test_a_method_names_its_controller(controller):
    error = fails(
        MalformedDocument,
        "method.controller",
        did=document(method(controller=controller)),
    )
    assert error.facts["path"] == "$.verificationMethod[0].controller"


@pytest.mark.parametrize("identifier", [..., None, 5, {}])
def test_a_method_without_an_id_spoils_its_document(identifier):
    fails(MalformedDocument, "method.id", did=document(method(), method(id=identifier)))


@pytest.mark.parametrize(
    ("changes", "error", "reason"),
    [
        ({"publicKeyMultibase": ...}, MalformedDocument, "method.no_key"),
        ({"publicKeyMultibase": 5}, MalformedDocument, "method.no_key"),
        ({"type": "JsonWebKey", "publicKeyMultibase": ..., "publicKeyJwk": "x"}, MalformedDocument, "method.no_key"),
        ({"publicKeyJwk": KEY.to_jwk()}, MalformedDocument, "method.two_keys"),
        ({"type": "JsonWebKey"}, MalformedDocument, "method.two_keys"),
        ({"type": "MultiKey"}, Unsupported, "method.type_unsupported"),
        ({"type": ...}, Unsupported, "method.type_unsupported"),
        ({"type": ["Multikey"]}, Unsupported, "method.type_unsupported"),
        ({"type": "EcdsaSecp256k1VerificationKey2019"}, Unsupported, "method.type_unsupported"),
        ({"publicKeyMultibase": "z0"}, MalformedKey, "key.encoding"),
        ({"publicKeyMultibase": "zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"},
         Unsupported, "key.unsupported"),
        ({"secretKeyMultibase": "z3u2"}, MalformedKey, "key.private"),
        ({"privateKeyJwk": {}}, MalformedKey, "key.private"),
        ({"type": "JsonWebKey", "publicKeyMultibase": ..., "publicKeyJwk": KEY.to_jwk() | {"d": "AA"}},
         MalformedKey, "key.private"),
    ],
)  # fmt: skip
def test_a_method_holds_one_public_key_as_its_type_says(changes, error, reason):
    fails(error, reason, did=document(method(**changes)))


def test_a_did_url_names_a_key_of_the_document():
    fails(MalformedDocument, "method.no_fragment", DID, did=document(method()))
    fails(MalformedDocument, "method.no_fragment", DID + "#", did=document(method()))


@pytest.mark.parametrize(
    "url", [f"{DID}/path#key-1", f"{DID}?v=1#key-1", "did:web:a..:..:b#k"]
)
def test_path_tricks_ask_nothing(url):
    memory = MemoryFetcher({})
    with pytest.raises(MalformedDocument):
        find_method(url, fetcher=memory)
    assert memory.asked == []


# https documents


def test_a_profile_lists_its_keys():
    url = f"{PROFILE}#{MULTIKEY}"
    found = find(
        url,
        profile=document(
            method(id=url, controller=PROFILE), id=PROFILE, assertionMethod=[url]
        ),
    )
    assert (found.id, found.controller, found.document_id) == (url, PROFILE, PROFILE)
    assert found.purposes == {"assertionMethod"}


def test_the_key_in_a_fragment_counts_only_if_the_document_lists_it():
    """The validator of the standard's makers takes such a fragment without asking anybody."""
    fails(
        MalformedDocument,
        "method.not_listed",
        f"{PROFILE}#{MULTIKEY}",
        profile={"id": PROFILE},
    )
    fails(Unreachable, "fetch.unreachable", f"{PROFILE}#{MULTIKEY}")


def test_a_jwk_by_itself_has_no_controller_and_no_purpose():
    found = find(ALONE, alone=RSA_KEY.to_jwk() | {"kid": ALONE, "alg": "RS256"})
    assert found.public_key == RSA_KEY
    assert (found.id, found.document_id) == (ALONE, ALONE)
    assert (found.controller, found.purposes) == (None, frozenset())


def test_a_jwk_by_itself_has_no_parts():
    fails(
        MalformedDocument, "method.not_listed", f"{ALONE}#key-1", alone=RSA_KEY.to_jwk()
    )


def test_a_published_private_jwk_is_refused():
    fails(MalformedKey, "key.private", ALONE, alone=RSA_KEY.to_jwk() | {"d": "AQAB"})
    fails(MalformedKey, "key.private", ALONE, alone={"kty": "oct", "k": "AQAB"})


def test_a_key_document_counts_what_its_controller_says_of_it():
    alone = method(id=ALONE, controller=DID)
    found = find(ALONE, alone=alone, did=document(assertionMethod=[ALONE]))
    assert (found.id, found.controller, found.document_id) == (ALONE, DID, ALONE)
    assert found.purposes == {"assertionMethod"}
    found = find(
        ALONE,
        alone=method(id=ALONE, controller=PROFILE),
        profile=document(id=PROFILE, assertionMethod=[alone]),
    )
    assert (found.controller, found.purposes) == (PROFILE, {"assertionMethod"})


def test_a_stranger_who_claims_a_famous_controller_is_for_nothing():
    alone = method(id=ALONE, controller=DID)
    assert find(ALONE, alone=alone, did=document(method())).purposes == set()


@pytest.mark.parametrize(
    "controller",
    [
        f"did:key:{MULTIKEY}",
        "did:example:1",
        "urn:uuid:1",
        "http://school.example",
        METHOD.replace("did:web", "https:/x"),
    ],
)
def test_a_controller_that_nobody_can_ask_says_nothing(controller):
    assert find(ALONE, alone=method(id=ALONE, controller=controller)).purposes == set()


def test_a_controller_that_does_not_answer_leaves_it_open():
    alone = method(id=ALONE, controller=DID)
    fails(Unreachable, "fetch.unreachable", ALONE, alone=alone)
    fails(HttpStatus, "fetch.status", ALONE, alone=alone, did=404)
    fails(
        MalformedDocument,
        "method.document_id",
        ALONE,
        alone=alone,
        did=document(id="did:web:x.example"),
    )


def test_a_key_document_has_the_id_that_was_asked_for():
    for other in (ALONE + "x", METHOD, "#key-1"):
        fails(MalformedDocument, "method.document_id", ALONE, alone=method(id=other))
    named = method(id=f"{ALONE}#key-1", controller="urn:x")
    assert find(f"{ALONE}#key-1", alone=named).id == f"{ALONE}#key-1"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"a":1,"a":2}', b"\xff"])
def test_a_document_is_strict_json(body):
    with pytest.raises(MalformedJson):
        find(ALONE, alone=body)


# Whom nobody asks


@pytest.mark.parametrize(
    "url",
    [
        "did:example:1#k",
        "did:ion:x",
        "urn:uuid:1",
        "",
        "key-1",
        "#key-1",
        "ftp://x.example/k",
    ],
)
def test_what_we_cannot_resolve_is_unsupported_not_wrong(url):
    fails(Unsupported, "method.unsupported", url)


def test_a_key_over_plain_http_is_not_asked_for():
    memory = MemoryFetcher({"http://school.example/key": b"{}"})
    with pytest.raises(AddressRefused) as caught:
        find_method("http://school.example/key", fetcher=memory)
    assert caught.value.reason == "fetch.scheme"
    assert memory.asked == []


def test_an_url_without_end_is_refused():
    fails(MalformedDocument, "method.url", "https://school.example/" + "a" * 2048)
