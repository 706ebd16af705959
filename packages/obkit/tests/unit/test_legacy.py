"""Badges from before 2.0 are read as the validators of 2.0 read them (OB20-L1)."""

import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from obkit.encoding import jws
from obkit.keys import KeyKind, LocalSigner
from obkit.model import legacy, ob2
from obkit.model.legacy import Edition, Part
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome, Policy, Verdict, verify, verify_url

from packages.obkit.tests.badges import summary
from packages.obkit.tests.pictures import chunk, png

NOW = datetime(2026, 11, 21, tzinfo=UTC)
SAMPLES = Path(__file__).parents[5] / "shared/standards/samples/validator-core"
SITE = "https://old.example"

ASSERTION = {
    "uid": "123abc",
    "recipient": {
        "type": "email",
        "hashed": True,
        "salt": "deadsea",
        "identity": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942",
    },
    "badge": f"{SITE}/badge",
    "issuedOn": "2015-04-30",
    "expires": 1893456000,
    "verify": {"type": "hosted", "url": f"{SITE}/assertion"},
    "snood": "a very fun video game",
}
BADGE = {
    "name": "Basic Badge",
    "description": "Basic as it gets.",
    "image": f"{SITE}/image.png",
    "criteria": f"{SITE}/criteria",
    "issuer": f"{SITE}/issuer",
    "alignment": [{"name": "Basics", "url": "https://skills.example/1"}],
}
ISSUER = {"name": "Basic Issuer", "url": SITE}

V1 = "https://w3id.org/openbadges/v1"
ASSERTION_1_1 = {
    **ASSERTION, "@context": V1, "type": "Assertion", "id": f"{SITE}/assertion"
}  # fmt: skip
BADGE_1_1 = {**BADGE, "@context": V1, "type": "BadgeClass", "id": f"{SITE}/badge"}
ISSUER_1_1 = {**ISSUER, "@context": V1, "type": "IssuerOrg", "id": f"{SITE}/issuer"}

WHOLE = {  # 0.5
    "recipient": "sha256$ecf5409f3f4b91ab60cc5ef4c02aef7032354375e70cf4d8e43f6a1d29891942",
    "salt": "deadsea",
    "issued_on": "2011-09-30",
    "badge": {
        "version": "0.5.0",
        "name": "Basic McBadge",
        "image": f"{SITE}/image.png",
        "description": "A basic badge.",
        "criteria": f"{SITE}/criteria",
        "issuer": {"origin": SITE, "name": "Basic Issuer", "contact": "a@old.example"},
    },
}


def web(assertion, badge=BADGE, issuer=ISSUER):
    documents = {"assertion": assertion, "badge": badge, "issuer": issuer}
    return MemoryFetcher(
        {f"{SITE}/{name}": json.dumps(d).encode() for name, d in documents.items()}
    )


def check(document, fetcher, **policy):
    data = json.dumps(document).encode()
    return verify(data, policy=Policy(**policy), fetcher=fetcher, now=NOW)


@pytest.mark.parametrize(
    ("assertion", "badge", "issuer"),
    [(ASSERTION, BADGE, ISSUER), (ASSERTION_1_1, BADGE_1_1, ISSUER_1_1)],
    ids=["1.0", "1.1"],
)
def test_a_hosted_badge_of_1_x_is_verified(assertion, badge, issuer):
    fetcher = web(assertion, badge, issuer)
    report = check(assertion, fetcher, recipient="nobody@example.org")
    assert report.verdict is Verdict.VERIFIED
    assert summary(report)["proof"] == "hosted.older_edition"
    assert summary(report)["recipient"] == "recipient.matches"
    assert report.subject.name == "Basic Badge"
    assert report.subject.issued_on == "2015-04-30T00:00:00Z"
    assert report.subject.expires == "2030-01-01T00:00:00Z"
    assert report.subject.alignments == (("Basics", "https://skills.example/1"),)
    assert report.document["snood"] == "a very fun video game"


def test_a_badge_of_0_5_is_verified_at_its_address():
    report = verify_url(f"{SITE}/assertion", fetcher=web(WHOLE), now=NOW)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.id == f"{SITE}/assertion"


def test_a_badge_of_0_5_in_a_picture_is_verified():
    """Pictures of its time name the address (OB20-BK4)."""
    address = f"openbadges\0{SITE}/assertion".encode()
    picture = png(before=chunk(b"tEXt", address))
    report = verify(
        picture,
        policy=Policy(recipient="nobody@example.org"),
        fetcher=web(WHOLE),
        now=NOW,
    )
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.name == "Basic McBadge"
    assert report.subject.issuer_name == "Basic Issuer"
    assert summary(report)["recipient"] == "recipient.matches"


