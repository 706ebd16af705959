"""The official samples beside their own verifier: its outcome, and the same failing check.

Where we find something else there is a reason, and it is written down here. What we say in full is in
`test_samples`; the one thing that their verifier never asks is whose key it is (ADR 6).
"""

import json

import pytest
from obkit.resolve import MemoryFetcher
from obkit.resolve.did_web import document_url
from obkit.verify import Check, Outcome, Policy, Report, Verdict, verify

from packages.obkit.tests.badges import summary
from packages.obkit.tests.conformance.test_samples import (
    JAVA,
    NOW,
    check,
    confirming,
    hosts,
    issuer_of,
    manifest,
    profile_of,
)

pytestmark = pytest.mark.skipif(
    not JAVA.is_dir(),
    reason="the official samples are not beside this checkout (../shared/standards)",
)

# Which check of ours does the work of their probe.
PROBES = {
    "BitstringStatusListProbe": Check.STATUS,
    "ContextPropertyProbe": Check.CONFORMS,
    "CredentialParseProbe": Check.PROOF,  # what it does not parse was never signed so
    "CredentialSubjectProbe": Check.CONFORMS,
    "ExpirationProbe": Check.VALID_UNTIL,
    "IssuerProbe": Check.CONFORMS,
    "JsonSchemaProbe": Check.CONFORMS,
    "RevocationListProbe": Check.STATUS,
    "TypePropertyProbe": Check.CONFORMS,
}

_UNKNOWN_KEY = "no way to the key leaves the signature unknown, not wrong (ADR 7)"
_NO_AWARD = "it conforms, and there is nothing in it to be proven: it awards nothing"
_NO_IMAGE = "a BadgeClass has an image (OB20-B1); their test looks at types alone"
_NO_KIND = "what is no badge is neither a good nor a bad one (ADR 7)"

# file: what we find where the manifest says something else, our reason for it, and why
OTHERWISE: dict[str, tuple[str, str, str]] = {
    "ob30/complete.json": (
        "unknown",
        "status.unreachable",
        "they could not fetch its schemas, which are the standard's own and kept here",
    ),
    "ob30/simple-multiple-proofs.json": (
        "valid",
        "proof.one_not_checked",
        "a suite of others beside a good proof is a note (security.md §8.1)",
    ),
    "ob30/simple-err-proof-method.json": ("unknown", "key.unsupported", _UNKNOWN_KEY),
    "ob30/simple-err-proof-method-unknown-did-method.json": (
        "unknown",
        "method.unsupported",
        _UNKNOWN_KEY,
    ),
    "ob30/simple-err-proof-method-unknown-scheme.json": (
        "unknown",
        "method.unsupported",
        _UNKNOWN_KEY,
    ),
    "ob20/rdf-validation/invalid-class.json": (
        "unknown",
        "input.unknown_kind",
        _NO_KIND,
    ),
    "ob20/rdf-validation/invalid-empty-type.json": (
        "unknown",
        "input.unknown_kind",
        _NO_KIND,
    ),
    **{
        f"ob20/rdf-validation/valid-badge-class{name}.json": (
            "invalid",
            "document.member_missing",
            _NO_IMAGE,
        )
        for name in ("", "-empty-criteria-type")
    },
    **{
        f"ob20/{name}.json": ("unknown", "proof.not_an_award", _NO_AWARD)
        for name in (
            "issuer-compact-iri-validation",
            "assets/badge-with-data-image",
            "assets/badgeclass-with-complex-image",
            "assets/badgeclass1",
            "rdf-validation/valid-issuer-extension",
        )
    },
}


def web_of(name: str, data: bytes) -> MemoryFetcher:
    """The web in which their verifier looked at the sample, as far as we know it."""
    if name.startswith("ob20/"):
        web = hosts()
        if data.lstrip().startswith(b"{"):
            web[json.loads(data).get("id", "")] = data
        if name.endswith("invalid-starts-with.json"):
            own = "http://example.org/issuer-with-allowed-origins"
            web[own] = web[f"{own}-invalid-starts-with"]
        return MemoryFetcher(web)
    if "jwt" in name:
        return MemoryFetcher({})
    web = confirming(data).documents
    if name == "ob30/credential-status-revoked.json":
        # The issuer's documents are gone; so they were.
        document = json.loads(data)
        method = document["proof"]["verificationMethod"]
        issuer = profile_of(issuer_of(document), [method])
        web[document_url(issuer["id"])] = json.dumps(issuer).encode()
        entry = {"id": document["id"], "revoked": True}
        revoked = {"issuer": issuer["id"], "revokedCredential": [entry]}
        web[document["credentialStatus"]["id"]] = json.dumps(revoked).encode()
    return MemoryFetcher(web)


def as_they_look(name: str, report: Report) -> tuple[str, set[Check]]:
    """The outcome and the checks that failed, without what their verifier does not ask.

    It takes any key that fits for the issuer's in 3.0, and never asks whose it is (ADR 6).
    """
    unasked = Check.ISSUER if not name.startswith("ob20/") else None
    outcomes = {
        result.check: result.outcome
        for result in report.results
        if result.check is not unasked
        and str(unasked) not in result.facts.get("needs", ())
    }
    failed = {check for check, o in outcomes.items() if o is Outcome.FAILED}
    if failed:
        return "invalid", failed
    is_open = Outcome.INCONCLUSIVE in outcomes.values()
    return ("unknown" if is_open else "valid"), failed


@pytest.mark.parametrize(
    "entry", [e for e in manifest() if e["expect"]], ids=lambda e: e["file"]
)
@pytest.mark.requirement("I7")
def test_every_sample_gives_the_outcome_of_the_manifest_and_the_same_failing_check(
    entry,
):
    """BAR-3, BAR-4: as their verifier looks at it, or with a reason why not."""
    name = entry["file"]
    data = (JAVA / name).read_bytes()
    report = check(data, web_of(name, data))
    outcome, failed = as_they_look(name, report)
    if name in OTHERWISE:
        expected, reason, why = OTHERWISE[name]
        assert (outcome, reason in summary(report).values()) == (expected, True), why
        assert not entry["expect"].startswith(expected), "no deviation any more"
        return
    assert entry["expect"].removesuffix("-with-warnings") == outcome, summary(report)
    assert {PROBES[probe] for probe in entry["probes"]} <= failed


def test_what_their_verifier_does_not_ask_is_asked_here():
    """T-SEC-1: a key of anybody, and an issuer whom nobody can ask. There is no policy for that."""
    data = (JAVA / "ob30/simple-did-key-method.json").read_bytes()
    for policy in (Policy(), Policy(proof_only=True)):
        report = verify(data, policy=policy, fetcher=MemoryFetcher({}), now=NOW)
        assert report.outcome_of(Check.PROOF) is Outcome.PASSED
        assert summary(report)["issuer"] == "issuer.key_not_issuers"
        assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_an_endorsement_sample_of_2_0_is_verified_on_its_host(number):
    data = (JAVA / f"ob20/assets/endorsement-{number}.json").read_bytes()
    web = hosts()
    web[json.loads(data)["id"]] = data
    report = check(data, MemoryFetcher(web))
    assert (report.kind, report.verdict) == ("ob2.endorsement", Verdict.VERIFIED), (
        summary(report)
    )
    assert report.subject.comment == "Pretty good"
