"""Endorsements and the contents of learner records are verified like what carries them."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from obkit import issue
from obkit.encoding import jws
from obkit.issue import facts
from obkit.model import ob3
from obkit.verify import Check, Outcome, Verdict
from obkit.verify.nested import MAX_DEPTH, MAX_NESTED

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary

ABOUT = f"{HOST}/achievements/1/1"


@pytest.fixture
def north():
    return World()


@pytest.fixture
def state():
    return World("state")


def endorsement(world, about=ABOUT, **changes):
    options = {
        "id": f"{HOST}/endorsements/7",
        "name": "Endorsement of Facilitation",
        "endorser": replace(world.award().issuer, name="Board of Education"),
        "about": about,
        "comment": "Rigorous and fair.",
        "valid_from": NOW - timedelta(days=2),
    }
    return issue.build_endorsement(facts.Endorsement(**(options | changes)))


def signed(world, credential):
    data = issue.sign_embedded(
        credential,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )
    return ob3.EndorsementCredential.from_document(json.loads(data))


def badge(world, *endorsements, tokens=()):
    """A badge whose achievement carries these endorsements."""
    built = issue.build(world.award())
    subject = built.credential_subject
    achievement = replace(
        subject.achievement, endorsement=endorsements, endorsement_jwt=tuple(tokens)
    )
    built = replace(built, credential_subject=replace(subject, achievement=achievement))
    return sign(world, built)


def sign(world, built):
    return issue.sign_embedded(
        built,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(days=1),
    )


def check(data, *worlds, **policy):
    first, *others = worlds
    for other in others:
        first.documents.update(other.documents)
    return first.verify(data, **policy)


def test_an_endorsement_is_verified_and_shown(north, state):
    report = check(badge(north, signed(state, endorsement(state))), north, state)
    assert report.verdict is Verdict.VERIFIED
    (found,) = report.confirmed_endorsements
    assert found.kind == "ob3.endorsement"
    assert summary(found)["about"] == "endorsement.of_this"
    assert found.subject.issuer_name == "Board of Education"
    assert found.subject.comment == "Rigorous and fair."
    assert found.subject.endorses == ABOUT
    assert report.as_json()["endorsements"][0]["verdict"] == "verified"


def test_a_token_is_verified_as_an_endorsement_too(north, state):
    token = issue.sign_jwt(endorsement(state), signer=state.ed25519, kid=state.method)
    built = issue.build(north.award())
    report = check(sign(north, replace(built, endorsement_jwt=(token,))), north, state)
    (found,) = report.confirmed_endorsements
    assert found.container == "jwt"


def test_an_endorsement_alone_is_a_document_of_its_own_kind(state):
    report = check(sign(state, endorsement(state)), state)
    assert (report.kind, report.verdict) == ("ob3.endorsement", Verdict.VERIFIED)
    assert report.subject.comment == "Rigorous and fair."
    assert report.result(Check.ABOUT) is None


def test_an_altered_endorsement_is_no_endorsement_and_the_badge_still_is_one(
    north, state
):
    """T-SEC, security.md #23: an issuer could put praise into a famous mouth."""
    good = signed(state, endorsement(state))
    subject = replace(good.credential_subject, endorsement_comment="The best of all.")
    report = check(
        badge(north, replace(good, credential_subject=subject)), north, state
    )
    assert report.verdict is Verdict.VERIFIED
    assert report.confirmed_endorsements == ()
    (found,) = report.endorsements
    assert found.verdict is Verdict.NOT_VERIFIED
    assert summary(found)["proof"] == "proof.altered"
    assert found.subject.comment is None


def test_an_endorsement_of_something_else_is_not_shown(north, state):
    other = signed(state, endorsement(state, about="https://elsewhere.example/1"))
    (found,) = check(badge(north, other), north, state).endorsements
    assert summary(found)["about"] == "endorsement.of_another"
    assert found.verdict is Verdict.NOT_VERIFIED


def test_a_badge_where_an_endorsement_belongs_is_none(north, state):
    token = state.token().decode()
    (found,) = check(badge(north, tokens=[token]), north, state).endorsements
    assert summary(found)["about"] == "endorsement.not_one"


def test_a_revoked_endorsement_is_not_shown(north, state):
    state.bits.set(7)
    state.publish_list()
    status = facts.StatusEntry(list_url=state.list_url, index=7)
    revoked = signed(state, endorsement(state, status=status))
    (found,) = check(badge(north, revoked), north, state).endorsements
    assert summary(found)["status"] == "status.revoked"
    assert found.verdict is Verdict.NOT_VERIFIED


