"""Every official sample has its place here: what it must give, or why it is not covered yet.

The outcomes are those of the manifest beside the samples. Two things differ in kind and not by
accident (docs/adr/0006-key-must-be-the-issuers.md):

* "valid" there means that the document conforms and a signature fits. Here that is the proof; who
  signed is another check. The samples' issuers do not exist, so without them the verdict is
  INCONCLUSIVE; with a document that confirms their keys it is VERIFIED. Both are tested.
* "invalid" there includes what could not be carried out. Here that is INCONCLUSIVE, never a pass.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from obkit import baking
from obkit.encoding import jws
from obkit.keys import public_key_from_jwk
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome, Report, Verdict, verify

from packages.obkit.tests.badges import summary

SAMPLES = Path(__file__).parents[5] / "shared" / "standards" / "samples"
JAVA = SAMPLES / "java-validator"
pytestmark = pytest.mark.skipif(
    not JAVA.is_dir(),
    reason="the official samples are not beside this checkout (../shared/standards)",
)
NOW = datetime(2026, 11, 21, tzinfo=UTC)
V, N, I = Verdict.VERIFIED, Verdict.NOT_VERIFIED, Verdict.INCONCLUSIVE  # noqa: E741

TESTLIST = (
    "https://raw.githubusercontent.com/1EdTech/digital-credentials-public-validator/refs/heads/main/"
    "inspector-vc/src/test/resources/ob30/bit-string-list/testlist"
)

# file: the verdict when the issuer confirms the key, and the reasons that the report must give
OB3: dict[str, tuple[Verdict, dict[str, str]]] = {
    "simple.json": (V, {"proof": "proof.fits", "issuer": "issuer.confirmed"}),
    "simple.1ob": (V, {"proof": "proof.fits", "issuer": "issuer.confirmed"}),
    "simple-json.png": (V, {"proof": "proof.fits", "issuer": "issuer.confirmed"}),
    "simple-json.svg": (V, {"proof": "proof.fits", "issuer": "issuer.confirmed"}),
    "simple-context-version.json": (V, {"proof": "proof.fits"}),
    "endorsement-valid.json": (V, {"proof": "proof.fits"}),
    "bit-string-list/testlist": (V, {"proof": "proof.fits"}),
    "bit-string-list/credential-status-revoked.json": (N, {"status": "status.revoked"}),
    # The issuer is a urn:uuid, whom nobody can ask; a did:key of anybody proves nothing about it.
    "simple-did-key-method.json": (
        N,
        {"proof": "proof.fits", "issuer": "issuer.key_not_issuers"},
    ),
    # A suite of others beside a good proof is a note, not a fault (security.md §8.1).
    "simple-multiple-proofs.json": (V, {"proof": "proof.one_not_checked"}),
    # The data model 1.1, with its own names for the times and a suite of its time.
    "simple_v1.json": (V, {"conforms": "document.conforms", "proof": "proof.fits"}),
    "simple-noproof.json": (
        N,
        {"conforms": "document.member_missing", "proof": "proof.missing"},
    ),
    # Its did:web answers nothing any more.
    "credential-status-revoked.json": (
        I,
        {"proof": "proof.fits", "issuer": "issuer.unreachable"},
    ),
    "endorsement-err-schema-status-refresh.json": (
        N,
        {"conforms": "document.foreign_schema", "proof": "proof.altered"},
    ),
    "simple-err-context.json": (N, {"conforms": "document.context_order"}),
    "simple-err-credential-subject-achievement-result-description-type.json": (
        N,
        {"conforms": "document.wrong_type"},
    ),
    "simple-err-credential-subject-identifier-type.json": (
        N,
        {"conforms": "document.wrong_type"},
    ),
    "simple-err-credential-subject-type.json": (N, {"conforms": "document.wrong_type"}),
    "simple-err-expired.json": (
        N,
        {"proof": "proof.fits", "valid_until": "validity.expired"},
    ),
    "simple-err-issuer-otheridentifier-type.json": (
        N,
        {"conforms": "document.wrong_type"},
    ),
    "simple-err-issuer-type.json": (N, {"conforms": "document.wrong_type"}),
    "simple-err-issuer.json": (
        N,
        {"conforms": "document.member_missing", "issuer": "issuer.missing"},
    ),
    "simple-err-type.json": (N, {"conforms": "document.wrong_type"}),
    # No way to the key: unknown rather than wrong, and never a pass.
    "simple-err-proof-method-unknown-did-method.json": (
        I,
        {"proof": "method.unsupported"},
    ),
    "simple-err-proof-method-unknown-scheme.json": (I, {"proof": "method.unsupported"}),
    "simple-err-proof-method.json": (I, {"proof": "fetch.unreachable"}),
    # It names no key at all (OB30-J8, T-JWT-5).
    "simple.jwt": (N, {"parse": "jwt.no_key"}),
    # The key in its header fits, which says nothing of its issuer (T-JWT-4).
    "simple-jwt_v1.png": (
        I,
        {"proof": "proof.fits", "issuer": "issuer.unreachable"},
    ),
    # Its status list does not exist.
    "complete.json": (I, {"proof": "proof.fits", "status": "status.unreachable"}),
}

OB2: dict[str, tuple[Verdict, dict[str, str]]] = {
    "basic-assertion.json": (V, {"proof": "hosted.same", "issuer": "issuer.hosts_it"}),
    "basic-assertion-no-public-key.json": (V, {}),
    "basic-assertion-with-allowed-origins.json": (V, {}),
    "basic-assertion-with-allowed-origins-valid-starts-with.json": (V, {}),
    "basic-assertion-with-allowed-origins-invalid-starts-with.json": (
        N,
        {"issuer": "issuer.out_of_scope"},
    ),
    "warning-with-redirection.json": (V, {}),
    "assertion-with-extension-node-basic.json": (V, {"proof": "hosted.plain_http"}),
    "assertion-with-multiple-extensions.json": (V, {"proof": "hosted.plain_http"}),
    "basic-assertion-expired-before-issued.json": (
        N,
        {"conforms": "document.ends_before_it_starts"},
    ),
    "basic-assertion-invalid-context.json": (N, {"conforms": "document.context_order"}),
    # Not awards: they conform, and nothing more can be said of them.
    "issuer-compact-iri-validation.json": (I, {"conforms": "document.conforms"}),
    "assets/badge-with-data-image.json": (I, {"conforms": "document.conforms"}),
    "assets/badgeclass-with-complex-image.json": (I, {"conforms": "document.conforms"}),
    "assets/badgeclass1.json": (I, {"conforms": "document.conforms"}),
    "rdf-validation/valid-issuer-extension.json": (
        I,
        {"conforms": "document.conforms"},
    ),
    # Made to test types alone: they lack the image that the standard requires (OB20-B1).
    "rdf-validation/valid-badge-class.json": (
        N,
        {"conforms": "document.member_missing"},
    ),
    "rdf-validation/valid-badge-class-empty-criteria-type.json": (
        N,
        {"conforms": "document.member_missing"},
    ),
    "rdf-validation/badge-class-invalid-issuer-type.json": (
        N,
        {"conforms": "document.member_missing"},
    ),
    "rdf-validation/invalid-class.json": (I, {"parse": "input.unknown_kind"}),
    "rdf-validation/invalid-empty-type.json": (I, {"parse": "input.unknown_kind"}),
    # Signed; their keys live on plain http, and the second one's list does too.
    "simple.jwt": (V, {"proof": "hosted.plain_http", "issuer": "issuer.confirmed"}),
    "simple-not-revoked.jwt": (V, {"status": "status.plain_http"}),
}

CLR: dict[str, tuple[Verdict, dict[str, str]]] = {
    "simple.json": (V, {"proof": "proof.fits", "contents": "contents.verified"}),
    # Nobody can be asked for the keys of a urn:uuid.
    "simple_v1.json": (
        I,
        {"proof": "proof.fits", "issuer": "issuer.unknown_kind_of_id"},
    ),
    # With a draft's context, which no edition of the standard knows.
    "simple-noproof.json": (N, {"conforms": "document.context_order"}),
    "simple_old_safesigned.json": (N, {"conforms": "document.context_order"}),
}


def manifest() -> list[dict[str, Any]]:
    return json.loads((JAVA / "manifest.json").read_text()) if JAVA.is_dir() else []


def json_of(data: bytes) -> dict[str, Any]:
    if baking.container_of(data):
        data = baking.extract(data)[0].payload
    return json.loads(data)


def issuer_of(document: dict[str, Any]) -> str:
    issuer = document.get("issuer", "")
    return issuer.get("id", "") if isinstance(issuer, dict) else issuer


def with_contents(*documents: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for document in documents:
        yield document
        subject = document.get("credentialSubject", {})
        yield from subject.get("verifiableCredential", [])


def confirming(data: bytes) -> MemoryFetcher:
    """The web as it would be if the samples' issuers existed and published their keys."""
    keys: dict[str, list[str]] = {}
    testlist = (JAVA / "ob30/bit-string-list/testlist").read_bytes()
    for document in with_contents(json_of(data), json_of(testlist)):
        proofs = document.get("proof") or []
        for proof in proofs if isinstance(proofs, list) else [proofs]:
            method = proof.get("verificationMethod", "")
            if method.startswith(f"{issuer_of(document)}#z6Mk"):
                keys.setdefault(issuer_of(document), []).append(method)
    documents: dict[str, bytes | int] = {
        issuer: json.dumps(profile_of(issuer, methods)).encode()
        for issuer, methods in keys.items()
    }
    documents[TESTLIST] = testlist
    return MemoryFetcher(documents)


