"""Rules of the models that no published sample breaks, each broken once."""

import json
from dataclasses import replace

import pytest
from obkit import issue
from obkit.errors import MalformedDocument
from obkit.issue import facts
from obkit.model import clr, convert, ob2, ob3, vcdm
from obkit.schemas import Schema, conforms
from obkit.verify import Check, Outcome, Verdict, verify

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary

LEVEL = {"id": "urn:x:level", "type": ["RubricCriterionLevel"], "name": "Mastered"}
DESCRIPTION = {
    "id": "urn:x:description",
    "type": ["ResultDescription"],
    "name": "Rubric",
    "resultType": "RubricCriterionLevel",
    "rubricCriterionLevel": [LEVEL],
}


@pytest.fixture
def world():
    return World()


def with_results(world, result, description=DESCRIPTION):
    document = json.loads(world.credential())
    subject = document["credentialSubject"]
    subject["achievement"]["resultDescription"] = [description]
    subject["result"] = [{"type": ["Result"], **result}]
    return document


def broken(model, document):
    with pytest.raises(MalformedDocument) as caught:
        model.from_document(document)
    return caught.value.facts["path"], caught.value.reason


def test_a_result_reaches_a_level_that_is_described(world):
    """OB30-O1."""
    good = {"resultDescription": "urn:x:description", "achievedLevel": "urn:x:level"}
    ob3.AchievementCredential.from_document(with_results(world, good))
    bad = with_results(world, {**good, "achievedLevel": "urn:x:other"})
    assert broken(ob3.AchievementCredential, bad) == (
        "$.credentialSubject.result[0].achievedLevel",
        "document.result_level_unknown",
    )


def test_the_level_that_is_required_is_described(world):
    """OB30-O2."""
    wrong = {**DESCRIPTION, "requiredLevel": "urn:x:other"}
    document = with_results(world, {"resultDescription": "urn:x:description"}, wrong)
    path, reason = broken(ob3.AchievementCredential, document)
    assert path.endswith("resultDescription[0].requiredLevel")
    assert reason == "document.result_level_unknown"


def test_a_result_with_a_status_says_which(world):
    """OB30-O1."""
    description = {**DESCRIPTION, "resultType": "Status"}
    result = {"resultDescription": "urn:x:description"}
    document = with_results(world, result, description)
    assert broken(ob3.AchievementCredential, document)[1] == (
        "document.result_status_missing"
    )
    document["credentialSubject"]["result"][0]["status"] = "Completed"
    ob3.AchievementCredential.from_document(document)


def record(world):
    return issue.build_record(
        facts.Record(
            id=f"{HOST}/records/1", name="Transcript", issuer=world.award().issuer,
            recipient=facts.Recipient(email=EMAIL, salt="s4lt"), valid_from=NOW,
            credentials=(json.loads(world.credential()),),
        )
    ).to_document()  # fmt: skip


def test_a_record_is_somebodys(world):
    """CL-4."""
    document = record(world)
    del document["credentialSubject"]["identifier"]
    assert broken(clr.ClrCredential, document) == (
        "$.credentialSubject",
        "document.subject_unidentified",
    )


def test_what_is_in_a_record_is_a_credential(world):
    """CL-4."""
    document = record(world)
    del document["credentialSubject"]["verifiableCredential"][0]["issuer"]
    assert broken(clr.ClrCredential, document) == (
        "$.credentialSubject.verifiableCredential[0].issuer",
        "document.member_missing",
    )


def test_associations_are_of_the_closed_list(world):
    """CL-6."""
    document = record(world)
    document["credentialSubject"]["association"] = [
        {"type": "Association", "associationType": "ext:mine",
         "sourceId": "urn:x:1", "targetId": "urn:x:2"}
    ]  # fmt: skip
    assert broken(clr.ClrCredential, document)[1] == "document.unknown_term"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (7, "document.not_a_string"),
        ({"@value": 7}, "document.not_a_string"),
        ({"@value": "a", "more": "b"}, "document.unknown_member"),
    ],
)
def test_names_of_credentials_are_texts_with_a_language(name, reason):
    """VC-8."""
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": "did:web:college.example",
        "credentialSubject": {"id": "urn:x:1"},
        "name": name,
    }
    assert broken(vcdm.Credential, document)[1] == reason


