"""The conformance bars that need nothing from outside, one test each (CHECKLISTS §12).

BAR-1 is in test_eddsa_vectors and test_data_integrity_vectors, BAR-5 and BAR-6 in
test_bars_pictures_and_status, BAR-12 in test_vcdm_suite and property/test_bitstring, and the lists
of samples of BAR-3 and BAR-4 in test_samples. The other implementations that BAR-2 and BAR-4 ask
for are in interop/test_digitalbazaar and interop/test_old_validator.
"""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from obkit import issue
from obkit.encoding import rdfc
from obkit.issue import facts
from obkit.model import ob3
from obkit.resolve import MemoryFetcher
from obkit.schemas import Form, Schema, conforms, schema_of
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests.badges import HOST, NOW, World, summary
from packages.obkit.tests.conformance import test_samples as samples
from packages.obkit.tests.conformance.test_rdfc_samples import by_pyld
from packages.obkit.tests.conformance.test_schemas import PUBLISHED, oracle

STANDARDS = Path(__file__).parents[5] / "shared/standards"

pytestmark = pytest.mark.skipif(
    not STANDARDS.is_dir(),
    reason="the standards are not beside this repository (../shared/standards)",
)

SCHEMA_URL = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


def sign(world, credential):
    return issue.sign_embedded(
        credential,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )


def full_badge(world, endorser):
    """A badge with everything that the standard lets one have."""
    level = ob3.RubricCriterionLevel(
        id="urn:uuid:d05a0867-d0ad-4b03-bdb5-28fb5d2aab7a",
        name="Mastered", level="3", points="10", description="Without help.",
    )  # fmt: skip
    description = ob3.ResultDescription(
        id="urn:uuid:a70ddc6a-4c4a-4bd8-8277-cb97c79f40c5",
        name="Facilitating", result_type="RubricCriterionLevel",
        allowed_value=("Seen", "Mastered"), required_level=level.id,
        rubric_criterion_level=(level,), value_min="1", value_max="3",
    )  # fmt: skip
    endorsement = ob3.EndorsementCredential.from_document(
        json.loads(
            sign(
                endorser,
                issue.build_endorsement(
                    facts.Endorsement(
                        id=f"{HOST}/endorsements/1", name="Endorsement",
                        endorser=endorser.award().issuer,
                        about=f"{HOST}/achievements/1/1",
                        comment="Rigorous.", valid_from=NOW - timedelta(days=3),
                    )
                ),
            )
        )
    )  # fmt: skip
    built = issue.build(
        world.award(
            valid_until=NOW + timedelta(days=365), awarded_on=NOW - timedelta(days=2),
            narrative="With *calm*.", image=f"{HOST}/b/42/badge.png",
        )
    )  # fmt: skip
    subject = built.credential_subject
    place = ob3.Address(
        address_locality="Aberdeen", address_country="Scotland",
        address_country_code="GB", postal_code="AB10",
        geo=ob3.GeoCoordinates(latitude=57.15, longitude=-2.11),
    )  # fmt: skip
    achievement = replace(
        subject.achievement,
        creator=replace(built.issuer, id=f"{HOST}/creator"),
        credits_available=3, field_of_study="Teamwork", human_code="T1",
        in_language="en-GB", specialization="Groups", version="2",
        other_identifier=(
            ob3.IdentifierEntry(identifier="T-1", identifier_type="ext:catalogue"),
        ),
        result_description=(description,), endorsement=(endorsement,),
    )  # fmt: skip
    return replace(
        built,
        context=(*built.context, ob3.OB3_EXTENSIONS),
        issuer=replace(
            built.issuer, address=place, phone="+441224000000", official="Ada Lovelace"
        ),
        credential_subject=replace(
            subject,
            achievement=achievement,
            activity_start_date=replace(built.valid_from),
            activity_end_date=replace(built.valid_from),
            credits_earned=2.5, license_number="7", role="Lead", term="Autumn",
            source=replace(built.issuer, id=f"{HOST}/source"),
            result=(
                ob3.Result(
                    result_description=description.id, achieved_level=level.id,
                    value="Mastered", status="Completed",
                    alignment=subject.achievement.alignment,
                ),
            ),
        ),
        credential_schema=(
            ob3.Linked(id=SCHEMA_URL, type=("1EdTechJsonSchemaValidator2019",)),
        ),
        terms_of_use=(),
    )  # fmt: skip


