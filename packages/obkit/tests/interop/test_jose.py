"""Tokens and keys that an independent JOSE library reads and writes alike."""

import json
import warnings

import pytest
from joserfc import jws as theirs
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, OKPKey, RSAKey
from obkit.encoding import jws as ours
from obkit.keys import KeyKind, LocalSigner, public_key_from_jwk

KEYS = {KeyKind.ED25519: OKPKey, KeyKind.P256: ECKey, KeyKind.RSA: RSAKey}
CURVES = {KeyKind.ED25519: "Ed25519", KeyKind.P256: "P-256", KeyKind.RSA: 2048}
ALGORITHMS = ["EdDSA", "ES256", "RS256"]
# P-384 keys are for embedded proofs; tokens with them are not read.
kinds = pytest.mark.parametrize("kind", list(KEYS))


@pytest.fixture(autouse=True)
def eddsa_is_still_the_name_in_use():
    """joserfc warns that RFC 9864 renames EdDSA; what is published today says EdDSA."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*EdDSA.*")
        yield


@kinds
def test_they_verify_what_we_sign(kind):
    signer = LocalSigner.generate(kind)
    header = {"alg": signer.public_key.algorithm, "kid": "k", "typ": "JWT"}
    token = ours.assemble(header, b'{"a":1}', signer.sign)
    key = KEYS[kind].import_key(signer.public_key.to_jwk())
    found = theirs.deserialize_compact(token, key, algorithms=ALGORITHMS)
    assert (found.payload, found.headers()) == (b'{"a":1}', header)
    with pytest.raises(JoseError):
        theirs.deserialize_compact(token[:-8] + "AAAAAAAA", key, algorithms=ALGORITHMS)


@kinds
def test_we_verify_what_they_sign(kind):
    key = KEYS[kind].generate_key(CURVES[kind])
    public = public_key_from_jwk(key.as_dict(private=False))
    token = theirs.serialize_compact(
        {"alg": public.algorithm}, b"payload", key, algorithms=ALGORITHMS
    )
    parts = ours.split(token)
    assert parts.algorithm == public.algorithm
    assert parts.payload == b"payload"
    assert public.verify(parts.signature, parts.signing_input)
    assert not public.verify(parts.signature, parts.signing_input + b"x")


@kinds
def test_both_write_the_same_public_jwk(kind):
    key = KEYS[kind].generate_key(CURVES[kind])
    mine = public_key_from_jwk(key.as_dict(private=False)).to_jwk()
    assert mine.items() <= json.loads(json.dumps(key.as_dict(private=False))).items()


@kinds
def test_their_pem_is_our_key(kind):
    from obkit.keys import public_key_from_pem

    key = KEYS[kind].generate_key(CURVES[kind])
    assert public_key_from_pem(key.as_pem(private=False)) == public_key_from_jwk(
        key.as_dict(private=False)
    )