def profile_of(issuer: str, methods: list[str]) -> dict[str, Any]:
    """An issuer's document that lists the keys which these URLs spell."""
    entries = [
        {
            "id": method,
            "type": "Multikey",
            "controller": issuer,
            "publicKeyMultibase": method.partition("#")[2],
        }
        for method in dict.fromkeys(methods)
    ]
    return {"id": issuer, "verificationMethod": entries, "assertionMethod": methods}


def check(data: bytes, fetcher: MemoryFetcher) -> Report:
    return verify(data, fetcher=fetcher, now=NOW)


@pytest.mark.parametrize("name", OB3)
@pytest.mark.requirement("I7")
def test_an_ob3_sample_gives_its_outcome_when_its_issuer_confirms_the_key(name):
    data = (JAVA / "ob30" / name).read_bytes()
    if name == "simple-err-proof-method.json" or "jwt" in name:
        report = check(data, MemoryFetcher({}))
    else:
        report = check(data, confirming(data))
    verdict, reasons = OB3[name]
    assert summary(report).items() >= reasons.items()
    assert report.verdict is verdict


@pytest.mark.parametrize(
    "name", [name for name, (verdict, _) in OB3.items() if verdict is V]
)
def test_the_same_sample_alone_shows_two_facts(name):
    """T-SEC-1: the signature fits; whether the key is the issuer's could not be found out."""
    report = check((JAVA / "ob30" / name).read_bytes(), MemoryFetcher({}))
    assert report.outcome_of(Check.PROOF) in (Outcome.PASSED, Outcome.WARNED)
    assert summary(report)["issuer"] == "issuer.unreachable"
    assert report.verdict is I
    assert report.subject.name is None


