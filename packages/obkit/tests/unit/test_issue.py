"""From facts to signed credentials, and the same facts as Open Badges 2.0."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from obkit import issue, keys
from obkit.encoding import jws, strict_json
from obkit.errors import MalformedDocument, MalformedToken, Refused, Unverifiable
from obkit.model import identity_matches, ob2, ob3
from obkit.proofs import eddsa_rdfc_2022, vc_jwt

NOW = datetime(2026, 11, 21, 14, 2, 5, tzinfo=UTC)
METHOD = "did:web:badges.example:issuers:lab#key-1"

LAB = issue.Issuer(
    id="did:web:badges.example:issuers:lab",
    name="Learning Lab",
    url="https://lab.example/",
    email="badges@lab.example",
    description="Where people learn.",
    image="https://badges.example/issuers/lab/logo.png",
    ob2_id="https://badges.example/ob2/issuers/lab",
)
FACILITATION = issue.Achievement(
    id="https://badges.example/achievements/f/1",
    name='Facilitation "in the large"',
    description="Leads a group.",
    criteria="Lead **three** sessions.\nThen write about them.",
    criteria_url="https://badges.example/achievements/f/1",
    image="https://badges.example/achievements/f/1/image.png",
    alignments=(
        issue.Alignment(
            name="Collaboration",
            url="http://data.europa.eu/esco/skill/4f2d",
            framework="ESCO",
            code="S1.8.1",
            type="CFItem",
        ),
    ),
    tags=("teamwork", "leadership"),
    version="1",
    language="en",
    ob2_id="https://badges.example/ob2/badges/f/1",
)
AWARD = issue.Award(
    id="https://badges.example/b/8yLmR2",
    issuer=LAB,
    achievement=FACILITATION,
    recipient=issue.Recipient(
        email="ada@example.org", salt="deadsea", name="Ada Lovelace 李"
    ),
    valid_from=NOW,
    valid_until=NOW + timedelta(days=365),
    awarded_on=NOW - timedelta(days=1),
    narrative="Led **four**.",
    evidence=(
        issue.Evidence(url="https://portfolio.example/1", name="Portfolio"),
        issue.Evidence(narrative="Seen on the day."),
    ),
    status=issue.StatusEntry(list_url="https://badges.example/status/3", index=77),
    image="https://badges.example/b/8yLmR2/badge.png",
    ob2_id="https://badges.example/ob2/assertions/8yLmR2",
)


@pytest.fixture(scope="module")
def signer():
    return keys.LocalSigner.generate(keys.KeyKind.ED25519)


@pytest.fixture(scope="module")
def rsa():
    return keys.LocalSigner.generate(keys.KeyKind.RSA)


def signed(signer, award=AWARD):
    data = issue.sign_embedded(
        issue.build(award), signer=signer, verification_method=METHOD, created=NOW
    )
    return json.loads(data)


@pytest.mark.requirement("J2", "K22", "K5")
def test_the_credential_says_who_what_when_and_which_skills(signer):
    document = signed(signer)
    found = ob3.AchievementCredential.from_document(document)
    assert found.issuer_id == LAB.id
    assert found.valid_from.at == NOW
    assert found.awarded_date.at == NOW - timedelta(days=1)
    achievement = found.credential_subject.achievement
    assert achievement.criteria.narrative == FACILITATION.criteria
    assert achievement.alignment[0].target_name == "Collaboration"
    assert [item.id for item in found.evidence] == ["https://portfolio.example/1", None]
    assert found.credential_status.extra["statusListIndex"] == "77"


def test_results_credits_and_other_editions_are_said_in_both_standards(signer):
    id_ = FACILITATION.id
    french = issue.Related(
        id=f"{id_}/fr", ob2_id=f"{FACILITATION.ob2_id}/fr", language="fr"
    )
    levels = tuple(
        issue.RubricLevel(id=f"{id_}#level-{n}", name=name, points=str(n))
        for n, name in enumerate(("Leads", "Helps others lead"), 1)
    )
    results = (
        issue.ResultDescription(
            id=f"{id_}#result-1", name="Mark", type="Percent",
            value_min="0", value_max="100", required_value="60",
        ),
        issue.ResultDescription(
            id=f"{id_}#result-2", name="In the room", type="RubricCriterionLevel",
            levels=levels, required_level=levels[0].id,
        ),
    )  # fmt: skip
    rich = replace(FACILITATION, credits=15.0, results=results, related=(french,))
    document = signed(signer, replace(AWARD, achievement=rich))
    said = ob3.AchievementCredential.from_document(document).credential_subject
    assert document["credentialSubject"]["achievement"]["creditsAvailable"] == 15
    assert [r.name for r in said.achievement.result_description] == [
        "Mark",
        "In the room",
    ]
    assert said.achievement.related[-1].in_language == "fr"
    older = issue.ob2_badge_class(rich, issuer=LAB)
    assert (older.related[-1].id, older.related[-1].language) == (french.ob2_id, "fr")
    half = replace(
        rich, credits=2.5, results=(replace(results[1], required_level="x:1"),)
    )
    with pytest.raises(MalformedDocument, match="result_level_unknown"):
        signed(signer, replace(AWARD, achievement=half))


def test_the_recipient_is_a_hash_and_a_name_never_the_address(signer):
    data = json.dumps(signed(signer))
    assert "ada@example.org" not in data
    hashed, named = issue.build(AWARD).credential_subject.identifier
    assert identity_matches(
        "ada@example.org", identity=hashed.identity_hash, salt="deadsea"
    )
    assert (named.identity_type, named.identity_hash) == ("name", "Ada Lovelace 李")


def test_the_embedded_proof_holds_and_nothing_else_passes(signer):
    document = signed(signer)
    (proof,) = document["proof"]
    assert eddsa_rdfc_2022.verify(document, proof, key=signer.public_key)
    assert proof["verificationMethod"] == METHOD
    other = keys.LocalSigner.generate(keys.KeyKind.ED25519)
    assert not eddsa_rdfc_2022.verify(document, proof, key=other.public_key)


def paths(value, at=()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from paths(item, (*at, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from paths(item, (*at, index))
    else:
        yield at


@pytest.mark.requirement("I1")
def test_every_single_value_of_the_credential_is_signed(signer):
    """Change any one of them and the proof fails or the document is refused; none passes."""
    document = signed(signer)
    for path in paths({k: v for k, v in document.items() if k != "proof"}):
        forged = json.loads(json.dumps(document))
        where = forged
        for step in path[:-1]:
            where = where[step]
        value = where[path[-1]]
        where[path[-1]] = (not value) if isinstance(value, bool) else f"{value}x"
        try:
            held = eddsa_rdfc_2022.verify(
                forged, forged["proof"][0], key=signer.public_key
            )
        except (Refused, MalformedDocument):
            continue
        except Unverifiable:
            assert path[0] == "@context"
            continue
        assert not held, path


def test_the_bytes_are_compact_json_with_the_proof_last(signer):
    data = issue.sign_embedded(
        issue.build(AWARD), signer=signer, verification_method=METHOD, created=NOW
    )
    assert next(iter(json.loads(data))) == "@context"
    assert list(json.loads(data))[-1] == "proof"
    assert b'": "' not in data
    assert "李".encode() in data


def test_the_jwt_holds_and_its_header_says_only_what_it_must(rsa):
    token = issue.sign_jwt(issue.build(AWARD), signer=rsa, kid="did:web:x.example#rsa")
    opened = vc_jwt.read(token)
    assert opened.token.header == {
        "alg": "RS256",
        "kid": "did:web:x.example#rsa",
        "typ": "JWT",
    }
    assert opened.payload["iss"] == LAB.id
    assert opened.payload["jti"] == AWARD.id
    assert opened.payload["nbf"] == int(NOW.timestamp())
    assert opened.payload["exp"] == int(AWARD.valid_until.timestamp())
    assert "sub" not in opened.payload  # the recipient has no id (OB30-J7)
    document = vc_jwt.open(token, key=rsa.public_key)
    assert document == issue.build(AWARD).to_document()


def test_a_recipient_with_a_did_is_the_subject_of_both(rsa):
    award = replace(AWARD, recipient=replace(AWARD.recipient, id="did:key:z6MkAda"))
    token = issue.sign_jwt(issue.build(award), signer=rsa, kid="did:web:x.example#rsa")
    assert vc_jwt.read(token).payload["sub"] == "did:key:z6MkAda"
    assert vc_jwt.open(token, key=rsa.public_key)["credentialSubject"]["id"] == (
        "did:key:z6MkAda"
    )


def test_facts_that_make_no_conforming_credential_are_refused(signer):
    for award in (
        replace(AWARD, id="b/8yLmR2"),
        replace(AWARD, valid_until=NOW - timedelta(days=1)),
        replace(AWARD, achievement=replace(FACILITATION, criteria="", criteria_url="")),
        replace(AWARD, achievement=replace(FACILITATION, achievement_type="Pin")),
        replace(AWARD, evidence=(issue.Evidence(url="not a url"),)),
    ):
        with pytest.raises(MalformedDocument):
            signed(signer, award)


def test_what_signing_would_drop_is_refused(signer, rsa):
    credential = replace(issue.build(AWARD), extra={"grade": "A"})
    for sign in (
        lambda: issue.sign_embedded(
            credential, signer=signer, verification_method=METHOD, created=NOW
        ),
        lambda: issue.sign_jwt(credential, signer=rsa, kid="did:web:x.example#rsa"),
    ):
        with pytest.raises(Refused) as caught:
            sign()
        assert caught.value.facts["term"] == "grade"


def test_times_are_written_in_utc(signer):
    at_home = NOW.astimezone(timezone(timedelta(hours=-5)))
    assert signed(signer, replace(AWARD, valid_from=at_home))["validFrom"] == (
        "2026-11-21T14:02:05Z"
    )


def test_an_rsa_key_cannot_sign_the_embedded_form(rsa):
    with pytest.raises(Refused) as caught:
        signed(rsa)
    assert caught.value.reason == "proof.wrong_key_kind"


def test_a_second_proof_leaves_the_first_valid(signer):
    document = signed(signer)
    other = keys.LocalSigner.generate(keys.KeyKind.ED25519)
    both = eddsa_rdfc_2022.sign(
        document, signer=other, verification_method="did:x:y#z", created=NOW
    )
    first, second = both["proof"]
    assert eddsa_rdfc_2022.verify(both, first, key=signer.public_key)
    assert eddsa_rdfc_2022.verify(both, second, key=other.public_key)


def test_the_status_list_is_a_signed_credential(signer):
    data = issue.status_list(
        id="https://badges.example/status/3",
        issuer=LAB.id,
        purpose="revocation",
        encoded_list="uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA",
        valid_from=NOW,
        valid_until=NOW + timedelta(days=1),
        signer=signer,
        verification_method=METHOD,
        created=NOW,
    )
    document = json.loads(data)
    assert document["type"] == ["VerifiableCredential", "BitstringStatusListCredential"]
    assert document["credentialSubject"]["type"] == "BitstringStatusList"
    (proof,) = document["proof"]
    assert eddsa_rdfc_2022.verify(document, proof, key=signer.public_key)
    document["credentialSubject"]["encodedList"] = "uH4sIAAAA"
    assert not eddsa_rdfc_2022.verify(document, proof, key=signer.public_key)


@pytest.mark.requirement("I4")
def test_the_same_facts_make_open_badges_2():
    assertion = issue.ob2_assertion(AWARD).to_document()
    badge = issue.ob2_badge_class(FACILITATION, issuer=LAB).to_document()
    profile = issue.ob2_profile(LAB).to_document()
    assert ob2.Assertion.from_document(assertion).badge_id == badge["id"]
    assert ob2.BadgeClass.from_document(badge).issuer_id == profile["id"]
    assert ob2.Profile.from_document(profile).name == "Learning Lab"
    assert assertion["type"] == "Assertion"
    assert assertion["recipient"]["type"] == "email"
    assert assertion["issuedOn"] == "2026-11-20T14:02:05Z"
    assert "ada@example.org" not in json.dumps(assertion)
    assert badge["alignment"][0]["targetUrl"].startswith("http://data.europa.eu")
    for document in (assertion, badge, profile):
        assert document["@context"] == "https://w3id.org/openbadges/v2"


def test_the_two_editions_name_each_other():
    """OB30-MG2, OB30-MG3."""
    badge = issue.ob2_badge_class(FACILITATION, issuer=LAB)
    achievement = issue.achievement(FACILITATION)
    assert achievement.related[0].id == badge.id
    assert badge.related[0].id == achievement.id
    assert issue.profile(LAB).other_identifier[0].identifier == LAB.ob2_id
    at_home = replace(LAB, id="https://badges.example/issuers/lab")
    assert issue.ob2_profile(at_home).related[0].id == at_home.id


def test_links_to_3_0_are_such_that_validators_of_2_0_take_them():
    """They want the linking object's own class, or none, and an http address."""
    badge = issue.ob2_badge_class(FACILITATION, issuer=LAB).to_document()
    assert badge["related"] == [{"id": FACILITATION.id, "version": "Open Badges v3p0"}]
    assert "related" not in issue.ob2_profile(LAB).to_document()


