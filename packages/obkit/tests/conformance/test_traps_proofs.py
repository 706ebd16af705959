"""The traps of CHECKLISTS.md §9 about proofs, keys, tokens and status, one test named after each."""

import json
from hashlib import sha256

import pytest
from obkit.encoding import canon, jws, multibase, strict_json
from obkit.errors import AddressRefused, MalformedDocument, MalformedToken
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import data_integrity, eddsa_rdfc_2022, vc_jwt
from obkit.resolve import HttpFetcher, MemoryFetcher, find_method
from obkit.status import Bitstring
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests.badges import HOST, NOW, World, changed, summary


@pytest.fixture
def world():
    return World()


def unsigned(world: World, **members) -> dict:
    document = json.loads(world.credential()) | members
    del document["proof"]
    return document


def signed(world: World, document: dict, **options) -> bytes:
    made = eddsa_rdfc_2022.sign(
        document,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
        **options,
    )
    return json.dumps(made).encode()


def signed_by_hand(world: World, document: dict, hash_data, **members) -> bytes:
    """A document with a proof of which the test decides what is hashed."""
    proof = data_integrity.options(
        "eddsa-rdfc-2022", verification_method=world.method, created=NOW
    )
    proof |= members
    value = multibase.encode(world.ed25519.sign(hash_data(document, proof)))
    return json.dumps({**document, "proof": {**proof, "proofValue": value}}).encode()


def test_t_pr_1_the_hash_of_the_options_comes_first(world):
    def swapped(document, proof):
        config = {**proof, "@context": document["@context"]}
        return (
            sha256(canon.canonical(document)).digest()
            + sha256(canon.canonical(config)).digest()
        )

    good = signed_by_hand(world, unsigned(world), eddsa_rdfc_2022.hash_data)
    assert summary(world.verify(good))["proof"] == "proof.fits"
    bad = signed_by_hand(world, unsigned(world), swapped)
    assert summary(world.verify(bad))["proof"] == "proof.altered"


@pytest.mark.parametrize(
    ("created", "reason"),
    [
        ("2026-11-21T11:00:00Z", "proof.fits"),
        ("2026-11-21T11:00:00.123456Z", "proof.fits"),
        ("2026-11-21T12:00:00+01:00", "proof.fits"),
        ("2026-11-21T11:00:00", "proof.bad_date"),
        ("2026-11-21", "proof.bad_date"),
    ],
)
def test_t_pr_2_created_is_a_date_time_with_a_zone(world, created, reason):
    data = signed_by_hand(
        world, unsigned(world), eddsa_rdfc_2022.hash_data, created=created
    )
    assert summary(world.verify(data))["proof"] == reason


def test_t_pr_3_a_key_document_by_itself_is_read_and_its_type_is_multikey(world):
    url = f"{HOST}/keys/1"
    key = {
        "id": url,
        "type": "Multikey",
        "controller": world.did,
        "publicKeyMultibase": world.ed25519.public_key.to_multikey(),
    }
    world.documents[url] = json.dumps(key).encode()
    world.publish_keys(assertionMethod=[world.method, url])
    data = world.credential(verification_method=url)
    assert world.verify(data).verdict is Verdict.VERIFIED
    world.documents[url] = json.dumps(key | {"type": "MultiKey"}).encode()
    assert world.verify(data).verdict is Verdict.INCONCLUSIVE


def test_t_pr_4_every_legal_way_of_listing_a_key_is_read(world):
    fragment = "#" + world.method.partition("#")[2]
    written_out = {
        "id": world.method,
        "type": "Multikey",
        "controller": world.did,
        "publicKeyMultibase": world.ed25519.public_key.to_multikey(),
    }
    for listed in ([world.method], world.method, [fragment], [written_out]):
        world.publish_keys(assertionMethod=listed)
        assert world.verify(world.credential()).verdict is Verdict.VERIFIED
    world.publish_keys(assertionMethod=[], authentication=[world.method])
    assert (
        summary(world.verify(world.credential()))["issuer"]
        == "issuer.key_not_for_assertions"
    )