def test_converting_keeps_criteria_by_address_and_captions(world):
    badge = issue.ob2_badge_class(
        world.award().achievement, issuer=world.award().issuer
    )
    badge = replace(
        badge,
        criteria=f"{HOST}/criteria",
        image=ob2.Image(id=f"{HOST}/a.png", caption="A star"),
    )
    found = convert.achievement(badge, id="urn:x:1")
    assert found.criteria.id == f"{HOST}/criteria"
    assert found.image.caption == "A star"


def test_a_document_with_very_many_faults_is_not_listed_to_the_end(world):
    document = json.loads(world.credential())
    wrong = [{"type": "Evidence", "name": 7}] * 5_000
    document["evidence"] = wrong
    assert 50 <= len(conforms(document, Schema.ACHIEVEMENT_CREDENTIAL)) <= 60
    deep = {"id": "urn:x:1", "type": "Profile"}
    for _ in range(60):
        deep = {"id": "urn:x:1", "type": "Profile", "parentOrg": deep}
    reasons = {problem.reason for problem in conforms(deep, Schema.PROFILE)}
    assert reasons == {"document.too_deep"}


def test_a_credential_breaks_the_schema_that_it_names(world):
    """OB30-X4: what the models let pass, the schema may not."""
    schema = ob3.Linked(
        id="https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
        type=("1EdTechJsonSchemaValidator2019",),
    )
    status = ob3.Status(id="urn:x:status", type=("A", "B"))  # the schema wants one type
    built = replace(
        issue.build(world.award()),
        context=(ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT, ob3.OB3_EXTENSIONS),
        credential_schema=(schema,),
    )
    data = issue.sign_embedded(
        built,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
    )
    assert world.verify(data).verdict is Verdict.VERIFIED
    document = changed(data, credentialStatus=status.to_document())
    report = world.verify(document)
    result = report.result(Check.CONFORMS)
    assert (result.outcome, result.reason) == (
        Outcome.FAILED,
        "document.against_its_schema",
    )
    assert result.facts["path"] == "$.credentialStatus.type"


def test_a_schema_of_others_is_named_and_not_run(world):
    schema = ob3.Linked(
        id=f"{HOST}/schema.json", type=("1EdTechJsonSchemaValidator2019",)
    )
    built = replace(
        issue.build(world.award()),
        context=(ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT, ob3.OB3_EXTENSIONS),
        credential_schema=(schema,),
    )
    data = issue.sign_embedded(
        built,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
    )
    web = world.fetcher
    report = verify(data, fetcher=web, now=NOW)
    assert summary(report)["conforms"] == "document.foreign_schema"
    assert report.verdict is Verdict.VERIFIED
    assert web.asked
    assert f"{HOST}/schema.json" not in web.asked


def test_a_claim_where_the_credential_should_be_is_left_open(world):
    report = world.verify(changed(world.credential(), vc="a text"))
    assert summary(report)["conforms"] == "document.data_model_1_1"
    assert report.verdict is not Verdict.VERIFIED


@pytest.mark.parametrize("day", ["1815-02-30", "1815-W50-7", "18151210", "10.12.1815"])
def test_a_day_is_one_of_the_calendar_and_is_written_with_hyphens(day):
    person = {"id": "urn:x:ada", "type": ["Profile"], "dateOfBirth": "1815-12-10"}
    assert ob3.Profile.from_document(person).date_of_birth == "1815-12-10"
    assert broken(ob3.Profile, person | {"dateOfBirth": day}) == (
        "$.dateOfBirth",
        "document.not_a_date",
    )


def test_a_schema_refuses_days_that_no_calendar_has(world):
    document = json.loads(world.credential())
    document["validFrom"] = "2026-02-30T12:00:00Z"
    found = conforms(document, Schema.ACHIEVEMENT_CREDENTIAL)
    assert [problem.path for problem in found] == ["$.validFrom"]
