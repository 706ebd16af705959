"""Wrong input: the form comes back with everything typed and the error beside the field."""

import datetime as dt
import re
from uuid import uuid4

import pytest
from laurel.awards import selectors as awards
from laurel.foundation import clock, jobs, mail
from laurel.foundation.models import EventRecord

from .conftest import error_beside, make_award

TODAY = clock.now().date()

AWARD = {
    "recipient_name": "Mary Somerville",
    "recipient_email": "mary@students.example",
    "narrative": "She led three trips.",
    "evidence": "Report | https://college.example/report.pdf",
    "issued_on": TODAY.isoformat(),
    "expires_on": "",
}


def award_facts(**changes):
    return AWARD | {"idempotency_key": str(uuid4())} | changes


# --- awarding ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("recipient_name", "", "Write the name"),
        ("recipient_name", "x" * 121, "120 fit"),
        ("recipient_name", "Ada\r\nBcc: all@college.example", "U+000D"),
        ("recipient_email", "", "Write the address"),
        ("recipient_email", "ada@college", "not an e-mail address"),
        ("recipient_email", "ada lovelace@college.example", "not an e-mail address"),
        ("recipient_email", "a@b.example\nBcc: x@y.example", "hidden character"),
        ("recipient_email", "a" * 250 + "@college.example", "254 fit"),
        ("narrative", "x" * 10_001, "10,000 fit"),
        ("evidence", "just words", "Line 1: the address is missing"),
        (
            "evidence",
            "Report | ftp://college.example/a",
            "Line 1: this is not a web address",
        ),
        ("issued_on", "", "Choose a day"),
        ("issued_on", "21/11/2026", "2026-11-21"),
        ("issued_on", (TODAY + dt.timedelta(days=1)).isoformat(), "has not come yet"),
        ("issued_on", "1026-11-21", "Check the year"),
        (
            "expires_on",
            (TODAY - dt.timedelta(days=3)).isoformat(),
            "before it is awarded",
        ),
        ("expires_on", TODAY.isoformat(), "before it is awarded"),
        ("expires_on", "2926-11-21", "Check the year"),
        ("language", "xx", "Choose a language from the list"),
    ],
)
def test_a_wrong_fact_of_an_award_is_said_beside_its_field(
    owner, college, field, value, said
):
    response = owner.post(college.badge_url("/award"), award_facts(**{field: value}))
    assert said in error_beside(response, field)
    for other, typed in AWARD.items():
        if other != field:
            assert response.context["form"][other].value() == typed
    assert awards.of_organization(college.organization).count() == 0


def test_an_award_that_would_arrive_expired_is_refused(owner, college):
    facts = award_facts(
        issued_on=(TODAY - dt.timedelta(days=30)).isoformat(),
        expires_on=(TODAY - dt.timedelta(days=1)).isoformat(),
    )
    response = owner.post(college.badge_url("/award"), facts)
    assert "would arrive expired" in error_beside(response, "expires_on")


def test_the_mail_comes_in_the_language_that_was_chosen(owner, college):
    owner.post(college.badge_url("/award"), award_facts(language="fr"))
    jobs.drain()
    award = awards.of_organization(college.organization).get()
    sent = mail.about(f"award:{award.public_id}").get()
    assert sent.subject.startswith("Mary Somerville, North College vous décerne")


def test_the_same_form_sent_twice_is_one_award(owner, college):
    facts = award_facts()
    first = owner.post(college.badge_url("/award"), facts)
    second = owner.post(college.badge_url("/award"), facts)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert awards.of_organization(college.organization).count() == 1


def test_going_back_to_the_form_and_sending_it_again_is_one_award(owner, college):
    """Browsers fetch a page that is never stored again, and fill in what was typed."""
    page = owner.get(college.badge_url()).content.decode()
    address = re.search(r'href="([^"]*/award\?form=[^"]*)"', page)[1]
    for _ in range(2):
        key = owner.get(address).context["form"]["idempotency_key"].value()
        facts = AWARD | {"idempotency_key": str(key)}
        assert owner.post(address, facts).status_code == 302
    assert awards.of_organization(college.organization).count() == 1
    other = owner.get(college.badge_url()).context["form_key"]
    assert str(other) not in address


@pytest.mark.parametrize("key", ["", "x", "1" * 500])
def test_a_key_that_is_none_is_passed_over(owner, college, key):
    form = owner.get(college.badge_url(f"/award?form={key}")).context["form"]
    assert form["idempotency_key"].value()


