"""Compact tokens: what is refused before any key is looked for."""

import json

import pytest
from obkit.encoding import jws
from obkit.encoding.multibase import base64url
from obkit.errors import MalformedToken, Unsupported
from obkit.keys import KeyKind, LocalSigner

GOOD = {"alg": "RS256", "kid": "did:web:school.example#key-1", "typ": "JWT"}


def token(header, payload: bytes = b"{}", signature: bytes = b"signature") -> str:
    raw = header if isinstance(header, bytes) else json.dumps(header).encode()
    return ".".join(base64url(part) for part in (raw, payload, signature))


def test_a_token_is_taken_apart():
    text = token(GOOD, b'{"iss":"x"}')
    for given in (text, text.encode()):
        parts = jws.split(given)
        assert parts.header == GOOD
        assert parts.algorithm == "RS256"
        assert parts.payload == b'{"iss":"x"}'
        assert parts.signature == b"signature"
        assert parts.signing_input.decode() == text.rpartition(".")[0]


@pytest.mark.parametrize(
    "extra", [{"cty": "vc"}, {"jwk": {"kty": "OKP"}}, {"typ": "vc+jwt"}]
)
def test_harmless_members_are_kept(extra):
    assert jws.split(token(GOOD | extra)).header == GOOD | extra


@pytest.mark.parametrize(
    "member", ["crit", "b64", "zip", "enc", "jku", "x5u", "x5c", "x5t"]
)
def test_members_that_redirect_or_change_what_is_signed_are_refused(member):
    """security.md #5, #11: even the empty `crit`, and even `b64: true`."""
    for value in ([], "https://evil.example/keys", True, None):
        with pytest.raises(MalformedToken) as caught:
            jws.split(token(GOOD | {member: value}))
        assert caught.value.reason == "jwt.forbidden_header"
        assert caught.value.facts["member"] == member


@pytest.mark.parametrize("member", ["iss", "nonce", "ALG", "alg ", "", "kid\u200b"])
def test_members_that_badges_do_not_use_are_refused(member):
    with pytest.raises(MalformedToken) as caught:
        jws.split(token(GOOD | {member: "x"}))
    assert caught.value.reason == "jwt.unknown_header"


@pytest.mark.parametrize(
    "algorithm",
    [
        "none",
        "None",
        "NONE",
        "",
        "HS256",
        "HS384",
        "HS512",
        "rs256",
        "RS256 ",
        "RS1",
        "A128KW",
        "dir",
    ],
)
def test_no_signature_and_symmetric_ones_are_no_algorithms(algorithm):
    with pytest.raises(MalformedToken) as caught:
        jws.split(token(GOOD | {"alg": algorithm}))
    assert caught.value.reason == "jwt.algorithm"


def test_an_algorithm_must_be_named():
    with pytest.raises(MalformedToken) as caught:
        jws.split(token({"kid": "x"}))
    assert caught.value.reason == "jwt.algorithm"


@pytest.mark.parametrize("algorithm", jws.UNSUPPORTED_ALGORITHMS)
def test_a_sound_algorithm_that_we_lack_is_not_called_forged(algorithm):
    with pytest.raises(Unsupported) as caught:
        jws.split(token(GOOD | {"alg": algorithm}))
    assert caught.value.reason == "jwt.algorithm_not_supported"


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("alg", ["RS256"]),
        ("alg", 1),
        ("alg", None),
        ("kid", {}),
        ("kid", 5),
        ("typ", ["JWT"]),
        ("cty", 1),
        ("jwk", "x"),
        ("jwk", []),
    ],
)
def test_members_have_one_type(member, value):
    with pytest.raises(MalformedToken) as caught:
        jws.split(token(GOOD | {member: value}))
    assert (caught.value.reason, caught.value.facts["member"]) == (
        "jwt.header_type",
        member,
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b'{"alg":"RS256","alg":"none"}', "json.duplicate_key"),
        (b'{"alg":"RS256","\\u0061lg":"none"}', "json.duplicate_key"),
        (b"[]", "json.not_an_object"),
        (b"{", "json.syntax"),
        (b"", "json.syntax"),
        (b"\xff", "json.not_utf8"),
        (b'{"alg":"RS256","jwk":{"a":[[[[]]]]}}', "json.too_deep"),
        (b'{"alg":"RS256","kid":"' + b"a" * 8192 + b'"}', "json.too_large"),
    ],
)
def test_a_header_is_strict_json(raw, reason):
    with pytest.raises(MalformedToken) as caught:
        jws.split(token(raw))
    assert (caught.value.reason, caught.value.facts["json"]) == ("jwt.header", reason)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "jwt.parts"),
        ("a", "jwt.parts"),
        ("a.b", "jwt.parts"),
        ("a.b.c.d", "jwt.parts"),
        ("a.b.c.d.e", "jwt.parts"),
        ('{"payload":"e30","signatures":[]}', "jwt.parts"),
        (token(GOOD) + "=", "jwt.encoding"),
        (token(GOOD) + "\n", "jwt.encoding"),
        (" " + token(GOOD), "jwt.encoding"),
        (token(GOOD).replace(".", ".+", 1), "jwt.encoding"),
        (token(GOOD, signature=b""), "jwt.no_signature"),
        (token(GOOD, signature=b"s" * 513), "jwt.signature_size"),
        (token(GOOD) + "é", "jwt.encoding"),
        ("a" * (jws.MAX_TOKEN_BYTES + 1), "jwt.too_large"),
    ],
    ids=lambda value: value[:20],
)
def test_what_is_no_compact_token_is_refused(text, reason):
    for given in (text, text.encode()):
        with pytest.raises(MalformedToken) as caught:
            jws.split(given)
        assert caught.value.reason == reason


def test_the_largest_token_is_taken_apart():
    empty = token(GOOD, b"")
    room = (jws.MAX_TOKEN_BYTES - len(empty)) // 4 * 3
    assert len(jws.split(token(GOOD, b"a" * room)).payload) == room


def test_a_signed_token_verifies_with_its_key_alone():
    for kind in (KeyKind.ED25519, KeyKind.P256, KeyKind.RSA):
        signer = LocalSigner.generate(kind)
        header = {"alg": signer.public_key.algorithm, "kid": "k"}
        parts = jws.split(jws.assemble(header, b"payload", signer.sign))
        assert (parts.header, parts.payload) == (header, b"payload")
        assert signer.public_key.verify(parts.signature, parts.signing_input)
        assert not LocalSigner.generate(kind).public_key.verify(
            parts.signature, parts.signing_input
        )


def test_nothing_is_signed_under_a_header_that_we_would_refuse():
    def sign(_message: bytes) -> bytes:
        raise AssertionError("it was signed")

    for header in ({"alg": "none"}, {"alg": "RS256", "crit": []}, {}):
        with pytest.raises(MalformedToken):
            jws.assemble(header, b"", sign)
    for algorithm in ("PS256", "ES384"):
        with pytest.raises(Unsupported):
            jws.assemble({"alg": algorithm}, b"", sign)