def test_a_badge_of_0_5_alone_says_not_where_it_lives():
    report = check(WHOLE, web(WHOLE))
    assert summary(report)["conforms"] == "document.conforms"
    assert summary(report)["proof"] == "hosted.no_address"
    assert report.verdict is Verdict.INCONCLUSIVE


OLD_HASHES = {
    "sha1": "sha1$" + hashlib.sha1(b"nobody@example.orgdeadsea").hexdigest(),
    "md5": "md5$" + hashlib.md5(b"nobody@example.orgdeadsea").hexdigest().upper(),
}


@pytest.mark.parametrize("algorithm", OLD_HASHES)
@pytest.mark.parametrize("assertion", [ASSERTION, ASSERTION_1_1, WHOLE])
def test_a_recipient_in_an_old_hash_is_read_and_the_reader_told(assertion, algorithm):
    """The schemas of 0.5 and 1.1 allow SHA-1; a badge may not be unreadable for its age."""
    identity = OLD_HASHES[algorithm]
    recipient = {"type": "email", "hashed": True, "salt": "deadsea"}
    old = {
        **assertion,
        "recipient": identity
        if assertion is WHOLE
        else recipient | {"identity": identity},
    }
    whose = Policy(recipient="nobody@example.org")
    site = f"{SITE}/assertion"
    report = verify_url(site, policy=whose, fetcher=web(old), now=NOW)
    assert report.verdict is Verdict.VERIFIED
    result = report.result(Check.RECIPIENT)
    assert (result.outcome, result.reason) == (Outcome.WARNED, "recipient.weak_hash")
    assert result.facts["algorithm"] == algorithm
    another = Policy(recipient="somebody@example.org")
    report = verify_url(site, policy=another, fetcher=web(old), now=NOW)
    assert summary(report)["recipient"] == "recipient.another"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_signed_badge_of_1_x_may_have_an_old_hash_too():
    signer = LocalSigner.generate(KeyKind.RSA)
    key = {
        "@context": ob2.CONTEXT,
        "id": f"{SITE}/key",
        "type": "CryptographicKey",
        "owner": f"{SITE}/issuer",
        "publicKeyPem": signer.public_key.to_pem().decode(),
    }
    fetcher = web(ASSERTION, issuer={**ISSUER, "publicKey": key["id"]})
    fetcher.documents[key["id"]] = json.dumps(key).encode()
    old = {
        **ASSERTION_1_1,
        "recipient": ASSERTION["recipient"] | {"identity": OLD_HASHES["sha1"]},
        "verify": {"type": "signed", "url": key["id"]},
    }
    token = jws.assemble({"alg": "RS256"}, json.dumps(old).encode(), signer.sign)
    whose = Policy(recipient="nobody@example.org")
    report = verify(token.encode(), policy=whose, fetcher=fetcher, now=NOW)
    assert summary(report)["recipient"] == "recipient.weak_hash"
    assert report.verdict is Verdict.VERIFIED


def test_2_0_itself_knows_no_sha_1():
    """OB20-I3."""
    document = legacy.upgrade(ASSERTION, address=f"{SITE}/assertion")
    document["recipient"] = ASSERTION["recipient"] | {"identity": OLD_HASHES["sha1"]}
    report = check(document, web(document))
    assert summary(report)["conforms"] == "document.not_an_identity_hash"


def test_an_older_badge_elsewhere_than_its_issuer_is_out_of_scope():
    other = {**BADGE, "issuer": "https://famous.example/issuer"}
    fetcher = web(ASSERTION, other)
    fetcher.documents["https://famous.example/issuer"] = json.dumps(ISSUER).encode()
    report = check(ASSERTION, fetcher)
    assert summary(report)["issuer"] == "issuer.out_of_scope"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_an_altered_copy_of_an_older_badge_is_found_out():
    altered = {**ASSERTION, "issuedOn": "2014-04-30"}
    report = check(altered, web(ASSERTION))
    assert summary(report)["proof"] == "hosted.copy_altered"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2015-04-30", "2015-04-30T00:00:00Z"),
        ("2015-04-30T12:00:00", "2015-04-30T12:00:00Z"),
        ("2015-04-30T12:00:00+02:00", "2015-04-30T12:00:00+02:00"),
        (1430352000, "2015-04-30T00:00:00Z"),
        ("1430352000", "2015-04-30T00:00:00Z"),
        ("yesterday", "yesterday"),
        (-1, -1),
        (10**12, 10**12),
        (True, True),
        ("9" * 40, "9" * 40),
        ({}, {}),
    ],
)
def test_times_of_1_x_get_a_zone_and_nonsense_stays_for_the_model_to_refuse(
    given, expected
):
    assert legacy.upgrade({**ASSERTION, "issuedOn": given})["issuedOn"] == expected


