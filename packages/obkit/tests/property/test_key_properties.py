"""One flipped bit never verifies and never unseals."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obkit.errors import MalformedSeal, ObkitError
from obkit.keys import (
    KeyKind,
    LocalSigner,
    public_key_from_jwk,
    public_key_from_multikey,
    public_key_from_pem,
)
from obkit.keys.seal import seal, unseal

SIGNERS = {kind: LocalSigner.generate(kind) for kind in KeyKind}


def flip(data: bytes, bit: int) -> bytes:
    at, shift = divmod(bit % (8 * len(data)), 8)
    return data[:at] + bytes([data[at] ^ 1 << shift]) + data[at + 1 :]


@given(
    st.sampled_from(list(KeyKind)),
    st.binary(min_size=1, max_size=100),
    st.integers(0, 4096),
)
def test_one_flipped_bit_never_verifies(kind, message, bit):
    signer = SIGNERS[kind]
    signature = signer.sign(message)
    assert signer.public_key.verify(signature, message)
    assert not signer.public_key.verify(flip(signature, bit), message)
    assert not signer.public_key.verify(signature, flip(message, bit))


@given(st.binary(max_size=200), st.binary(max_size=40), st.integers(0, 4096))
def test_one_flipped_bit_never_unseals(secret, context, bit):
    key = bytes(32)
    sealed = seal(secret, master_key=key, context=context)
    assert unseal(sealed, master_key=key, context=context) == secret
    with pytest.raises(MalformedSeal):
        unseal(flip(sealed, bit), master_key=key, context=context)
    with pytest.raises(MalformedSeal):
        unseal(sealed, master_key=flip(key, bit), context=context)
    with pytest.raises(MalformedSeal):
        unseal(sealed, master_key=key, context=context + b"\0")


@given(st.text(max_size=80) | st.text("z6MkDn123", max_size=60))
def test_no_text_makes_a_key_reader_raise_anything_else(text):
    for read in (
        public_key_from_multikey,
        lambda value: public_key_from_pem(value.encode("utf-8", "surrogatepass")),
        lambda value: public_key_from_jwk({"kty": "OKP", "crv": "Ed25519", "x": value}),
        lambda value: public_key_from_jwk({"kty": "RSA", "n": value, "e": value}),
    ):
        with contextlib.suppress(ObkitError):
            read(text)
