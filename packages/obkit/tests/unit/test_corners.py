"""What other tests meet only in published samples or by chance, each shown by a fixed example."""

import json
from datetime import timedelta

import pytest
from obkit import baking, issue
from obkit.baking import Standard
from obkit.encoding import canon, jcs, jws, rdfc, strict_json
from obkit.encoding.pattern import Pattern
from obkit.encoding.scopes import Declined
from obkit.errors import Malformed, MalformedDocument, Refused
from obkit.issue import facts
from obkit.model import legacy, ob2, ob3, vcdm
from obkit.model.identity import identity_hash, identity_matches
from obkit.proofs import eddsa_rdfc_2022
from obkit.resolve import MemoryFetcher
from obkit.verify import Policy, Verdict, nested
from obkit.verify.case import Case

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import HOST, NOW, World, summary

V2 = "https://www.w3.org/ns/credentials/v2"
PLAIN = {
    "@context": [V2],
    "type": ["VerifiableCredential"],
    "issuer": {"id": "did:web:college.example", "name": "Northern College"},
    "credentialSubject": {"id": "urn:x:ada"},
}


@pytest.fixture
def world():
    return World()


def broken(model, document):
    with pytest.raises(MalformedDocument) as caught:
        model.from_document(document)
    return caught.value.facts["path"], caught.value.reason


def signed(world, document):
    bare = {name: value for name, value in document.items() if name != "proof"}
    return strict_json.dumps(
        eddsa_rdfc_2022.sign(
            bare,
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW - timedelta(days=1),
        )
    )


# --- pictures


@pytest.mark.parametrize("image", [pictures.png(), pictures.SVG], ids=["png", "svg"])
def test_a_picture_looked_through_once_is_baked_into_again_and_again(image):
    picture, both = baking.Picture(image, Standard.OB3), baking.PictureForBoth(image)
    for ob3_badge in (b'{"a":1}', b'{"b":2}'):
        expected = baking.bake(image, ob3_badge, Standard.OB3)
        assert picture.bake(ob3_badge) == expected
        older = baking.bake(image, b'{"c":3}', Standard.OB2)
        expected = baking.bake(older, ob3_badge, Standard.OB3)
        assert both.bake(ob2=b'{"c":3}', ob3=ob3_badge) == expected
    with pytest.raises(Malformed) as caught:
        picture.bake(b'{"name":"\xff"}')
    assert caught.value.reason == "baking.payload_form"


# --- writing


def test_json_has_a_canonical_word_for_nothing():
    assert jcs.canonical([None, True, False]) == b"[null,true,false]"


def test_a_presentation_starts_its_credentials_anew():
    """What stands around a credential gives its words no meaning."""
    document = {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [{"id": "urn:x:1", **PLAIN}],
    }
    assert canon.canonical(document) == rdfc.canonical_nquads(document)
    bare = {"type": ["VerifiableCredential"], "id": "urn:x:1"}
    with pytest.raises(Refused) as caught:
        canon.canonical({**document, "verifiableCredential": [bare]})
    assert caught.value.reason == "proof.undefined_term"


def test_a_place_that_no_value_stands_in_makes_no_pattern():
    with pytest.raises(Declined):
        Pattern(b'<urn:x:1> <urn:x:p> "text" .\n', holes=1, prefixes=frozenset())


@pytest.mark.parametrize(
    "changes",
    [
        {"status": None, "awarded_on": NOW - timedelta(days=2)},
        {"evidence": (facts.Evidence(url="https://ada.example/a_:b", name="Essay"),)},
    ],
    ids=["no status and another day", "an address like a blank node"],
)
def test_a_batch_issues_odd_awards_as_the_general_way_does(world, changes):
    how = {
        "signer": world.ed25519,
        "verification_method": world.method,
        "created": NOW,
    }
    batch = issue.Batch(**how)
    for award in (world.award(**changes), world.award(id=f"{HOST}/b/43", **changes)):
        assert batch.issue(award) == issue.sign_embedded(issue.build(award), **how)


def test_half_a_character_has_no_hash():
    with pytest.raises(MalformedDocument) as caught:
        identity_hash("ada\ud800@learner.example", "s4lt")
    assert caught.value.reason == "document.not_an_identity_hash"


def test_a_recipient_with_half_a_character_is_somebody_else(world):
    report = world.verify(world.credential(), recipient="ada\ud800@learner.example")
    assert summary(report)["recipient"] == "recipient.another"


def test_a_hash_of_another_algorithm_is_nobodys():
    for identity in ("sha512$00", "sha256", ""):
        assert not identity_matches("ada@learner.example", identity=identity, salt="")


# --- models


def test_a_number_is_no_text_and_no_flag(world):
    document = json.loads(world.credential())
    achievement = document["credentialSubject"]["achievement"]
    achievement["creditsAvailable"] = 2.5
    ob3.AchievementCredential.from_document(document)
    for wrong in ("3", True):
        achievement["creditsAvailable"] = wrong
        path, reason = broken(ob3.AchievementCredential, document)
        assert path.endswith(".achievement.creditsAvailable")
        assert reason == "document.not_a_number"


