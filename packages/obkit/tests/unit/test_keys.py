"""Public keys: one value for one key, in three spellings."""

import pytest
from obkit.errors import MalformedKey, Unsupported
from obkit.keys import (
    KeyKind,
    LocalSigner,
    PublicKey,
    public_key_from_jwk,
    public_key_from_multikey,
    public_key_from_pem,
)

SIGNERS = {kind: LocalSigner.generate(kind) for kind in KeyKind}
ALGORITHMS = {
    KeyKind.ED25519: "EdDSA",
    KeyKind.P256: "ES256",
    KeyKind.P384: "ES384",
    KeyKind.RSA: "RS256",
}
kinds = pytest.mark.parametrize("kind", list(KeyKind))


@kinds
def test_every_spelling_reads_as_the_same_key(kind):
    key = SIGNERS[kind].public_key
    assert public_key_from_multikey(key.to_multikey()) == key
    assert public_key_from_jwk(key.to_jwk()) == key
    assert public_key_from_pem(key.to_pem()) == key
    assert key.algorithm == ALGORITHMS[kind]


@kinds
def test_a_signature_verifies_under_its_key_and_message_only(kind):
    signer = SIGNERS[kind]
    signature = signer.sign(b"message")
    assert signer.public_key.verify(signature, b"message")
    assert not signer.public_key.verify(signature, b"massage")
    assert not LocalSigner.generate(kind).public_key.verify(signature, b"message")


@kinds
def test_a_signature_has_one_length(kind):
    """DER, padding, a missing or a further byte: another length is another thing."""
    signer = SIGNERS[kind]
    signature = signer.sign(b"message")
    for wrong in (
        b"",
        signature[:-1],
        signature + b"\0",
        b"\0" + signature,
        signature * 2,
    ):
        assert not signer.public_key.verify(wrong, b"message")


def test_ed25519_multikeys_start_with_z6mk_and_p256_ones_with_zdn():
    assert SIGNERS[KeyKind.ED25519].public_key.to_multikey().startswith("z6Mk")
    assert SIGNERS[KeyKind.P256].public_key.to_multikey().startswith("zDn")


@kinds
def test_a_public_jwk_has_no_private_member(kind):
    assert SIGNERS[kind].public_key.to_jwk().keys() <= {
        "kty",
        "crv",
        "x",
        "y",
        "n",
        "e",
    }


@pytest.mark.parametrize("member", ["d", "p", "q", "dp", "dq", "qi", "oth", "k"])
@kinds
def test_a_private_member_is_refused_as_public(kind, member):
    with pytest.raises(MalformedKey) as caught:
        public_key_from_jwk(SIGNERS[kind].public_key.to_jwk() | {member: "AQAB"})
    assert caught.value.reason == "key.private"
    assert caught.value.facts["members"] == [member]


def test_symmetric_keys_do_not_exist():
    for jwk in ({"kty": "oct"}, {"kty": "oct", "k": "AQAB"}):
        with pytest.raises(MalformedKey) as caught:
            public_key_from_jwk(jwk)
        assert caught.value.reason == "key.private"


@kinds
def test_what_else_a_jwk_says_must_fit(kind):
    key = SIGNERS[kind].public_key
    jwk = key.to_jwk()
    assert (
        public_key_from_jwk(
            jwk | {"alg": key.algorithm, "use": "sig", "kid": "1", "x5t": "?"}
        )
        == key
    )
    assert public_key_from_jwk(jwk | {"key_ops": ["verify"]}) == key
    for extra, reason in [
        ({"alg": "HS256"}, "key.algorithm"),
        ({"alg": [key.algorithm]}, "key.algorithm"),
        ({"alg": None}, "key.algorithm"),
        ({"use": "enc"}, "key.use"),
        ({"key_ops": ["sign"]}, "key.use"),
        ({"key_ops": "verify"}, "key.use"),
    ]:
        with pytest.raises(MalformedKey) as caught:
            public_key_from_jwk(jwk | extra)
        assert caught.value.reason == reason


def test_the_newer_name_of_eddsa_fits_ed25519_alone():
    assert public_key_from_jwk(
        SIGNERS[KeyKind.ED25519].public_key.to_jwk() | {"alg": "Ed25519"}
    )
    with pytest.raises(MalformedKey):
        public_key_from_jwk(
            SIGNERS[KeyKind.P256].public_key.to_jwk() | {"alg": "Ed25519"}
        )


@pytest.mark.parametrize(
    ("jwk", "reason"),
    [
        ({}, "key.type"),
        ({"kty": ["RSA"]}, "key.type"),
        ({"kty": "rsa"}, "key.type"),
        ({"kty": "OKP"}, "key.curve"),
        ({"kty": "OKP", "crv": "P-256"}, "key.curve"),
        ({"kty": "EC", "crv": 256}, "key.curve"),
        ({"kty": "OKP", "crv": "Ed25519"}, "key.member"),
        ({"kty": "OKP", "crv": "Ed25519", "x": 1}, "key.member"),
        ({"kty": "OKP", "crv": "Ed25519", "x": ""}, "key.length"),
        ({"kty": "OKP", "crv": "Ed25519", "x": "AA=="}, "key.encoding"),
        ({"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}, "key.length"),
        ({"kty": "EC", "crv": "P-256", "x": "AA"}, "key.member"),
        ({"kty": "RSA", "e": "AQAB"}, "key.member"),
        ({"kty": "RSA", "n": "", "e": "AQAB"}, "key.encoding"),
        ({"kty": "RSA", "n": "A" * 1025, "e": "AQAB"}, "key.too_large"),
    ],
)
def test_a_broken_jwk_is_refused_by_name(jwk, reason):
    with pytest.raises(MalformedKey) as caught:
        public_key_from_jwk(jwk)
    assert caught.value.reason == reason


@pytest.mark.parametrize("curve", ["P-521", "secp256k1"])
def test_other_curves_are_unsupported_not_broken(curve):
    with pytest.raises(Unsupported) as caught:
        public_key_from_jwk({"kty": "EC", "crv": curve, "x": "AA", "y": "AA"})
    assert caught.value.reason == "key.unsupported"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", MalformedKey),
        ("u7QE", MalformedKey),
        ("z0", MalformedKey),
        ("z", Unsupported),  # no codec at all
        ("z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc", Unsupported),  # X25519
    ],
)
def test_what_is_no_multikey_of_ours(text, error):
    with pytest.raises(error):
        public_key_from_multikey(text)


