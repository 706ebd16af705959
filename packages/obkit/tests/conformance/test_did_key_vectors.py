"""did:key against the published vectors (DK-1, DK-2)."""

import json
from pathlib import Path

import pytest
from obkit.encoding.multibase import from_base64url
from obkit.errors import Unsupported
from obkit.keys import KeyKind, LocalSigner, public_key_from_jwk
from obkit.resolve import MemoryFetcher, find_method

VECTORS = Path(__file__).parents[5] / "shared/standards/vectors/did-key"

pytestmark = pytest.mark.skipif(
    not VECTORS.exists(),
    reason="the vectors are not beside this repository (../shared/standards)",
)


def vectors(*names):
    paths = [VECTORS / f"{name}.json" for name in names]
    return [
        pytest.param(did, vector, id=did[:24])
        for path in paths
        if path.exists()
        for did, vector in json.loads(path.read_text()).items()
    ]


def find(did):
    return find_method(did, fetcher=MemoryFetcher({}))


def first_method(vector):
    return vector["didDocument"]["verificationMethod"][0]


@pytest.mark.parametrize(("did", "vector"), vectors("ed25519-x25519"))
def test_ed25519(did, vector):
    found = find(did)
    assert found.public_key.kind is KeyKind.ED25519
    assert found.id == first_method(vector)["id"]
    assert found.controller == first_method(vector)["controller"]
    for purpose in found.purposes:
        assert vector["didDocument"][purpose] == [found.id]
    assert f"did:key:{found.public_key.to_multikey()}" == did
    if "publicKeyJwk" in first_method(vector):
        assert (
            public_key_from_jwk(first_method(vector)["publicKeyJwk"])
            == found.public_key
        )
    if "seed" in vector:
        signer = LocalSigner.from_private_bytes(
            KeyKind.ED25519, bytes.fromhex(vector["seed"])
        )
        assert signer.public_key == found.public_key
        assert found.public_key.verify(signer.sign(b"message"), b"message")


@pytest.mark.parametrize(("did", "vector"), vectors("nist-curves"))
def test_nist_curves(did, vector):
    kind = {"zDn": KeyKind.P256, "z82": KeyKind.P384}.get(did[8:11])
    if kind is None:
        with pytest.raises(Unsupported):
            find(did)
        return
    key = find(did).public_key
    assert key.kind is kind
    assert f"did:key:{key.to_multikey()}" == did
    secret = vector["verificationMethod"].get("privateKeyJwk")
    if secret:
        assert public_key_from_jwk(vector["verificationMethod"]["publicKeyJwk"]) == key
        signer = LocalSigner.from_private_bytes(kind, from_base64url(secret["d"]))
        assert key.verify(signer.sign(b"message"), b"message")


@pytest.mark.parametrize(("did", "vector"), vectors("rsa"))
def test_rsa(did, vector):
    key = find(did).public_key
    assert key == public_key_from_jwk(vector["publicKeyJwk"])
    assert f"did:key:{key.to_multikey()}" == did


@pytest.mark.parametrize(("did", "vector"), vectors("secp256k1", "bls12381"))
def test_other_kinds_are_unsupported_not_broken(did, vector):
    with pytest.raises(Unsupported):
        find(did)
