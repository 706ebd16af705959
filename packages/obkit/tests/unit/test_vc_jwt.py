"""VC-JWT: what is read, what is refused, and by which rule."""

import pytest
from obkit import keys
from obkit.encoding import jws, multibase, strict_json, times
from obkit.errors import MalformedJson, MalformedToken, ObkitError, Refused
from obkit.proofs import FORMATS, eddsa_rdfc_2022, vc_jwt

KID = "did:web:badges.example#rsa"


@pytest.fixture(
    scope="module", params=[keys.KeyKind.ED25519, keys.KeyKind.P256, keys.KeyKind.RSA]
)
def signer(request):
    return keys.LocalSigner.generate(request.param)


def document(**members):
    return {
        "id": "https://badges.example/b/1",
        "issuer": {"id": "did:web:badges.example"},
        "validFrom": "2026-11-21T14:02:05Z",
        "credentialSubject": {"id": "did:key:z6MkAda"},
        **members,
    }


def token(signer, payload=None, **header):
    sample = vc_jwt.read(vc_jwt.sign(document(), signer=signer, kid=KID))
    head = {k: v for k, v in {**sample.token.header, **header}.items() if v is not None}
    data = strict_json.dumps({**sample.payload} if payload is None else payload)
    return jws.assemble(head, data, signer.sign)


def test_what_was_signed_is_what_is_opened(signer):
    signed = vc_jwt.sign(document(), signer=signer, kid=KID)
    assert vc_jwt.open(signed, key=signer.public_key) == document()
    assert vc_jwt.read(signed).kid == KID


def test_one_changed_character_never_verifies(signer):
    signed = vc_jwt.sign(document(), signer=signer, kid=KID)
    for position in range(0, len(signed), 29):
        other = "A" if signed[position] != "A" else "B"
        forged = signed[:position] + other + signed[position + 1 :]
        try:
            vc_jwt.open(forged, key=signer.public_key)
        except ObkitError:
            continue
        pytest.fail(f"verified with character {position} changed")


def test_another_key_of_the_same_kind_does_not_verify(signer):
    signed = vc_jwt.sign(document(), signer=signer, kid=KID)
    other = keys.LocalSigner.generate(signer.public_key.kind)
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.open(signed, key=other.public_key)
    assert caught.value.reason == "jwt.signature"


def test_the_key_decides_the_algorithm(signer):
    other = next(k for k in keys.KeyKind if k is not signer.public_key.kind)
    key = keys.LocalSigner.generate(other).public_key
    found = vc_jwt.read(vc_jwt.sign(document(), signer=signer, kid=KID))
    assert not vc_jwt.verify(found, key=key)


@pytest.mark.parametrize("missing", ["iss", "jti", "nbf", "sub"])
def test_a_missing_claim_is_refused_unless_the_newer_type_says_otherwise(
    signer, missing
):
    """OB30-J3, OB30-J9."""
    payload = dict(vc_jwt.read(token(signer)).payload)
    del payload[missing]
    assert vc_jwt.differing_claims(vc_jwt.read(token(signer, payload))) == (missing,)
    newer = vc_jwt.read(token(signer, payload, typ="vc+jwt"))
    assert vc_jwt.differing_claims(newer) == ()


def test_a_subject_claim_without_a_subject_differs(signer):
    """OB30-J7."""
    payload = dict(vc_jwt.read(token(signer)).payload) | {"credentialSubject": {}}
    assert vc_jwt.differing_claims(vc_jwt.read(token(signer, payload))) == ("sub",)


def test_moments_are_compared_not_texts(signer):
    moved = document(validFrom="2026-11-21T16:02:05.000+02:00")
    signed = vc_jwt.sign(moved, signer=signer, kid=KID)
    assert vc_jwt.read(signed).payload["nbf"] == 1795269725
    assert vc_jwt.open(signed, key=signer.public_key) == moved


def test_fractions_of_a_second_are_kept(signer):
    signed = vc_jwt.sign(
        document(validFrom="2026-11-21T14:02:05.5Z"), signer=signer, kid=KID
    )
    assert vc_jwt.read(signed).payload["nbf"] == 1795269725.5
    vc_jwt.open(signed, key=signer.public_key)


def test_a_boolean_is_no_moment(signer):
    payload = dict(vc_jwt.read(token(signer)).payload) | {"nbf": True}
    assert vc_jwt.differing_claims(vc_jwt.read(token(signer, payload))) == ("nbf",)


OLDER = {
    "id": "https://badges.example/b/1",
    "issuer": {"id": "did:web:badges.example", "name": "North"},
    "issuanceDate": "2026-11-21T14:02:05Z",
    "expirationDate": "2027-11-21T14:02:05Z",
    "credentialSubject": {"id": "did:key:z6MkAda", "name": "Ada"},
}
OLDER_CLAIMS = {
    "iss": "did:web:badges.example",
    "jti": "https://badges.example/b/1",
    "nbf": 1795269725,
    "exp": 1826805725,
    "sub": "did:key:z6MkAda",
}


def test_a_credential_of_the_data_model_1_1_is_the_one_in_its_claim(signer):
    """OB30-J3: members of the payload beside `vc` are claims and nothing else."""
    found = vc_jwt.read(token(signer, {**OLDER_CLAIMS, "vc": OLDER, "name": "stray"}))
    assert found.document == OLDER
    assert vc_jwt.differing_claims(found) == ()