def test_t_pr_5_old_names_are_read_where_they_mean_the_same_and_never_written(world):
    written = json.loads(world.credential())["proof"][0]
    assert (written["type"], written["cryptosuite"]) == (
        "DataIntegrityProof",
        "eddsa-rdfc-2022",
    )
    for suite, reason in (
        ("eddsa-2022", "proof.fits"),
        ("eddsa-rdf-2022", "proof.unknown_suite"),
    ):
        data = signed_by_hand(
            world, unsigned(world), eddsa_rdfc_2022.hash_data, cryptosuite=suite
        )
        assert summary(world.verify(data))["proof"] == reason


def test_t_pr_6_a_proof_of_another_kind_beside_a_good_one_is_a_note(world):
    data = world.credential()
    proofs = json.loads(data)["proof"]
    other = {"type": "SomeProof2031", "verificationMethod": world.method}
    report = world.verify(changed(data, proof=[*proofs, other]))
    assert summary(report)["proof"] == "proof.one_not_checked"
    assert report.verdict is Verdict.VERIFIED
    alone = world.verify(changed(data, proof=other))
    assert alone.verdict is Verdict.INCONCLUSIVE


def test_t_sec_1_a_key_spelled_in_the_address_is_not_the_issuers_by_that(world):
    stranger = LocalSigner.generate(KeyKind.ED25519)
    multikey = stranger.public_key.to_multikey()
    for method in (f"{world.did}#{multikey}", f"did:key:{multikey}"):
        data = world.credential(signer=stranger, verification_method=method)
        report = world.verify(data)
        assert report.outcome_of(Check.PROOF) is Outcome.PASSED
        assert report.outcome_of(Check.ISSUER) is Outcome.FAILED
        assert report.verdict is Verdict.NOT_VERIFIED
        assert report.subject.name is None


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/key",
        "https://[::1]/key",
        "https://169.254.169.254/latest/meta-data",
        "https://10.0.0.7/key",
        "did:web:127.0.0.1#key",
        "http://badges.example/key",
    ],
)
def test_t_sec_2_a_key_is_not_asked_of_our_own_network(url):
    with pytest.raises(AddressRefused):
        find_method(url, fetcher=HttpFetcher())


def test_t_sec_3_a_refreshed_badge_is_the_same_badge_of_the_same_issuer(world):
    url = f"{HOST}/refresh/1"
    context = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    document = unsigned(world)
    document["@context"].append(context)
    document["refreshService"] = {"id": url, "type": "1EdTechCredentialRefresh"}
    data = signed(world, document)
    world.documents[url] = signed(world, {**document, "id": f"{HOST}/b/43"})
    report = world.verify(data)
    assert report.refresh.reason == "refresh.another_credential"
    assert report.document["id"] == f"{HOST}/b/42"
    assert report.verdict is Verdict.VERIFIED


def test_t_jwt_1_both_standards_of_tokens_are_read_and_ours_is_written(world):
    token = world.token()
    ours = vc_jwt.read(token)
    assert ours.token.header["typ"] == "JWT"
    assert "nbf" in ours.payload
    assert world.verify(token).verdict is Verdict.VERIFIED
    header = {**ours.token.header, "typ": "vc+jwt"}
    payload = strict_json.dumps(ours.document)
    newer = jws.assemble(header, payload, world.rsa.sign).encode()
    assert world.verify(newer).verdict is Verdict.VERIFIED
    older = jws.assemble(ours.token.header, payload, world.rsa.sign).encode()
    assert summary(world.verify(older))["proof"] == "jwt.claims_differ"


def test_t_jwt_2_a_kid_answers_one_jwk_or_names_one_of_a_set(world):
    url = f"{HOST}/keys/rsa"
    token = world.token(kid=url)
    jwk = world.rsa.public_key.to_jwk()
    world.documents[url] = json.dumps(jwk).encode()
    assert world.verify(token).verdict is Verdict.VERIFIED
    world.documents[url] = json.dumps({"keys": [{**jwk, "kid": "a"}]}).encode()
    with pytest.raises(MalformedDocument):
        find_method(url, fetcher=world.fetcher)
    assert world.verify(world.token(kid=f"{url}#a")).verdict is Verdict.VERIFIED