def test_the_older_data_model_is_written_with_its_own_names(world):
    document = json.loads(world.credential())
    document["@context"] = [
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
    ]
    document["issuanceDate"] = document.pop("validFrom")
    del document["proof"], document["credentialStatus"]
    read = ob3.AchievementCredential.from_document(document)
    assert read.to_document() == document


def older_badge(world, **members):
    badge = issue.ob2_badge_class(
        world.award().achievement, issuer=world.award().issuer
    )
    return badge.to_document() | members


def test_a_badge_class_names_its_language_and_its_extensions_right(world):
    """OB20-EX1."""
    assert broken(ob2.BadgeClass, older_badge(world, **{"@language": 7})) == (
        "$.@language",
        "document.not_a_language",
    )
    link = {"type": ["Extension", "extensions:ApplyLink"], "url": HOST}
    context = "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json"
    good = older_badge(world, **{"extensions:applyLink": {"@context": context, **link}})
    assert ob2.BadgeClass.from_document(good).to_document() == good
    assert broken(
        ob2.BadgeClass, older_badge(world, **{"extensions:applyLink": link})
    ) == (
        "$.extensions:applyLink.@context",
        "document.member_missing",
    )
    untyped = {"@context": context, "type": "Extension"}
    assert broken(ob2.BadgeClass, older_badge(world, **{"x:y": untyped})) == (
        "$.x:y.type",
        "document.extension_untyped",
    )


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        ({"@context": ["https://example.org/a", V2]}, "$.@context[0]", "context_order"),
        ({"credentialSubject": {}}, "$.credentialSubject[0]", "subject_unidentified"),
        ({"credentialSubject": {"id": "ada"}}, "$.credentialSubject[0].id", "not_an_iri"),
        ({"evidence": [{"type": "Evidence", "id": 7}]}, "$.evidence.id", "not_an_iri"),
        ({"validFrom": "2026-11-21T12:00:00Z", "validUntil": "2026-11-20T12:00:00Z"},
         "$.validUntil", "ends_before_it_starts"),
    ],
)  # fmt: skip
def test_any_credential_keeps_the_rules_of_the_data_model(change, path, reason):
    """VC-1, VC-3, VC-6, VC-7."""
    assert broken(vcdm.Credential, {**PLAIN, **change}) == (path, f"document.{reason}")


def test_words_may_name_their_language():
    """VC-8."""
    name = {"@value": "Abschluss", "@language": "de"}
    for words in ("Degree", name, ["Degree", name]):
        document = {**PLAIN, "name": words}
        read = vcdm.Credential.from_document(document).to_document()
        assert vcdm.Credential.from_document(read).name == (
            tuple(words) if isinstance(words, list) else (words,)
        )


# --- verifying


def test_a_credential_that_is_no_badge_is_verified_as_what_it_is(world):
    schema = {"id": f"{HOST}/schema.json", "type": "JsonSchema"}
    document = {**PLAIN, "issuer": world.did, "credentialSchema": schema}
    report = world.verify(signed(world, document))
    assert summary(report)["conforms"] == "document.conforms"
    assert summary(report)["issuer"] == "issuer.confirmed"
    assert report.kind == "vc2"


def test_a_credential_of_nobody_is_confirmed_by_nobody(world):
    document = json.loads(world.credential())
    del document["issuer"]
    report = world.verify(signed(world, document))
    assert summary(report)["issuer"] == "issuer.missing"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_key_is_found_under_the_name_that_the_issuer_gives_it(world):
    """JO-4: `kid` may be a name, of the method or in the key itself."""
    document = json.loads(world.credential())
    del document["proof"]
    jwk = world.ed25519.public_key.to_jwk()
    for name, jwk_name in (("#name", "x"), (f"{world.did}#name", "x"), ("#0", "name")):
        method = {
            "id": name,
            "type": "JsonWebKey",
            "controller": world.did,
            "publicKeyJwk": jwk | {"kid": jwk_name},
        }
        world.publish_keys(verificationMethod=[method], assertionMethod=[name])
        header = {"alg": "EdDSA", "kid": "name", "typ": "vc+jwt"}
        payload = strict_json.dumps(document)
        token = jws.assemble(header, payload, world.ed25519.sign).encode()
        assert summary(world.verify(token))["issuer"] == "issuer.confirmed", method


def test_what_is_no_token_is_no_endorsement():
    case = Case(b"", Policy(), MemoryFetcher({}), NOW)
    case.document = {"endorsementJwt": [7, "a.b.c", {}]}
    found = nested.endorsements_in(case)
    assert [entry.payload for entry in found.endorsements] == [b"a.b.c"]


def test_evidence_by_its_address_alone_is_shown(world):
    award = world.award()
    world.hosted(award)
    document = json.loads(world.documents[award.ob2_id])
    document["evidence"] = "https://ada.example/essay"
    world.documents[award.ob2_id] = json.dumps(document).encode()
    report = world.verify(world.documents[award.ob2_id])
    assert report.verdict is Verdict.VERIFIED
    address = "https://ada.example/essay"
    assert report.subject.evidence == ((address, address),)


def test_older_editions_keep_what_they_do_not_say(world):
    badge = older_badge(world)
    del badge["alignment"]
    made = legacy._badge_class(badge, legacy.Edition.V1_1, "")
    assert "alignment" not in made
    assert made["name"] == badge["name"]