def test_with_a_list_of_trusted_issuers_only_their_endorsements_count(north, state):
    data = badge(north, signed(state, endorsement(state)))
    report = check(data, north, state, trusted_issuers=frozenset({north.did}))
    assert report.verdict is Verdict.VERIFIED
    assert summary(report.endorsements[0])["trust"] == "trust.unknown"
    report = check(data, north, trusted_issuers=frozenset({north.did, state.did}))
    assert len(report.confirmed_endorsements) == 1


def test_the_recipient_of_a_badge_is_no_matter_of_its_endorsements(north, state):
    data = badge(north, signed(state, endorsement(state)))
    report = check(data, north, state, recipient=EMAIL)
    assert report.verdict is Verdict.VERIFIED
    assert len(report.confirmed_endorsements) == 1


def test_nobody_is_asked_about_endorsements_in_an_altered_badge(north, state):
    data = badge(north, signed(state, endorsement(state)))
    report = check(changed(data, name="Doctor of Everything"), north, state)
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.endorsements == ()


def test_endorsements_of_endorsers_end_at_a_depth(north, state):
    credential = endorsement(state, about=state.did)
    for level in range(MAX_DEPTH + 2):
        inner = signed(state, credential)
        credential = endorsement(
            state,
            id=f"{HOST}/endorsements/deep-{level}",
            about=state.did if level <= MAX_DEPTH else ABOUT,
        )
        issuer = replace(credential.issuer, endorsement=(inner,))
        credential = replace(credential, issuer=issuer)
    report = check(badge(north, signed(state, credential)), north, state)
    depth = 0
    while report.endorsements:
        (report,) = report.endorsements
        depth += 1
    assert depth == MAX_DEPTH


def test_all_that_is_nested_comes_from_one_allowance_and_one_budget(north, state):
    token = issue.sign_jwt(endorsement(state), signer=state.ed25519, kid=state.method)
    built = replace(issue.build(north.award()), endorsement_jwt=(token,) * 70)
    data = issue.sign_jwt(built, signer=north.ed25519, kid=north.method).encode()
    north.documents.update(state.documents)
    report = north.verify(data)
    assert len(report.endorsements) == MAX_NESTED < 70
    assert report.verdict is Verdict.VERIFIED


def test_a_reader_may_ask_for_the_proof_only(north, state):
    """A revoked, expired badge with endorsements is still its issuer's word."""
    north.bits.set(94_567)
    north.publish_list()
    data = badge(north, signed(state, endorsement(state)))
    assert check(data, north, state).verdict is Verdict.NOT_VERIFIED
    report = north.verify(data, proof_only=True)
    assert report.verdict is Verdict.VERIFIED
    assert set(summary(report)) == {"parse", "conforms", "proof", "issuer"}
    assert report.endorsements == ()
    altered = north.verify(changed(data, name="Another"), proof_only=True)
    assert altered.verdict is Verdict.NOT_VERIFIED


# --- learner records


def record(world, *credentials, **changes):
    options = {
        "id": f"{HOST}/records/1",
        "name": "Transcript",
        "issuer": world.award().issuer,
        "recipient": facts.Recipient(email=EMAIL, salt="p3pper", name="Ada Lovelace"),
        "credentials": tuple(json.loads(data) for data in credentials),
        "valid_from": NOW - timedelta(days=1),
        "achievements": (
            replace(world.award().achievement, id=f"{HOST}/achievements/2/1"),
        ),
        "associations": (
            facts.Association(
                type="isChildOf", source=ABOUT, target=f"{HOST}/achievements/2/1"
            ),
        ),
    }
    return sign(world, issue.build_record(facts.Record(**(options | changes))))


def test_a_record_is_verified_with_everything_in_it(north, state):
    """BAR-11: own and third parties' badges, associations, the endorsements in them."""
    endorsed = badge(north, signed(state, endorsement(state)))
    theirs = state.credential(state.award(id=f"{HOST}/b/43"))
    report = check(record(north, endorsed, theirs), north, state)
    assert (report.kind, report.verdict) == ("clr2", Verdict.VERIFIED)
    assert summary(report)["contents"] == "contents.verified"
    assert report.subject.recipient_name == "Ada Lovelace"
    mine, others = report.contents
    assert (mine.verdict, others.verdict) == (Verdict.VERIFIED,) * 2
    assert len(mine.confirmed_endorsements) == 1
    assert mine.subject.name == "Facilitation"
    assert len(report.as_json()["contents"]) == 2


