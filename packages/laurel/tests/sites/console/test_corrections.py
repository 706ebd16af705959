"""What is wrong with an award is put right in the console."""

import re

import pytest
from laurel.awards import selectors as awards
from laurel.awards.types import Evidence
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.issuing.models import Withdrawal
from laurel.organizations.types import Role

from .conftest import browser_of, make_award

pytestmark = pytest.mark.django_db


def text_of(response):
    html = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def current(awarded):
    return credentials.public(awarded.award.public_id)


def facts(awarded, **changed):
    award = awards.by_public_id(awarded.award.public_id)
    return {
        "recipient_name": award.recipient_name,
        "recipient_email": award.recipient_email,
        "narrative": award.narrative,
        "evidence": "",
        "issued_on": award.granted_at.date().isoformat(),
        "expires_on": "",
        "reason": "A typing mistake.",
        "seen": str(current(awarded).generation),
        **changed,
    }


def test_a_correction_shows_before_and_after_and_then_does_it(owner, awarded):
    url = awarded.award_url("/correct")
    form = owner.get(url).content.decode()
    assert 'value="Ada Lovelace"' in form
    wish = facts(awarded, recipient_name="Augusta Ada King")
    look = owner.post(url, {**wish, "step": "look"})
    assert "Is this right now?" in text_of(look)
    assert re.search(r"Ada Lovelace.*Augusta Ada King", text_of(look))
    assert current(awarded).generation == 1  # nothing yet
    done = owner.post(url, {**wish, "step": "correct"}, follow=True)
    said = text_of(done)
    assert "Corrected." in said
    assert "Editions of this badge" in said
    assert "2. Signed anew, corrected" in said
    assert "A typing mistake." in said
    assert current(awarded).recipient_name == "Augusta Ada King"


def test_the_same_correction_sent_twice_is_one(owner, awarded):
    url = awarded.award_url("/correct")
    wish = facts(awarded, recipient_name="Augusta Ada King", step="correct")
    owner.post(url, wish)
    again = owner.post(url, {**wish, "recipient_name": "Ada King"}, follow=True)
    assert "was changed since you looked at it" in text_of(again)
    assert current(awarded).generation == 2
    assert current(awarded).recipient_name == "Augusta Ada King"


def test_a_correction_of_nothing_is_no_correction(owner, awarded):
    answer = owner.post(awarded.award_url("/correct"), facts(awarded, step="look"))
    assert "Nothing is different yet" in text_of(answer)


def test_what_is_wrong_in_a_correction_stands_beside_its_field(owner, awarded):
    wish = facts(awarded, recipient_email="nobody", recipient_name="", step="look")
    said = text_of(owner.post(awarded.award_url("/correct"), wish))
    assert "Write the name of the person." in said
    assert "Nothing was saved yet" in said


def test_evidence_keeps_the_sentences_that_the_form_does_not_show(owner, college):
    college.award = make_award(
        college,
        evidence=[
            Evidence(
                name="Report", url="https://e.example/r", narrative="Forty pages."
            ),
            Evidence(narrative="Seen on the day."),
        ],
    )
    url = college.award_url("/correct")
    form = owner.get(url).content.decode()
    assert "Report | https://e.example/r" in form
    wish = facts(
        college, evidence="Report | https://e.example/r\nFilm | https://e.example/f"
    )
    owner.post(url, {**wish, "step": "correct"})
    pieces = awards.by_public_id(college.award.public_id).evidence
    assert [piece["name"] for piece in pieces] == ["Report", "Film", ""]
    assert pieces[0]["narrative"] == "Forty pages."
    assert pieces[2]["narrative"] == "Seen on the day."


def test_both_addresses_stand_in_the_history_of_the_award(owner, awarded):
    """J12: the notice goes to the new address, and the log shows both."""
    wish = facts(awarded, recipient_email="ada@college.example", step="correct")
    said = text_of(owner.post(awarded.award_url("/correct"), wish, follow=True))
    assert "ada@students.example" in said
    assert "ada@college.example" in said
    jobs.drain()
    newest = OutgoingMail.objects.order_by("created_at").last()
    assert newest.recipient_address == "ada@college.example"