def test_claims_stand_for_members_that_the_data_model_1_1_leaves_out(signer):
    bare = {"credentialSubject": {"name": "Ada"}}
    found = vc_jwt.read(token(signer, {**OLDER_CLAIMS, "vc": bare}))
    assert found.document == {
        "id": OLDER["id"],
        "issuer": "did:web:badges.example",
        "issuanceDate": OLDER["issuanceDate"],
        "expirationDate": OLDER["expirationDate"],
        "credentialSubject": {"id": "did:key:z6MkAda", "name": "Ada"},
    }
    assert vc_jwt.differing_claims(found) == ()


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("iss", "did:web:other.example"),
        ("jti", "https://badges.example/b/2"),
        ("nbf", 1795269726),
        ("exp", 1826805726),
        ("exp", True),
        ("sub", "did:key:z6MkBob"),
        ("iss", None),
    ],
)
def test_claims_that_differ_from_the_credential_inside_are_named(signer, claim, value):
    """T-JWT-3."""
    found = vc_jwt.read(token(signer, {**OLDER_CLAIMS, "vc": OLDER, claim: value}))
    assert vc_jwt.differing_claims(found) == (claim,)


@pytest.mark.parametrize("name", ["vc", "vp"])
@pytest.mark.parametrize("typ", vc_jwt.TYPES_WITHOUT_CLAIMS)
def test_a_newer_token_has_no_claims_of_the_older_data_model(signer, name, typ):
    """JO-1."""
    payload = document(**{name: OLDER})
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.read(token(signer, payload, typ=typ))
    assert caught.value.reason == "jwt.vc_claim"


def test_unknown_headers_are_ignored_in_newer_tokens_alone(signer):
    """JO-3, OB30-J1; what could change what is signed is refused in both."""
    newer = token(signer, document(), typ="vc+jwt", nonce="x")
    assert vc_jwt.open(newer, key=signer.public_key) == document()
    for header, reason in (
        ({"typ": "JWT", "nonce": "x"}, "jwt.unknown_header"),
        ({"typ": "vc+jwt", "crit": ["b64"]}, "jwt.forbidden_header"),
        ({"typ": "vc+jwt", "jku": "https://a.example"}, "jwt.forbidden_header"),
    ):
        with pytest.raises(MalformedToken) as caught:
            token(signer, document(), **header)
        assert caught.value.reason == reason


@pytest.mark.parametrize("exp", ["soon", True, 1e300, [1]])
def test_an_end_of_the_signature_that_is_no_time_is_malformed(signer, exp):
    found = vc_jwt.read(token(signer, document(exp=exp), typ="vc+jwt"))
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.signature_ends(found)
    assert caught.value.reason == "jwt.time"


def test_a_token_without_a_key_to_look_for_is_refused(signer):
    """OB30-J8."""
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.read(token(signer, kid=None))
    assert caught.value.reason == "jwt.no_key"


def test_the_key_in_the_header_is_shown_but_never_used(signer):
    """T-JWT-4."""
    found = vc_jwt.read(token(signer, kid=None, jwk=signer.public_key.to_jwk()))
    assert found.jwk == signer.public_key.to_jwk()
    other = keys.LocalSigner.generate(signer.public_key.kind)
    assert not vc_jwt.verify(found, key=other.public_key)


def test_another_type_of_token_is_refused(signer):
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.read(token(signer, typ="at+jwt"))
    assert caught.value.reason == "jwt.typ"


def test_a_doubled_member_in_the_payload_is_refused(signer):
    data = b'{"issuer":"did:x:a","issuer":"did:x:b"}'
    header = dict(vc_jwt.read(token(signer)).token.header)
    with pytest.raises(MalformedJson) as caught:
        vc_jwt.read(jws.assemble(header, data, signer.sign))
    assert caught.value.reason == "json.duplicate_key"


def test_alg_none_is_refused():
    header = multibase.base64url(b'{"alg":"none","kid":"x"}')
    with pytest.raises(MalformedToken):
        vc_jwt.read(f"{header}.{multibase.base64url(b'{}')}.AA")


@pytest.mark.parametrize("name", [*vc_jwt.CLAIMS, "vc"])
def test_a_credential_with_a_member_named_as_a_claim_is_not_signed(signer, name):
    with pytest.raises(Refused) as caught:
        vc_jwt.sign(document(**{name: "x"}), signer=signer, kid=KID)
    assert caught.value.reason == "proof.claim_in_document"


@pytest.mark.parametrize("name", ["id", "issuer", "validFrom"])
def test_a_credential_without_what_the_claims_repeat_is_not_signed(signer, name):
    incomplete = document()
    del incomplete[name]
    with pytest.raises(Refused) as caught:
        vc_jwt.sign(incomplete, signer=signer, kid=KID)
    assert caught.value.reason == "proof.claim_missing"


def test_every_format_knows_its_own(signer):
    signed = vc_jwt.sign(document(), signer=signer, kid=KID)
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022"}
    for secured, expected in (
        (signed, vc_jwt),
        (signed.encode(), vc_jwt),
        (proof, eddsa_rdfc_2022),
    ):
        assert [f for f in FORMATS if f.accepts(secured)] == [expected]
    assert not any(f.accepts({"type": "Ed25519Signature2018"}) for f in FORMATS)
    assert not any(f.accepts(None) for f in FORMATS)


@pytest.mark.parametrize("digits", ["", ".0", "." + "0" * 32])
@pytest.mark.parametrize("zone", ["Z", "+00:00"])
def test_a_moment_is_the_same_however_it_is_written(digits, zone):
    moment = f"2026-11-21T12:00:00{digits}{zone}"
    assert vc_jwt._seconds(moment) == 1_795_262_400
    assert len(moment) <= times.LONGEST
    for wrong in (f"{moment} or so", f"{moment}{' ' * times.LONGEST}", None, 7):
        assert vc_jwt._seconds(wrong) is None