@pytest.mark.parametrize(
    "name", [name for name, (verdict, _) in OB3.items() if verdict is V]
)
def test_an_issuer_who_publishes_other_keys_did_not_sign(name):
    data = (JAVA / "ob30" / name).read_bytes()
    issuer = issuer_of(json_of(data))
    web = MemoryFetcher(
        {issuer: json.dumps({"id": issuer, "verificationMethod": []}).encode()}
    )
    report = check(data, web)
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is N


@pytest.mark.parametrize("name", CLR)
def test_a_learner_record_gives_its_outcome_when_its_issuers_confirm_their_keys(name):
    """BAR-11, CL-10: the record, and every credential in it."""
    data = (JAVA / "clr20" / name).read_bytes()
    report = check(data, confirming(data))
    verdict, reasons = CLR[name]
    assert summary(report).items() >= reasons.items()
    assert report.verdict is verdict
    if verdict is V:
        assert [str(content.verdict) for content in report.contents] == ["verified"]
        assert report.contents[0].subject.name == "Teamwork"


def hosts() -> dict[str, bytes | int]:
    """The samples' addresses: the last part of the path names the file (README of the samples)."""
    documents: dict[str, bytes | int] = {}
    for path in (JAVA / "ob20" / "assets").iterdir():
        for scheme in ("http", "https"):
            for host in ("example.org", "example.com"):
                for name in (path.name, path.stem):
                    documents[f"{scheme}://{host}/{name}"] = path.read_bytes()
    return documents


