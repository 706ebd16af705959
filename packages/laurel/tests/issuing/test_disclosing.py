"""What is hidden is in no document that is made from then on; what was issued stays issued."""

import base64
import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Evidence, Visibility
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.errors import NotActive
from laurel.foundation import clock, jobs, mail
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services
from laurel.verification import services as verification
from obkit.verify import Verdict

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

NAME, STORY, FILM, REPORT = "Ada Lovelace", "Led two workshops.", "A film", "Her report"
EVIDENCE = [
    Evidence(name=FILM, url="https://evidence.example/film"),
    Evidence(name=REPORT, narrative="Forty pages on engines."),
]


@pytest.fixture
def award():
    made = badges.issued(narrative=STORY, evidence=EVIDENCE)
    return awards.by_public_id(made.award_public_id)


def hide(award, *names, **more):
    keys = {item["name"]: awards.evidence_key(item) for item in award.evidence}
    return services.disclose(
        award=award,
        disclosure=Disclosure(
            name="name" not in names,
            narrative="narrative" not in names,
            hidden_evidence=tuple(keys[name] for name in names if name in keys),
            **more,
        ),
        actor=SYSTEM,
    )


def said(credential):
    """Everything that its documents say, also inside the token."""
    payload = base64.urlsafe_b64decode(credential.jwt.split(".")[1] + "==")
    return b"\n".join([bytes(credential.document), bytes(credential.ob2), payload])


@pytest.mark.requirement("K28")
def test_a_hidden_piece_of_evidence_is_in_no_new_file_and_the_issuer_keeps_it(award):
    first = credentials.public(award.public_id)
    assert FILM.encode() in said(first)
    newest = hide(award, FILM)
    assert newest.generation == 2
    assert newest.cause == "disclosed"
    assert FILM.encode() not in said(newest)
    assert b"evidence.example" not in said(newest)
    assert REPORT.encode() in said(newest)
    award.refresh_from_db()
    assert [item["name"] for item in award.evidence] == [FILM, REPORT]
    report = verification.verify(data=bytes(newest.document), refresh=False)
    assert report.verdict is Verdict.VERIFIED


def test_a_hidden_name_is_in_no_new_file_and_the_address_can_still_be_compared(award):
    newest = hide(award, "name")
    assert b"Lovelace" not in said(newest)
    assert newest.recipient_name == ""
    document = json.loads(bytes(newest.document))
    kinds = [
        each["identityType"] for each in document["credentialSubject"]["identifier"]
    ]
    assert kinds == ["emailAddress"]


def test_to_show_it_again_is_another_generation_with_the_same_words(award):
    first = credentials.public(award.public_id)
    hide(award, "name", "narrative", FILM, REPORT)
    again = hide(award)
    assert again.generation == 3
    old, new = (json.loads(bytes(c.document)) for c in (first, again))
    assert (
        new["credentialSubject"]["achievement"]
        == (old["credentialSubject"]["achievement"])
    )
    for part in (NAME, STORY, FILM, REPORT):
        assert part.encode() in said(again)


def test_who_may_see_it_changes_no_document(award):
    before = bytes(credentials.public(award.public_id).document)
    hide(award, visibility=Visibility.PRIVATE)
    hide(award, visibility=Visibility.PUBLIC)
    assert bytes(credentials.public(award.public_id).document) == before


def test_a_correction_keeps_hidden_what_is_hidden(award):
    hide(award, "name", FILM)
    newest = services.correct(award=award, narrative="Led three.", actor=SYSTEM)
    assert b"Lovelace" not in said(newest)
    assert FILM.encode() not in said(newest)
    assert b"Led three." in said(newest)


def test_nobody_writes_to_a_holder_who_hid_something(award):
    jobs.drain()
    before = mail.about(f"award:{award.public_id}").count()
    hide(award, "narrative")
    jobs.drain()
    assert mail.about(f"award:{award.public_id}").count() == before


def test_what_is_not_in_force_is_not_signed_anew_but_may_be_kept_private(award):
    credential_services.suspend(
        credential=credentials.public(award.public_id),
        public_wording="We look into it.",
        actor=SYSTEM,
    )
    with pytest.raises(NotActive, match="keep all of it private"):
        hide(award, "name")
    assert awards.disclosure(award.public_id) == Disclosure()
    hide(award, visibility=Visibility.PRIVATE)
    assert awards.disclosure(award.public_id).visibility is Visibility.PRIVATE


def test_an_award_moves_to_another_address_with_what_its_holder_chose(award):
    hide(award, "name", visibility=Visibility.PUBLIC)
    moved = services.move(award=award, recipient_email="ada@home.example", actor=SYSTEM)
    assert (moved.recipient_email, moved.recipient_name) == ("ada@home.example", "")
    assert awards.disclosure(award.public_id) == Disclosure(
        Visibility.PUBLIC, name=False
    )
    amendment = awards.amendments(award).get()
    assert amendment.after["recipient_email"] == "ada@home.example"
    assert "moved" in amendment.reason


@pytest.mark.django_db(transaction=True)
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    steps=st.lists(
        st.one_of(
            st.frozensets(st.sampled_from(["name", "narrative", FILM, REPORT])),
            st.just("correct"),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_after_any_choices_the_newest_documents_say_what_is_shown_and_nothing_else(
    steps,
):
    made = badges.issued(narrative=STORY, evidence=EVIDENCE)
    award = awards.by_public_id(made.award_public_id)
    hidden: frozenset[str] = frozenset()
    for number, step in enumerate(steps, start=1):
        if step == "correct":
            until = clock.today() + dt.timedelta(days=number)
            services.correct(award=award, expires_on=until, actor=SYSTEM)
        else:
            hidden = step
            hide(award, *hidden)
    newest = credentials.public(award.public_id)
    words = {"name": b"Lovelace", "narrative": b"workshops", FILM: b"A film"}
    words[REPORT] = b"Forty pages"
    for part, word in words.items():
        assert (word in said(newest)) == (part not in hidden)
    for old in credentials.generations(award.public_id)[1:]:
        assert old.status == "superseded"