def test_a_record_of_five_hundred_credentials_is_verified(north):
    """As many as a school life brings."""
    badges = [north.credential(north.award(id=f"{HOST}/b/{n}")) for n in range(500)]
    whole = record(north, *badges)
    report = check(whole, north)
    assert report.verdict is Verdict.VERIFIED
    assert report.result(Check.CONTENTS).facts["credentials"] == 500
    altered = whole.replace(f"{HOST}/b/499".encode(), f"{HOST}/b/999".encode())
    assert summary(check(altered, north))["proof"] == "proof.altered"


def test_one_altered_byte_in_a_record_is_caught(north):
    """BAR-11: the record's proof covers what is in it."""
    data = record(north, north.credential())
    altered = data.replace(b"Leads a group to", b"Leads a troop to")
    report = check(altered, north)
    assert summary(report)["proof"] == "proof.altered"
    assert report.verdict is Verdict.NOT_VERIFIED
    assert report.contents == ()


def test_a_forged_diploma_spoils_the_record_whoever_signed_that(north, state):
    forged = changed(state.credential(), name="Doctor of Everything")
    report = check(record(north, north.credential(), forged), north, state)
    assert report.verdict is Verdict.NOT_VERIFIED
    contents = report.result(Check.CONTENTS)
    assert (contents.outcome, contents.reason) == (
        Outcome.FAILED,
        "contents.not_verified",
    )
    assert contents.facts["ids"] == [f"{HOST}/b/42"]


def test_an_unsigned_badge_in_a_record_is_the_word_of_the_records_issuer(north, state):
    """CL-12."""
    unsigned = changed(state.credential(), proof=None)
    report = check(record(north, unsigned), north, state)
    assert report.verdict is Verdict.VERIFIED
    assert summary(report)["contents"] == "contents.unsigned"
    (content,) = report.contents
    assert content.verdict is Verdict.NOT_VERIFIED
    assert content.subject.name is None


def test_an_expired_badge_in_a_record_is_a_note(north):
    old = north.award(valid_until=NOW - timedelta(hours=1))
    report = check(record(north, north.credential(old)), north)
    assert report.verdict is Verdict.VERIFIED
    assert summary(report)["contents"] == "contents.lapsed"


def test_a_badge_that_cannot_be_checked_leaves_the_record_open(north, state):
    report = check(record(north, state.credential()), north)  # nobody knows `state`
    assert report.verdict is Verdict.INCONCLUSIVE
    assert summary(report)["contents"] == "contents.not_checked"


def test_a_record_with_more_than_is_looked_at_is_left_open(north, monkeypatch):
    monkeypatch.setattr("obkit.verify.verifier.MAX_CONTENTS", 2)
    report = check(record(north, *[north.credential()] * 3), north)
    assert summary(report)["contents"] == "contents.too_many"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_one_greedy_credential_takes_nothing_from_the_next(north, state):
    token = issue.sign_jwt(endorsement(state), signer=state.ed25519, kid=state.method)
    greedy = sign(
        north, replace(issue.build(north.award()), endorsement_jwt=(token,) * 70)
    )
    report = check(record(north, greedy, north.credential()), north, state)
    assert report.verdict is Verdict.VERIFIED
    assert len(report.contents[0].endorsements) == MAX_NESTED


def test_somebody_elses_badge_in_a_record_fails_when_the_recipient_is_known(north):
    theirs = north.award(
        recipient=facts.Recipient(email="mary@learner.example", salt="s4lt")
    )
    data = record(north, north.credential(theirs))
    report = check(data, north, recipient=EMAIL)
    assert summary(report)["contents"] == "contents.not_verified"
    assert summary(report)["recipient"] == "recipient.matches"


def test_the_contents_of_an_unconfirmed_record_are_not_asked_after(north, state):
    data = record(north, state.credential())
    web = World("elsewhere")
    report = web.verify(data)
    assert summary(report)["contents"] == "check.not_run"
    assert report.contents == ()


def test_what_does_not_conform_is_no_endorsement_of_anything(north, state):
    document = endorsement(state).to_document() | {"validFrom": "yesterday"}
    signer = state.ed25519
    header = {"alg": "EdDSA", "typ": "JWT", "kid": state.method}
    token = jws.assemble(header, json.dumps(document).encode(), signer.sign)
    report = check(badge(north, tokens=[token]), north, state)
    (found,) = report.endorsements
    assert summary(found)["about"] == "check.not_run"
    assert found.verdict is Verdict.NOT_VERIFIED
    assert (report.verdict, report.confirmed_endorsements) == (Verdict.VERIFIED, ())