def test_a_multikey_of_another_kind_is_unsupported_by_its_codec():
    """P-521, whose place in the table is beside ours."""
    from obkit.encoding import multibase

    with pytest.raises(Unsupported) as caught:
        public_key_from_multikey(multibase.encode(b"\x82\x24" + b"\x02" * 67))
    assert caught.value.facts["kind"] == "0x8224"


@pytest.mark.parametrize("size", [33, 48, 50, 97])
def test_p384_points_have_49_bytes(size):
    """DK-2."""
    from obkit.encoding import multibase

    with pytest.raises(MalformedKey) as caught:
        public_key_from_multikey(multibase.encode(b"\x81\x24" + b"\x02" * size))
    assert caught.value.reason == "key.length"


def test_one_curves_coordinates_are_none_of_the_other():
    jwk = SIGNERS[KeyKind.P256].public_key.to_jwk()
    with pytest.raises(MalformedKey):
        public_key_from_jwk({**jwk, "crv": "P-384"})
    assert len(SIGNERS[KeyKind.P384].sign(b"m")) == 96
    assert not SIGNERS[KeyKind.P384].public_key.verify(b"\0" * 64, b"m")


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_one_message_has_one_signature(kind):
    """EC-3: deterministic, so that no bad random number gives the key away."""
    assert SIGNERS[kind].sign(b"message") == SIGNERS[kind].sign(b"message")


def test_p256_reads_compressed_points_alone():
    from obkit.encoding import multibase

    x_y = SIGNERS[KeyKind.P256].public_key.encoded
    for point in (
        b"\x04" + x_y[1:] * 2,
        b"\0",
        x_y[:-1],
        b"\x04" + x_y[1:],
        b"\x05" + x_y[1:],
    ):
        with pytest.raises(MalformedKey):
            public_key_from_multikey(multibase.encode(b"\x80\x24" + point))


def test_equal_keys_are_one_dictionary_key():
    key = SIGNERS[KeyKind.ED25519].public_key
    assert len({key, PublicKey(key.kind, bytes(key.encoded))}) == 1


PEM = SIGNERS[KeyKind.P256].public_key.to_pem()


@pytest.mark.parametrize(
    ("pem", "reason"),
    [
        (b"", "key.encoding"),
        (
            b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
            "key.encoding",
        ),
        (
            b"-----BEGIN RSA PUBLIC KEY-----\nAAAA\n-----END RSA PUBLIC KEY-----\n",
            "key.encoding",
        ),
        (
            b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
            "key.encoding",
        ),
        (PEM + PEM, "key.encoding"),
        (b"hello\n" + PEM, "key.encoding"),
        (PEM[:-30], "key.encoding"),
        (
            b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "key.private",
        ),
        (b"-----BEGIN RSA PRIVATE KEY-----\n" + PEM, "key.private"),
        (PEM + b" " * 8192, "key.too_large"),
    ],
)
def test_pem_is_one_public_key_block(pem, reason):
    with pytest.raises(MalformedKey) as caught:
        public_key_from_pem(pem)
    assert caught.value.reason == reason


def test_pem_with_other_line_ends_is_read():
    for pem in (PEM.replace(b"\n", b"\r\n"), b"\n" + PEM + b"\n\n", PEM.rstrip()):
        assert public_key_from_pem(pem) == SIGNERS[KeyKind.P256].public_key


# SubjectPublicKeyInfo of the object identifier 1.2.3.4, which is no kind of key.
UNKNOWN_KIND = bytes.fromhex("300d300506032a0304030400616263")


def test_keys_of_a_kind_that_nobody_knows():
    import base64

    from obkit.encoding import multibase

    pem = (
        b"-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        % base64.b64encode(UNKNOWN_KIND)
    )
    with pytest.raises(Unsupported) as caught:
        public_key_from_pem(pem)
    assert caught.value.reason == "key.unsupported"
    with pytest.raises(MalformedKey):
        public_key_from_multikey(multibase.encode(b"\x85\x24" + UNKNOWN_KIND))


def test_pem_of_other_kinds_is_unsupported():
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import dsa, ec, x25519

    for private in (
        ec.generate_private_key(ec.SECP521R1()),
        ec.generate_private_key(ec.SECP256K1()),
        x25519.X25519PrivateKey.generate(),
        dsa.generate_private_key(2048),
    ):
        pem = private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        with pytest.raises(Unsupported) as caught:
            public_key_from_pem(pem)
        assert caught.value.reason == "key.unsupported"


@pytest.mark.parametrize("size", [0, 31, 33])
def test_libsodium_is_never_given_a_point_of_another_size(size):
    with pytest.raises(ValueError, match="Ed25519"):
        PublicKey(KeyKind.ED25519, bytes(size)).verify(bytes(64), b"")