@pytest.mark.parametrize("name", OB2)
@pytest.mark.requirement("I4", "I7")
def test_an_ob2_sample_gives_its_outcome(name):
    data = (JAVA / "ob20" / name).read_bytes()
    web = hosts()
    if data.lstrip().startswith(b"{"):
        web[json.loads(data)["id"]] = data
    if name.endswith("invalid-starts-with.json"):
        # Two samples call themselves by this address; here it answers the one that is meant.
        own = "http://example.org/issuer-with-allowed-origins"
        web[own] = web[f"{own}-invalid-starts-with"]
    report = check(data, MemoryFetcher(web))
    verdict, reasons = OB2[name]
    assert summary(report).items() >= reasons.items()
    assert report.verdict is verdict


def test_every_asserted_sample_of_the_manifest_has_its_place():
    placed = {f"ob30/{n}" for n in OB3} | {f"ob20/{n}" for n in OB2}
    placed |= {f"clr20/{n}" for n in CLR}
    asserted = {entry["file"] for entry in manifest() if entry["expect"]}
    assert asserted - placed == set()
    assert {name for name in placed if not (JAVA / name).is_file()} == set()


@pytest.mark.parametrize(
    "name", [e["file"] for e in manifest() if e["expect"] == "invalid"]
)
def test_nothing_that_the_manifest_calls_invalid_is_ever_verified(name):
    if name == "ob30/simple-multiple-proofs.json":
        return  # the suite of others beside a good proof, see above
    data = (JAVA / name).read_bytes()
    web = hosts() | (
        dict(confirming(data).documents) if name.startswith("ob30/") else {}
    )
    assert check(data, MemoryFetcher(web)).verdict is not V


def test_the_rs256_sample_of_the_data_model_1_1_is_not_taken_for_its_issuers():
    """Its key stands only in its own header, which proves nothing about the issuer (T-JWT-4)."""
    token = baking.extract((JAVA / "ob30/simple-jwt_v1.png").read_bytes())[0].payload
    parts = jws.split(token)
    key = public_key_from_jwk(parts.header["jwk"])
    assert key.verify(parts.signature, parts.signing_input)
    assert check(token, MemoryFetcher({})).verdict is I


DCC = {
    # The issuer is a did:key, which is its own witness: verified with nobody asked.
    "verifiablecredentials-v2--v2OBv3SpecExample.json": (
        V,
        {"issuer": "issuer.confirmed"},
    ),
    # The term that JSON-LD would drop.
    "verifiablecredentials-eddsa-v2--safeModeBreaker.json": (
        N,
        {"proof": "proof.undefined_term"},
    ),
    # The signature fits; the subject names nobody, as the standard wants (OB30-AS1).
    "verifiablecredentials-eddsa-v2--v2EddsaWithValidStatus.json": (
        N,
        {"proof": "proof.fits", "conforms": "document.subject_unidentified"},
    ),
    "verifiablecredentials-eddsaanded25519-v2--v2DoubleSigWithValidStatus.json": (
        N,
        {"proof": "proof.fits", "conforms": "document.subject_unidentified"},
    ),
    "verifiablecredentials-v2--v2NoStatus.json": (V, {"proof": "proof.fits"}),
    "status-list--e5WK8CbZ1GjycuPombrj.json": (V, {"proof": "proof.fits"}),
    "verifiablecredentials-v1--v1NoStatus.json": (
        N,
        {"conforms": "document.not_an_object"},  # a picture by its address alone
    ),
}


@pytest.mark.parametrize("name", DCC)
def test_a_wallets_sample_gives_its_outcome(name):
    web = MemoryFetcher({})
    report = check((SAMPLES / "dcc-verifier-core" / name).read_bytes(), web)
    verdict, reasons = DCC[name]
    assert summary(report).items() >= reasons.items()
    assert report.verdict is verdict
    if verdict is V:
        assert web.asked == []


@pytest.mark.parametrize(
    "path",
    sorted(SAMPLES.rglob("*.*")) if SAMPLES.is_dir() else [],
    ids=lambda p: p.name,
)
def test_no_sample_makes_the_verifier_stumble(path):
    report = check(path.read_bytes(), MemoryFetcher({}))
    assert json.dumps(report.as_json())


def test_the_samples_baked_by_others_are_read_and_can_be_baked_again():
    """BAR-5."""
    for name in ("simple-json.png", "simple-json.svg", "simple-jwt_v1.png"):
        image = (JAVA / "ob30" / name).read_bytes()
        (found,) = baking.extract(image)
        again = baking.bake(image, found.payload, found.standard, replace=True)
        assert (
            baking.extract(again)[0].payload == found.payload.strip()
            or found.payload in again
        )