def test_the_documents_on_their_own_say_everything_in_json_ld():
    for node in (issue.profile(LAB), issue.achievement(FACILITATION)):
        issue.lint(issue.published(node))
    for document in (
        issue.ob2_assertion(AWARD),
        issue.ob2_badge_class(FACILITATION, issuer=LAB),
        issue.ob2_profile(LAB),
    ):
        issue.lint(document.to_document())


def test_what_a_revoked_assertion_leaves():
    document = issue.ob2_revoked(id=AWARD.ob2_id, reason="Issued by mistake")
    found = ob2.RevokedAssertion.from_document(document)
    assert (found.revoked, found.revocation_reason) == (True, "Issued by mistake")


def test_endorsements_travel_inside_what_they_are_about(signer):
    """In 3.0 the signed documents as they are, in 2.0 where they are hosted (OB20-E5, OB30-E2)."""
    facts = issue.Endorsement(
        id="https://badges.example/endorsements/1",
        name="Endorsement",
        endorser=LAB,
        about=AWARD.id,
        comment="She led us well.",
        valid_from=NOW,
        ob2_id="https://badges.example/ob2/endorsements/1",
        ob2_about=AWARD.ob2_id,
    )
    signed = issue.sign_embedded(
        issue.build_endorsement(facts),
        signer=signer,
        verification_method=METHOD,
        created=NOW,
    )
    endorsed = (issue.Endorsed(document=signed, ob2_id=facts.ob2_id),)
    issuer = replace(LAB, endorsements=endorsed)
    achievement = replace(FACILITATION, endorsements=(issue.Endorsed(document=signed),))
    award = replace(
        AWARD, issuer=issuer, achievement=achievement, endorsements=endorsed
    )
    document = issue.build(award).to_document()
    for place in (
        document,
        document["issuer"],
        document["credentialSubject"]["achievement"],
    ):
        assert place["endorsement"] == [strict_json.loads_object(signed)]
    issue.lint(document)
    hash(award)  # as those that are issued by the thousand are told apart
    assert issue.ob2_assertion(award).endorsement == (facts.ob2_id,)
    assert issue.ob2_profile(issuer).endorsement == (facts.ob2_id,)
    assert issue.ob2_badge_class(achievement, issuer=issuer).endorsement == ()
    hosted = issue.ob2_endorsement(facts).to_document()
    issue.lint(hosted)
    found = ob2.Endorsement.from_document(hosted)
    assert (found.id, found.issuer_id) == (facts.ob2_id, LAB.ob2_id)
    assert found.claim.id == AWARD.ob2_id
    assert found.claim.endorsement_comment == "She led us well."