def test_t_jwt_3_claims_are_compared_with_the_badge_and_times_as_instants(world):
    found = vc_jwt.read(world.token())
    same = {**found.payload, "validFrom": "2026-11-20T13:00:00.000+01:00"}
    for payload, reason in (
        (same, "proof.fits"),
        ({**found.payload, "nbf": found.payload["nbf"] + 1}, "jwt.claims_differ"),
        ({**found.payload, "iss": "did:web:other.example"}, "jwt.claims_differ"),
        ({**found.payload, "jti": f"{HOST}/b/43"}, "jwt.claims_differ"),
        ({**found.payload, "sub": "did:key:z6MkBob"}, "jwt.claims_differ"),
        ({**found.payload, "exp": 4102444800}, "jwt.claims_differ"),
    ):
        token = jws.assemble(
            found.token.header, strict_json.dumps(payload), world.rsa.sign
        )
        assert summary(world.verify(token.encode()))["proof"] == reason


def test_t_jwt_4_the_key_in_the_header_proves_nothing_about_the_issuer(world):
    stranger = LocalSigner.generate(KeyKind.RSA)
    found = vc_jwt.read(world.token())
    header = {"alg": "RS256", "jwk": stranger.public_key.to_jwk()}
    payload = strict_json.dumps(dict(found.payload))
    report = world.verify(jws.assemble(header, payload, stranger.sign).encode())
    assert summary(report)["proof"] == "proof.fits"
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_t_jwt_5_a_token_without_a_key_is_refused_and_one_without_a_subject_read(world):
    token = world.token()
    assert "sub" not in vc_jwt.read(token).payload  # the recipient has no id
    assert world.verify(token).verdict is Verdict.VERIFIED
    keyless = jws.assemble(
        {"alg": "RS256"}, vc_jwt.read(token).token.payload, world.rsa.sign
    )
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.read(keyless)
    assert caught.value.reason == "jwt.no_key"


def test_t_st_1_a_list_has_131072_entries_and_begins_with_the_highest_bit():
    bits = Bitstring()
    bits.set(0)
    assert len(bits) == 131_072
    text = bits.encode()
    assert text.startswith("u")
    assert "=" not in text
    again = Bitstring.decode(text)
    assert again.get(0)
    assert not any(again.get(i) for i in range(1, 16))
    with pytest.raises(ValueError, match="entries"):
        Bitstring(10)


def test_t_st_2_a_list_may_name_several_purposes_and_counts_for_those_alone(world):
    document = json.loads(world.documents[world.list_url])
    del document["proof"]
    for purposes, reason in (
        (["revocation", "suspension"], "status.good"),
        ("revocation", "status.good"),
        (["suspension"], "status.purpose_mismatch"),
    ):
        document["credentialSubject"]["statusPurpose"] = purposes
        world.documents[world.list_url] = signed(world, document)
        assert summary(world.verify(world.credential()))["status"] == reason


@pytest.mark.parametrize("body", [410, b'{"id":"x","revoked":true}'])
def test_t_st_3_a_hosted_badge_is_revoked_by_410_and_by_saying_so(world, body):
    data = world.hosted()
    url = json.loads(data)["id"]
    world.documents[url] = (
        body if isinstance(body, int) else changed(data, revoked=True)
    )
    report = world.verify(data)
    assert summary(report)["status"] == "status.revoked"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_t_st_4_both_kinds_of_lists_revoke(world):
    url = f"{HOST}/revocations"
    document = unsigned(world)
    document["@context"].append(
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    )
    document["credentialStatus"] = {"id": url, "type": "1EdTechRevocationList"}
    world.documents[url] = json.dumps(
        {"id": url, "issuer": world.did, "revokedCredential": [{"id": f"{HOST}/b/42"}]}
    ).encode()
    assert summary(world.verify(signed(world, document)))["status"] == "status.revoked"
    world.bits.set(94_567)
    world.publish_list()
    assert summary(world.verify(world.credential()))["status"] == "status.revoked"


def test_nothing_here_was_asked_of_the_network():
    """The doubles answer from memory; a did:key needs not even that."""
    web = MemoryFetcher({})
    key = LocalSigner.generate(KeyKind.P384).public_key
    assert find_method(f"did:key:{key.to_multikey()}", fetcher=web).public_key == key
    assert web.asked == []
