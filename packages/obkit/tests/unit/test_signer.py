"""The signer in memory: it signs, comes back from its bytes, and does not talk."""

import copy
import pickle

import pytest
from obkit.errors import MalformedKey
from obkit.keys import KeyKind, LocalSigner, Signer

kinds = pytest.mark.parametrize("kind", list(KeyKind))
SIGNERS = {kind: LocalSigner.generate(kind) for kind in KeyKind}


@kinds
def test_a_signer_comes_back_from_its_private_bytes(kind):
    signer: Signer = SIGNERS[kind]
    again = LocalSigner.from_private_bytes(kind, signer.private_bytes())
    assert again.public_key == signer.public_key
    assert again.private_bytes() == signer.private_bytes()
    assert signer.public_key.verify(again.sign(b"message"), b"message")


@kinds
def test_two_generated_keys_differ(kind):
    assert LocalSigner.generate(kind).public_key != SIGNERS[kind].public_key


@kinds
def test_the_private_key_is_in_no_representation(kind):
    signer = SIGNERS[kind]
    secret = signer.private_bytes()
    for shown in (repr(signer), str(signer), f"{signer}", repr([signer])):
        assert repr(secret)[2:-1] not in shown
        assert secret.hex() not in shown
        assert "private" not in shown
    for carry in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="not pickled"):
            carry(signer)


@kinds
@pytest.mark.parametrize("data", [b"", b"short", b"\0" * 31, b"\xff" * 33, b"\0" * 32])
def test_other_bytes_are_no_private_key(kind, data):
    if kind is KeyKind.ED25519 and len(data) == 32:
        return  # any 32 bytes are a seed
    with pytest.raises(MalformedKey) as caught:
        LocalSigner.from_private_bytes(kind, data)
    assert caught.value.reason == "key.private_bytes"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_private_key_of_another_kind_is_refused():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    other = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    for data in (other, SIGNERS[KeyKind.P256].private_bytes()):
        with pytest.raises(MalformedKey):
            LocalSigner.from_private_bytes(KeyKind.RSA, data)
    with pytest.raises(MalformedKey):
        LocalSigner.from_private_bytes(
            KeyKind.P256, b"\xff" * 32
        )  # beyond the group's order


def test_an_rsa_key_that_nobody_should_use_is_refused():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    weak = rsa.generate_private_key(3, 2048).private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with pytest.raises(MalformedKey) as caught:
        LocalSigner.from_private_bytes(KeyKind.RSA, weak)
    assert caught.value.reason == "key.rsa_exponent"