def test_suspended_and_reinstated(owner, awarded):
    url = awarded.award_url("/suspend")
    assert "Write one sentence for the public." in text_of(
        owner.post(url, {"public_wording": " "})
    )
    said = text_of(
        owner.post(
            url,
            {"public_wording": "We look into it.", "private_note": "Ticket 7."},
            follow=True,
        )
    )
    assert "Suspended. Whoever checks it" in said
    assert "We look into it." in said
    assert "Ticket 7." in said
    assert "Correct…" not in said
    assert current(awarded).is_suspended
    url = awarded.award_url("/reinstate")
    assert "valid at its old address" in text_of(owner.get(url))
    said = text_of(owner.post(url, {"note": "All is well.", "seen": "1"}, follow=True))
    assert "Reinstated. It is valid again at its old address." in said
    assert current(awarded).is_active


def test_a_revoked_badge_can_be_reinstated_from_its_page(owner, awarded):
    credential_services.revoke(
        credential=current(awarded),
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Wrong list.",
        actor=awarded.owner,
    )
    said = text_of(owner.get(awarded.award_url()))
    assert "Reinstate…" in said
    assert "Suspend…" not in said
    for rest in ("/correct", "/suspend", "/revoke"):
        answer = owner.get(awarded.award_url(rest), follow=True)
        assert answer.redirect_chain[-1][0] == awarded.award_url()
    owner.post(awarded.award_url("/reinstate"), {"seen": "1"})
    jobs.drain()
    said = text_of(owner.get(awarded.award_url()))
    assert "2. Signed anew, reinstated" in said
    answer = owner.get(awarded.award_url("/reinstate"), follow=True)
    assert "in force already" in text_of(answer)


def test_many_are_chosen_confirmed_and_revoked_with_progress(owner, college):
    chosen = [
        make_award(college, name=name, email=f"{number}@students.example")
        for number, name in enumerate(
            ("Ada Lovelace", "Mary Somerville", "Grace Hopper")
        )
    ]
    listed = owner.get(college.url("awards")).content.decode()
    assert listed.count('type="checkbox" name="award"') == 3
    url = college.url("awards/revoke")
    form = {"award": [award.public_id for award in chosen[:2]]}
    said = text_of(owner.post(url, form))
    assert "Revoke 2 badges" in said
    assert "Mary Somerville" in said
    assert "Grace Hopper" not in said
    form |= {"reason": "administrative_error", "public_wording": "Wrong list."}
    assert "It was an administrative error" in text_of(
        owner.post(url, {**form, "step": "look"})
    )
    assert not Withdrawal.objects.exists()
    answer = owner.post(url, {**form, "step": "revoke"}, follow=True)
    assert "0 of 2 done" in text_of(answer)
    assert answer["Refresh"]
    jobs.drain()
    answer = owner.get(answer.redirect_chain[-1][0])
    assert "2 badges revoked" in text_of(answer)
    assert "Refresh" not in answer
    states = [credentials.public(award.public_id).status for award in chosen]
    assert states == ["revoked", "revoked", "active"]


@pytest.mark.parametrize("form", [{}, {"award": ["1" * 22]}, {"award": ["x", ""]}])
def test_nothing_chosen_leads_back_to_the_list(owner, awarded, form):
    answer = owner.post(awarded.url("awards/revoke"), form, follow=True)
    assert "Choose at least one award first." in text_of(answer)
    assert current(awarded).is_active


def test_who_may_only_look_sees_none_of_it(awarded, staff):
    viewer = browser_of(staff[Role.VIEWER])
    said = text_of(viewer.get(awarded.award_url()))
    for word in ("Correct…", "Suspend…", "Revoke…"):
        assert word not in said
    assert "checkbox" not in viewer.get(awarded.url("awards")).content.decode()