def test_a_signed_badge_of_1_x_names_its_key():
    signed = {**ASSERTION, "verify": {"type": "signed", "url": f"{SITE}/key"}}
    found = ob2.Assertion.from_document(legacy.upgrade(signed))
    assert found.verification.is_signed
    assert found.verification.creator == f"{SITE}/key"
    assert found.id == "_:123abc"


def test_documents_of_2_0_and_of_others_are_left_alone():
    for document in (
        {"@context": ob2.CONTEXT, "type": "Assertion", "id": f"{SITE}/1"},
        {"type": "Assertion"},
        {"badge": 7},
        {"badge": {}, "recipient": {}},
        {"name": "anything"},
    ):
        assert legacy.edition_of(document) is None
        assert legacy.upgrade(document) == document


def test_the_editions_are_told_apart():
    assert legacy.edition_of(WHOLE) is Edition.V0_5
    assert legacy.edition_of(ASSERTION) is Edition.V1_0
    assert legacy.edition_of(ASSERTION_1_1) is Edition.V1_1


@pytest.mark.skipif(
    not SAMPLES.is_dir(),
    reason="the published samples are not beside this repository (../shared/standards)",
)
@pytest.mark.parametrize(
    ("name", "part", "model"),
    [
        ("1_0_basic_assertion", Part.ASSERTION, ob2.Assertion),
        ("1_0_basic_assertion_with_extra_properties", Part.ASSERTION, ob2.Assertion),
        ("1_0_basic_badgeclass", Part.BADGE_CLASS, ob2.BadgeClass),
        ("1_0_basic_issuer", Part.ISSUER, ob2.OlderProfile),
        ("2_0_basic_assertion", Part.ASSERTION, ob2.Assertion),
        ("2_0_basic_badgeclass", Part.BADGE_CLASS, ob2.BadgeClass),
        ("2_0_basic_issuer", Part.ISSUER, ob2.Profile),
    ],
)
def test_the_older_samples_are_read(name, part, model):
    document = json.loads((SAMPLES / f"{name}.json").read_text())
    upgraded = legacy.upgrade(document, part, address="http://a.com/it")
    found = model.from_document(upgraded)
    kept = {k: v for k, v in document.items() if k not in upgraded}
    assert set(kept) <= {"verify"}
    assert model.from_document(found.to_document()) == found


def test_the_sample_of_0_5_lacks_only_its_time():
    if not SAMPLES.is_dir():
        pytest.skip("the published samples are not beside this repository")
    document = json.loads((SAMPLES / "0_5_assertion.json").read_text())
    upgraded = legacy.upgrade(document, address="http://oldstyle.com/1")
    problems = ob2.WholeAssertion.problems_of(upgraded)
    assert [problem.path for problem in problems] == ["$.issuedOn"]


def test_what_an_older_badge_leaves_out_or_has_wrong_is_left_for_the_model_to_refuse():
    unproven = legacy.upgrade({**ASSERTION_1_1, "verify": "hosted"})
    assert "verification" not in unproven
    keyed = {**ASSERTION, "uid": 7, "verify": {"type": "signed", "url": f"{SITE}/key"}}
    assert "id" not in legacy.upgrade(keyed)
    undated = {name: value for name, value in WHOLE.items() if name != "issued_on"}
    assert "issuedOn" not in legacy.upgrade(undated)
    strange = {**BADGE_1_1, "alignment": ["Basics"]}
    assert legacy.upgrade(strange, Part.BADGE_CLASS)["alignment"] == ["Basics"]


def test_a_badge_of_0_5_needs_the_badge_and_its_issuer_inside():
    whole = legacy.upgrade(WHOLE)
    assert "id" not in whole["badge"]  # nobody knows where it was found
    badge = {**WHOLE["badge"], "issuer": SITE}
    fetcher = web({**WHOLE, "badge": badge})
    report = verify_url(f"{SITE}/assertion", fetcher=fetcher, now=NOW)
    assert report.verdict is not Verdict.VERIFIED
    assert legacy.upgrade({**WHOLE, "badge": badge})["badge"]["issuer"] == SITE
