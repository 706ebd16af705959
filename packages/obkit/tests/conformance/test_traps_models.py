"""The traps of the checklists that lie in documents and pictures, one test each (CHECKLISTS §9)."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from obkit import baking, issue
from obkit.baking import Standard
from obkit.encoding import rdfc
from obkit.errors import MalformedDocument, ObkitError, Refused
from obkit.issue import facts
from obkit.keys import KeyKind, LocalSigner
from obkit.model import clr, legacy, ob2, ob3
from obkit.proofs import eddsa_rdfc_2022
from obkit.resolve import MemoryFetcher
from obkit.schemas import Form, Schema, conforms
from obkit.verify import Verdict, verify
from obkit.vocabulary import contexts

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary
from packages.obkit.tests.pictures import SVG, png, png_chunks

SAMPLES = Path(__file__).parents[5] / "shared/standards/samples"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"

needs_samples = pytest.mark.skipif(
    not SAMPLES.is_dir(),
    reason="the official samples are not beside this checkout (../shared/standards)",
)


@pytest.fixture
def world():
    return World()


def sign(world, credential):
    return issue.sign_embedded(
        credential,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )


def resigned(world, document):
    """The document signed as it is, without a check of ours on it."""
    document = {k: v for k, v in document.items() if k != "proof"}
    signed = eddsa_rdfc_2022.sign(
        document,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )
    return json.dumps(signed).encode()


# --- JSON-LD and contexts


def test_t_ld_1_terms_that_would_vanish_are_refused(world):
    document = json.loads(world.credential())
    document["grade"] = "A+"
    report = world.verify(json.dumps(document).encode())
    assert summary(report)["proof"] == "proof.undefined_term"
    assert report.verdict is Verdict.NOT_VERIFIED
    built = replace(issue.build(world.award()), extra={"grade": "A+"})
    with pytest.raises(ObkitError) as caught:
        sign(world, built)
    assert caught.value.reason == "proof.undefined_term"


@needs_samples
def test_t_ld_1_the_published_breaker_is_refused():
    name = "verifiablecredentials-eddsa-v2--safeModeBreaker.json"
    data = (SAMPLES / "dcc-verifier-core" / name).read_bytes()
    report = verify(data, fetcher=MemoryFetcher({}), now=NOW)
    assert summary(report)["proof"] == "proof.undefined_term"


def test_t_ld_2_endorsement_tokens_are_defined_and_signed(world):
    assert "endorsementJwt" in contexts.document(ob3.OB3_CONTEXT)["@context"]
    built = replace(issue.build(world.award()), endorsement_jwt=("e30.e30.c2ln",))
    data = sign(world, built)
    assert world.verify(data).verdict is Verdict.VERIFIED
    assert (
        summary(world.verify(changed(data, endorsementJwt=["e30.e30.c2lo"])))["proof"]
        == "proof.altered"
    )


def test_t_ld_3_types_of_1edtech_need_their_context(world):
    service = ob3.Linked(id=f"{HOST}/refresh/1", type=("1EdTechCredentialRefresh",))
    built = replace(issue.build(world.award()), refresh_service=service)
    with pytest.raises(ObkitError) as caught:
        sign(world, built)
    assert caught.value.reason == "proof.undefined_term"
    sign(world, replace(built, context=(*built.context, ob3.OB3_EXTENSIONS)))


def test_t_ld_4_the_order_of_contexts_is_checked(world):
    document = json.loads(world.credential())
    document["@context"] = [ob3.CREDENTIALS_V2, ob3.OB3_EXTENSIONS, ob3.OB3_CONTEXT]
    report = world.verify(resigned(world, document))
    assert summary(report)["conforms"] == "document.context_order"
    assert summary(report)["proof"] == "proof.fits"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_t_ld_5_no_context_is_ever_fetched(world):
    signer = LocalSigner.generate(KeyKind.ED25519)
    did = f"did:key:{signer.public_key.to_multikey()}"
    award = world.award(issuer=replace(world.award().issuer, id=did), status=None)
    data = issue.sign_embedded(
        issue.build(award),
        signer=signer,
        verification_method=f"{did}#{did.removeprefix('did:key:')}",
        created=NOW,
    )
    web = MemoryFetcher({})
    assert verify(data, fetcher=web, now=NOW).verdict is Verdict.VERIFIED
    assert web.asked == []
    other = changed(data, **{"@context": [ob3.CREDENTIALS_V2, f"{HOST}/context.json"]})
    assert verify(other, fetcher=web, now=NOW).verdict is not Verdict.VERIFIED
    assert web.asked == []


def of_data_model_1(world, edition):
    """A badge as they were before credentials/v2: other contexts, other names for the times."""
    document = json.loads(world.credential(world.award(status=None)))
    suite = "https://w3id.org/security/data-integrity/v2"
    document["@context"] = [ob3.CREDENTIALS_V1, f"{OB3}{edition}", suite]
    document["issuanceDate"] = document.pop("validFrom")
    return document


def test_t_ld_6_a_document_is_read_with_the_edition_it_names(world):
    data = resigned(world, of_data_model_1(world, "context-3.0.1.json"))
    assert world.verify(data).verdict is Verdict.VERIFIED
    document = json.loads(data)
    document["@context"][1] = ob3.OB3_CONTEXT
    upgraded = world.verify(json.dumps(document).encode())
    assert summary(upgraded)["proof"] == "proof.altered"


def test_the_times_of_the_data_model_1_1_count(world):
    document = of_data_model_1(world, "context-3.0.2.json")
    document["issuanceDate"] = "2025-01-01T00:00:00Z"
    document["expirationDate"] = "2026-01-01T00:00:00Z"
    report = world.verify(resigned(world, document))
    assert summary(report)["valid_until"] == "validity.expired"
    assert report.subject.expires == "2026-01-01T00:00:00Z"
    document["issuanceDate"] = "2027-01-01T00:00:00Z"
    document["expirationDate"] = "2028-01-01T00:00:00Z"
    report = world.verify(resigned(world, document))
    assert summary(report)["valid_from"] == "validity.not_yet"


def with_values(context, values):
    return {
        "@context": [ob3.CREDENTIALS_V1, context],
        "id": "urn:x:1",
        "type": ["ResultDescription"],
        "allowedValue": values,
    }


def test_t_ld_7_the_order_of_allowed_values_is_signed_since_3_0_2():
    for edition, matters in (("3.0.1", False), ("3.0.2", True), ("3.0.3", True)):
        url = f"{OB3}context-{edition}.json"
        one = rdfc.canonical_nquads(with_values(url, ["A", "B"]))
        other = rdfc.canonical_nquads(with_values(url, ["B", "A"]))
        assert (one != other) is matters, edition


def test_t_ld_8_evidence_in_a_data_uri_is_signed_whole(world):
    page = facts.Evidence(url="data:text/plain;base64," + "QUJD" * 5_000)
    data = sign(world, issue.build(world.award(evidence=(page,))))
    assert world.verify(data).verdict is Verdict.VERIFIED
    altered = data.replace(b"QUJDQUJDQUJD", b"QUJEQUJDQUJD", 1)
    assert summary(world.verify(altered))["proof"] == "proof.altered"


# --- schemas and data


def test_t_dm_1_types_are_lists_but_for_four_classes(world):
    document = json.loads(world.credential())
    assert conforms(document, Schema.ACHIEVEMENT_CREDENTIAL, form=Form.PLAIN) == ()
    for identifier in document["credentialSubject"]["identifier"]:
        assert identifier["type"] == "IdentityObject"
    document["credentialSubject"]["identifier"][0]["type"] = ["IdentityObject"]
    assert conforms(document, Schema.ACHIEVEMENT_CREDENTIAL) != ()
    with pytest.raises(MalformedDocument):
        ob3.AchievementCredential.from_document(document)
    single = clr.Association(
        association_type="precedes", source_id="urn:x:1", target_id="urn:x:2"
    )
    assert single.to_document()["type"] == "Association"


def test_t_dm_1_single_values_are_read_where_lists_belong(world):
    document = json.loads(world.credential())
    (document["evidence"],) = document["evidence"]
    assert world.verify(resigned(world, document)).verdict is Verdict.VERIFIED


def test_t_dm_2_addresses_are_called_email_address(world):
    document = json.loads(world.credential())
    identifier = document["credentialSubject"]["identifier"][0]
    assert identifier["identityType"] == "emailAddress"
    identifier["identityType"] = "email"
    report = world.verify(resigned(world, document))
    assert summary(report)["conforms"] == "document.unknown_term"


def test_t_dm_3_the_status_is_one_object_with_an_id(world):
    document = json.loads(world.credential())
    status = document["credentialStatus"]
    assert status["id"] not in ("", status["statusListCredential"])
    two = {**document, "credentialStatus": [status, status]}
    report = world.verify(resigned(world, two))
    assert summary(report)["conforms"] == "document.not_a_single_value"


def test_t_dm_4_the_index_is_a_text_and_a_number_is_read(world):
    document = json.loads(world.credential())
    assert document["credentialStatus"]["statusListIndex"] == "94567"
    document["credentialStatus"]["statusListIndex"] = 94567
    assert world.verify(resigned(world, document)).verdict is Verdict.VERIFIED
    world.bits.set(94_567)
    world.publish_list()
    report = world.verify(resigned(world, document))
    assert summary(report)["status"] == "status.revoked"


def test_t_dm_5_the_issuer_is_a_profile_and_an_address_alone_is_read(world):
    document = json.loads(world.credential())
    assert document["issuer"]["type"] == ["Profile"]
    document["issuer"] = world.did
    assert world.verify(resigned(world, document)).verdict is Verdict.VERIFIED


def test_t_dm_6_endorsements_and_records_need_a_name(world):
    endorsement = issue.build_endorsement(
        facts.Endorsement(
            id="urn:x:1", name="Praise", endorser=world.award().issuer,
            about=HOST, comment="Fair.", valid_from=NOW,
        )
    )  # fmt: skip
    record = issue.build_record(
        facts.Record(
            id="urn:x:2", name="Transcript", issuer=world.award().issuer,
            recipient=facts.Recipient(email=EMAIL, salt="s4lt"),
            credentials=(json.loads(world.credential()),), valid_from=NOW,
        )
    )  # fmt: skip
    for credential in (endorsement, record):
        sign(world, credential)
        with pytest.raises(MalformedDocument) as caught:
            sign(world, replace(credential, name=None))
        assert caught.value.facts["path"] == "$.name"
    assert issue.build(world.award()).name  # and badges always have one


def test_t_dm_7_what_is_in_the_wild_is_read_and_never_written(world):
    unsalted = ob2.IdentityObject.from_document(
        {
            "type": "email",
            "hashed": True,
            "identity": "md5$8b1a9953c4611296a827abf8c47804d7",
        }
    )
    assert unsalted.salt is None
    revocations = ob2.RevocationList.from_document(
        {"type": "RevocationList", "revokedAssertions": [{"uid": "123abc"}]}
    )
    assert revocations.find("123abc")
    badge = {"uid": "1", "badge": f"{HOST}/b", "recipient": {}, "verify": {},
             "issuedOn": "2015-04-30T12:00:00"}  # fmt: skip
    assert legacy.upgrade(badge)["issuedOn"] == "2015-04-30T12:00:00Z"
    with pytest.raises(MalformedDocument) as caught:  # 2.0 itself wants a zone
        ob2.Assertion.from_document(
            {**issue.ob2_assertion(world.award()).to_document(),
             "issuedOn": "2015-04-30T12:00:00"}
        )  # fmt: skip
    assert caught.value.reason == "document.not_a_date_time"
    written = json.dumps(issue.ob2_assertion(world.award()).to_document())
    assert "sha256$" in written
    assert "md5$" not in written
    assert '"uid"' not in written


def test_t_dm_8_uuids_of_every_version_are_read(world):
    for uuid in (
        "urn:uuid:52e4c6b3-8c13-4fa8-8482-a5cf34ef37a9",
        "urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",
    ):
        assertion = replace(issue.ob2_assertion(world.award()), id=uuid)
        assert ob2.Assertion.from_document(assertion.to_document()).id == uuid


@needs_samples
def test_t_dm_9_every_fault_is_reported_and_not_only_the_first():
    name = "simple-err-credential-subject-type.json"
    data = (SAMPLES / "java-validator/ob30" / name).read_bytes()
    report = verify(data, fetcher=MemoryFetcher({}), now=NOW)
    assert summary(report)["conforms"] == "document.wrong_type"
    assert summary(report)["proof"].startswith("proof.")
    assert summary(report)["proof"] != "proof.fits"


# --- baking


@pytest.mark.parametrize("image", [png(), SVG], ids=["png", "svg"])
def test_t_bk_1_each_standard_has_its_own_place(world, image):
    payloads = {
        Standard.OB2: world.hosted(),
        Standard.OB3: world.credential(),
        Standard.CLR2: b'{"type": "ClrCredential"}',
    }
    for standard, payload in payloads.items():
        image = baking.bake(image, payload, standard)
    found = {baked.standard: baked.payload for baked in baking.extract(image)}
    assert found == payloads
    for name in (b"openbadgecredential", b"clrcredential"):
        assert (name in image) is not image.startswith(b"<")
    if image.startswith(b"<"):
        assert b"https://purl.imsglobal.org/clr/v2p0" in image


def test_t_bk_1_a_baked_record_is_verified(world):
    record = issue.build_record(
        facts.Record(
            id=f"{HOST}/records/1", name="Transcript", issuer=world.award().issuer,
            recipient=facts.Recipient(email=EMAIL, salt="s4lt"),
            credentials=(json.loads(world.credential()),), valid_from=NOW,
        )
    )  # fmt: skip
    picture = baking.bake(png(), sign(world, record), Standard.CLR2)
    report = world.verify(picture)
    assert (report.kind, report.container) == ("clr2", "png")
    assert report.verdict is Verdict.VERIFIED


def test_t_bk_2_nothing_but_the_badge_is_put_in(world):
    before = png()
    baked = baking.bake(before, world.credential(), Standard.OB3)
    kept = [chunk for chunk in png_chunks(baked) if chunk[0] != b"iTXt"]
    assert kept == png_chunks(before)


def test_t_bk_3_a_doctype_is_taken_and_no_entity_is_resolved(world):
    assert b"<!DOCTYPE" in SVG
    assert baking.extract(baking.bake(SVG, world.credential(), Standard.OB3))
    evil = SVG.replace(
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">',
        b'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"'
        b' [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    )
    with pytest.raises(ObkitError) as caught:
        baking.extract(evil)
    assert caught.value.reason == "image.svg_declarations"


def test_t_bk_4_the_end_of_a_section_may_stand_in_a_badge(world):
    data = world.credential(world.award(narrative="Uses ]]> and\r\n<tags> & more"))
    baked = baking.bake(SVG, data, Standard.OB3)
    (found,) = baking.extract(baked)
    assert found.payload == data
    assert world.verify(baked).verdict is Verdict.VERIFIED


def test_t_bk_5_the_badge_says_nothing_of_the_bytes_of_its_picture(world):
    data = world.credential(world.award(image=f"{HOST}/b/42/badge.png"))
    assert b"digest" not in data
    for image in (png(), SVG):
        baked = baking.bake(image, data, Standard.OB3)
        assert world.verify(baked).verdict is Verdict.VERIFIED


def test_t_bk_6_a_picture_with_a_script_is_baked_without_being_run(world):
    """What is active stays for the one who shows it to keep apart; nothing is taken out here."""
    active = SVG.replace(b"<title>", b"<script>alert(1)</script><title>")
    baked = baking.bake(active, world.credential(), Standard.OB3)
    assert b"<script>alert(1)</script>" in baked
    assert world.verify(baked).verdict is Verdict.VERIFIED


def test_a_second_badge_of_one_standard_is_refused(world):
    baked = baking.bake(png(), world.credential(), Standard.OB3)
    with pytest.raises(Refused) as caught:
        baking.bake(baked, world.credential(), Standard.OB3)
    assert caught.value.reason == "baking.already_baked"
