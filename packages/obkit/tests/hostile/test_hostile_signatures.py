"""Signatures from attackers: every algorithm under every key, and every value of a signed badge."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from obkit.encoding import jws
from obkit.encoding.multibase import base64url
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import (
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    vc_jwt,
)
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests.badges import NOW, World

SIGNERS = {kind: LocalSigner.generate(kind) for kind in KeyKind}
CLAIMED: tuple[Any, ...] = (
    *jws.ALGORITHMS,
    *jws.UNSUPPORTED_ALGORITHMS,
    "none", "NONE", "HS256", "HS384", "HS512", "", "rs256", None, 5, ["RS256"],
)  # fmt: skip


@pytest.mark.parametrize("kind", list(KeyKind))
@pytest.mark.parametrize("claimed", CLAIMED, ids=str)
def test_a_token_counts_by_the_algorithm_of_its_key_alone(kind, claimed):
    """Threat 10: one token for each algorithm and each kind of key."""
    world = World(rsa=SIGNERS[kind])
    payload = vc_jwt.read(
        vc_jwt.sign(json.loads(world.credential()), signer=world.ed25519, kid="did:x:y")
    ).token.payload
    header = {"alg": claimed, "kid": f"{world.did}#rsa", "typ": "JWT"}
    signing_input = f"{base64url(json.dumps(header).encode())}.{base64url(payload)}"
    signature = SIGNERS[kind].sign(signing_input.encode())
    report = world.verify(f"{signing_input}.{base64url(signature)}".encode())
    is_own = claimed == SIGNERS[kind].public_key.algorithm and kind is not KeyKind.P384
    assert (report.verdict is Verdict.VERIFIED) is is_own
    if not is_own:
        assert report.outcome_of(Check.PROOF) is not Outcome.PASSED


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a document that holds a single value."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from paths(item, (*path, name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*path, index))
    else:
        yield path


def with_other_value(document: dict[str, Any], path: tuple[Any, ...]) -> bytes:
    copy = json.loads(json.dumps(document))
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    value = place[path[-1]]
    place[path[-1]] = (not value) if isinstance(value, bool) else f"{value}x"
    return json.dumps(copy).encode()


def without(document: dict[str, Any], path: tuple[Any, ...]) -> bytes:
    copy = json.loads(json.dumps(document))
    place: Any = copy
    for step in path[:-1]:
        place = place[step]
    del place[path[-1]]
    return json.dumps(copy).encode()


@pytest.mark.parametrize(
    ("suite", "kind"),
    [
        (eddsa_rdfc_2022, KeyKind.ED25519),
        (eddsa_jcs_2022, KeyKind.ED25519),
        (ecdsa_rdfc_2019, KeyKind.P384),
        (ecdsa_jcs_2019, KeyKind.P256),
    ],
)
def test_no_value_of_a_signed_badge_can_be_changed_or_taken_away(suite, kind):
    """Sign, then mutate on every path, the proof's own included."""
    world = World(rsa=SIGNERS[kind])
    document = json.loads(world.credential())
    del document["proof"]
    method = f"{world.did}#rsa"
    signed = suite.sign(
        document, signer=world.rsa, verification_method=method, created=NOW
    )
    assert world.verify(json.dumps(signed).encode()).verdict is Verdict.VERIFIED
    tried = list(paths(signed))
    assert len(tried) > 50
    for path in tried:
        for data in (with_other_value(signed, path), without(signed, path)):
            assert world.verify(data).verdict is not Verdict.VERIFIED, path