def test_what_a_revoked_endorsement_leaves():
    facts = issue.Endorsement(
        id="https://badges.example/endorsements/1",
        name="Endorsement",
        endorser=LAB,
        about=AWARD.id,
        comment="",
        valid_from=NOW,
        ob2_id="https://badges.example/ob2/endorsements/1",
        ob2_about=AWARD.ob2_id,
    )
    left = issue.ob2_endorsement_revoked(facts, reason="Taken back")
    found = ob2.RevokedEndorsement.from_document(left)
    assert (found.revoked, found.revocation_reason) == (True, "Taken back")


def test_a_bare_award_is_enough(signer):
    """Only what has a value is written."""
    bare = issue.Award(
        id="https://badges.example/b/1",
        issuer=issue.Issuer(
            id=LAB.id, name="Lab", url="https://lab.example/", email="a@b.example"
        ),
        achievement=issue.Achievement(
            id="https://badges.example/a/1", name="N", description="D", criteria="C"
        ),
        recipient=issue.Recipient(email="ada@example.org", salt="s"),
        valid_from=NOW,
    )
    document = signed(signer, bare)
    assert "validUntil" not in document
    assert "evidence" not in document
    assert len(document["credentialSubject"]["identifier"]) == 1


@pytest.mark.parametrize("claim", ["iss", "jti", "nbf", "exp", "sub"])
def test_a_claim_that_differs_is_refused(rsa, claim):
    """OB30-J6: a token that says two things."""
    document = issue.build(AWARD).to_document()
    good = vc_jwt.read(vc_jwt.sign(document, signer=rsa, kid="did:web:x.example#rsa"))
    payload = dict(good.payload) | {claim: 7}
    forged = jws.assemble(good.token.header, strict_json.dumps(payload), rsa.sign)
    with pytest.raises(MalformedToken) as caught:
        vc_jwt.open(forged, key=rsa.public_key)
    assert caught.value.reason == "jwt.claims_differ"
    assert caught.value.facts["claims"] == [claim]