def test_a_used_form_with_other_facts_asks_once_more_and_then_awards(owner, college):
    facts = award_facts()
    owner.post(college.badge_url("/award"), facts)
    other = facts | {"recipient_email": "caroline@students.example"}
    response = owner.post(college.badge_url("/award"), other)
    assert "used already" in response.content.decode()
    assert awards.of_organization(college.organization).count() == 1
    again = other | {
        "idempotency_key": response.context["form"]["idempotency_key"].value()
    }
    assert owner.post(college.badge_url("/award"), again).status_code == 302
    assert awards.of_organization(college.organization).count() == 2


# --- revoking ------------------------------------------------------------------------------

REVOCATION = {
    "reason": "administrative_error",
    "public_wording": "It was issued to the wrong person.",
    "private_note": "Mixed up two people called Ada.",
}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("reason", "", "Choose a reason"),
        ("reason", "boredom", "boredom"),
        ("public_wording", "", "Write one sentence"),
        ("public_wording", "x" * 501, "500 fit"),
        ("private_note", "x" * 2001, "2,000 fit"),
    ],
)
def test_a_wrong_fact_of_a_revocation_changes_nothing(
    owner, awarded, field, value, said
):
    for step in ("look", "revoke"):
        facts = REVOCATION | {field: value, "step": step}
        response = owner.post(awarded.award_url("/revoke"), facts)
        assert said in error_beside(response, field)
    assert owner.get(awarded.award_url()).context["award"]["status"] == "valid"


def test_what_the_public_will_read_is_shown_before_it_happens(owner, awarded):
    url = awarded.award_url("/revoke")
    page = owner.post(url, REVOCATION | {"step": "look"}).content.decode()
    assert "It was issued to the wrong person." in page
    assert "everybody will read" in page
    assert owner.get(awarded.award_url()).context["award"]["status"] == "valid"
    assert owner.post(url, REVOCATION | {"step": "revoke"}).status_code == 302
    shown = owner.get(awarded.award_url()).content.decode()
    assert "Revoked" in shown
    assert "Mixed up two people" in shown


def test_a_revoked_badge_is_not_revoked_again(owner, awarded):
    url = awarded.award_url("/revoke")
    owner.post(url, REVOCATION | {"step": "revoke"})
    again = owner.post(
        url, REVOCATION | {"public_wording": "Other words", "step": "revoke"}
    )
    assert again.status_code == 302
    assert "Other words" not in owner.get(awarded.award_url()).content.decode()


# --- the rest ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("name", "", "Write"),
        ("url", "north-college", "not a web address"),
        ("url", "javascript:alert(1)", "not a web address"),
        ("email", "registrar", "not an e-mail address"),
        ("description", "x" * 501, "500 fit"),
    ],
)
def test_a_wrong_fact_of_the_issuer_is_said_beside_its_field(
    owner, college, field, value, said
):
    facts = {
        "name": "Other name",
        "url": "https://other.example",
        "email": "office@other.example",
        "description": "",
    }
    response = owner.post(college.url("issuers/new"), facts | {field: value})
    assert said in error_beside(response, field)
    college.issuer.refresh_from_db()
    assert college.issuer.name == "North College"


def test_a_mail_is_sent_again_but_not_by_a_second_click(owner, awarded, fixed_clock):
    fixed_clock.at = clock.SystemClock().now() + dt.timedelta(minutes=5)
    for _ in range(2):
        owner.post(awarded.award_url("/resend"))
    assert len(owner.get(awarded.award_url()).context["award"]["deliveries"]) == 2
    noted = EventRecord.objects.get(name="award.mail_resent")
    assert noted.actor_label == "Mary Somerville"
    assert noted.organization_id == awarded.organization.pk
    assert set(noted.payload) == {"award_public_id", "mail_public_id"}


def test_new_keys_sign_and_old_ones_stay_published(owner, awarded):
    before = owner.get(awarded.url("keys")).context["keys"]
    assert owner.get(awarded.url("keys/new")).status_code == 200
    owner.post(awarded.url("keys/new"))
    after = owner.get(awarded.url("keys")).context["keys"]
    assert len(after) == 2 * len(before)
    assert {key["id"] for key in before} < {key["id"] for key in after}
    assert sum(key["active"] for key in after) == len(before)


def test_names_are_shown_as_text_wherever_they_stand(owner, college):
    college.award = make_award(college, name="<script>alert(1)</script> & Söhne")
    for url in (
        college.url(),
        college.url("awards"),
        college.award_url(),
        college.badge_url(),
    ):
        page = owner.get(url).content.decode()
        assert "<script>alert" not in page, url
        assert "&lt;script&gt;" in page, url