def test_bar_2_a_full_featured_badge_passes_every_judge():
    """Both published schemas, ours, an independent expansion, and our own verifier."""
    world, endorser = World(), World("state")
    data = sign(world, full_badge(world, endorser))
    document = json.loads(data)
    for (schema, form), names in PUBLISHED.items():
        if schema is Schema.ACHIEVEMENT_CREDENTIAL:
            assert conforms(document, schema, form=form) == ()
            for name in names:
                assert list(oracle(name).iter_errors(document)) == [], form
    unsigned = {k: v for k, v in document.items() if k != "proof"}

    assert rdfc.canonical_nquads(unsigned) == by_pyld(unsigned)
    world.documents.update(endorser.documents)
    report = world.verify(data)
    assert report.verdict is Verdict.VERIFIED, summary(report)
    assert summary(report)["conforms"] == "document.conforms"
    assert len(report.confirmed_endorsements) == 1
    read = ob3.AchievementCredential.from_document(document)
    assert ob3.AchievementCredential.from_document(read.to_document()) == read
    assert schema_of(SCHEMA_URL) is Schema.ACHIEVEMENT_CREDENTIAL
    assert Form.PLAIN in {form for _, form in PUBLISHED}


# The check of ours that does what a probe of the public validator does.
SAME_CHECK = {
    "ContextPropertyProbe": Check.CONFORMS,
    "TypePropertyProbe": Check.CONFORMS,
    "JsonSchemaProbe": Check.CONFORMS,
    "CredentialSubjectProbe": Check.CONFORMS,
    "IssuerProbe": Check.CONFORMS,
    "EmbeddedProofProbe": Check.PROOF,
    "ExpirationProbe": Check.VALID_UNTIL,
    "BitstringStatusListProbe": Check.STATUS,
    "RevocationListProbe": Check.STATUS,
}
# Judged otherwise here, with the reason.
OTHERWISE = {
    "ob30/simple-multiple-proofs.json": "a suite of others beside a good proof is a note",
    "ob30/complete.json": "their test cannot fetch the schema, which we know",
    "ob30/credential-status-revoked.json": "its issuer and its list are gone",
}


def test_bar_3_samples_fail_in_the_check_that_the_manifest_names():
    compared = 0
    for entry in samples.manifest():
        name, probes = entry["file"], entry["probes"]
        if entry["expect"] != "invalid" or not name.startswith("ob30/"):
            continue
        wanted = {SAME_CHECK[probe] for probe in probes if probe in SAME_CHECK}
        if not wanted or name in OTHERWISE:
            continue
        data = (samples.JAVA / name).read_bytes()
        web = MemoryFetcher({}) if "proof-method" in name else samples.confirming(data)
        report = samples.check(data, web)
        assert report.verdict is not Verdict.VERIFIED, name
        bad = {
            result.check
            for result in report.results
            if result.outcome in (Outcome.FAILED, Outcome.INCONCLUSIVE)
        }
        assert wanted <= bad, name
        compared += 1
    assert compared >= 11


def test_bar_4_samples_of_2_0_give_the_manifests_outcome():
    wanted = {"valid": Verdict.VERIFIED, "valid-with-warnings": Verdict.VERIFIED}
    compared = 0
    for entry in samples.manifest():
        name = entry["file"].removeprefix("ob20/")
        if name == entry["file"] or name.endswith(".jwt") or name not in samples.OB2:
            continue
        expected = wanted.get(entry["expect"])
        verdict, reasons = samples.OB2[name]
        if expected and set(reasons.values()) <= {"document.conforms"} and reasons:
            continue  # a badge class or profile alone awards nothing
        if expected is Verdict.VERIFIED and "rdf-validation" in name:
            continue  # made for another check; they lack what the standard requires
        assert (verdict is Verdict.VERIFIED) == (expected is not None), name
        samples.test_an_ob2_sample_gives_its_outcome(name)
        compared += 1
    assert compared >= 10


def test_bar_11_a_record_holds_with_all_that_is_in_it_and_one_byte_spoils_it():
    world, other = World(), World("state")
    own = json.loads(sign(world, full_badge(world, other)))
    theirs = json.loads(other.credential(other.award(id=f"{HOST}/b/43")))
    record = issue.build_record(
        facts.Record(
            id=f"{HOST}/records/1", name="Transcript", issuer=world.award().issuer,
            recipient=world.award().recipient, credentials=(own, theirs),
            valid_from=NOW - timedelta(days=1), is_partial=True,
            associations=(
                facts.Association(
                    type="isPeerOf", source=f"{HOST}/achievements/1/1",
                    target=f"{HOST}/achievements/1/1",
                ),
            ),
        )
    )  # fmt: skip
    data = sign(world, record)
    name = PUBLISHED[Schema.CLR_CREDENTIAL, Form.COMPACTED][0]
    assert list(oracle(name).iter_errors(json.loads(data))) == []
    assert conforms(json.loads(data), Schema.CLR_CREDENTIAL) == ()
    world.documents.update(other.documents)
    report = world.verify(data)
    assert report.verdict is Verdict.VERIFIED, summary(report)
    assert summary(report)["contents"] == "contents.verified"
    at = data.index(b"Led *three* workshops.")
    for spoilt in (
        data[:at] + b"Led *seven" + data[at + 10 :],
        data.replace(b'"isPeerOf"', b'"precedes"'),
    ):
        assert spoilt != data
        assert summary(world.verify(spoilt))["proof"] == "proof.altered"
