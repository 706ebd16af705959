"""The award page: what it is, whose, and whether it holds, for everybody."""

import json
import re

import pytest
from django.conf import settings
from laurel.awards.types import Evidence

from packages.laurel.tests.factories import badges


def page(client, credential):
    response = client.get(f"/b/{credential.award_public_id}")
    assert response.status_code == 200
    return response.content.decode()


def words(html):
    """The page's words without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.split("<main")[1]))


@pytest.mark.requirement("J1", "I5", "I7", "K22")
def test_a_stranger_sees_the_badge_and_that_it_is_valid(client, credential):
    text = words(page(client, credential))
    assert "Applied Data Analytics" in text
    assert "Awarded to Ada Lovelace" in text
    assert "North College" in text
    assert "Valid Checked today at" in text.replace("ValidChecked", "Valid Checked")
    assert "It was issued by North College" in text
    assert "Nothing has been changed" in text
    assert "It has not been revoked" in text
    assert "It has not expired" in text
    assert "It follows the Open Badges standard" in text
    assert "Does not expire" in text
    assert "Data analysis" in text
    assert "Her report" in text
    assert "Ada led two workshops." in text
    assert "Passed all four courses" in text


@pytest.mark.requirement("J24", "I7")
def test_a_revoked_badge_says_so_in_the_issuers_public_words(client, revoked):
    html = page(client, revoked)
    text = words(html)
    assert re.search(r"Revoked on \d+ \w+ \d{4}", text)
    assert "Reason given by North College: Issued in error." in text
    assert "It has been revoked" in text
    assert "ticket 7" not in html
    assert 'data-status="valid"' not in html


@pytest.mark.requirement("I7")
def test_an_expired_badge_was_true_once(client, expired):
    text = words(page(client, expired))
    assert "Expired on 5 March 2025" in text
    assert "It was valid from 5 March 2023 to 5 March 2025" in text
    assert "It has not been revoked" in text


def test_what_could_not_be_checked_is_neither_good_nor_bad(
    client, credential, monkeypatch
):
    from laurel.credentials import status_lists
    from laurel.credentials.errors import NotFound

    def gone(list_id):
        raise NotFound("lost")

    monkeypatch.setattr(status_lists, "published", gone)
    html = page(client, credential)
    text = words(html)
    assert "Could not be checked" in text
    assert "We do not know whether it was revoked" in text
    assert "That says nothing against the badge" in text
    assert 'class="verdict" data-status="unknown"' in html


def test_a_badge_that_is_awarded_but_not_signed_yet_asks_for_patience(client, db):
    from laurel.awards import services as awards

    award = awards.grant(
        narrative="", evidence=[], issued_on=None, expires_on=None,
        **badges.award_facts(badges.achievement()),
    )  # fmt: skip
    response = client.get(f"/b/{award.public_id}")
    assert response.status_code == 200
    assert "This badge is being made" in response.content.decode()
    assert response["Refresh"] == "5"
    asked = client.get(f"/b/{award.public_id}", headers={"Accept": "application/json"})
    assert asked.status_code == 404


@pytest.mark.requirement("J1")
def test_a_link_preview_finds_absolute_addresses(client, credential):
    html = page(client, credential)
    base = settings.LAUREL.base_url
    found = dict(
        re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html)
    )
    assert found["og:title"] == "Applied Data Analytics, awarded to Ada Lovelace"
    assert found["og:url"] == f"{base}/b/{credential.award_public_id}"
    card = f"{base}/b/{credential.award_public_id}/card.png?v="
    assert found["og:image"].startswith(card)
    assert found["twitter:image"] == found["og:image"]
    assert (
        client.get(found["og:image"].removeprefix(base))["Content-Type"] == "image/png"
    )


def test_the_document_itself_is_on_the_page(client, credential):
    html = page(client, credential)
    assert "OpenBadgeCredential" in html
    assert "proofValue" in html
    assert credential.recipient_email not in html


def test_hostile_text_stays_text(client, db):
    made = badges.issued(
        badges.achievement(
            name="<script>alert(1)</script>",
            description="<img src=x onerror=alert(1)>",
            criteria="<svg onload=alert(1)> [x](javascript:alert(1))",
        ),
        recipient_name='Ada "<b>Lovelace',
        narrative="<iframe src=//evil.example></iframe>\u202eelpmaxe",
        evidence=[
            Evidence(name="<script>alert(2)</script>", url="https://e.example/x")
        ],
    )
    html = page(client, made)
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert "<svg onload" not in html
    assert "<iframe" not in html
    assert 'href="javascript' not in html
    assert "\u202e" not in html


def test_what_is_said_about_each_piece_of_evidence_is_shown(client, db):
    made = badges.issued(
        badges.achievement(),
        evidence=[
            Evidence(
                name="Reflection",
                url="https://e.example/x",
                narrative="I learned to *wait*. <script>alert(3)</script>",
            ),
            Evidence(name="Assessor's note", narrative="Watched from end to end."),
        ],
    )
    html = page(client, made)
    assert "I learned to <em>wait</em>." in html
    assert "<script>alert" not in html
    assert "Watched from end to end." in html
    assert 'href="https://e.example/x"' in html


def test_the_number_of_checks_is_the_number_of_ticks(client, credential):
    html = page(client, credential)
    ticks = html.count('<li data-outcome="passed">')
    assert f"All {ticks} checks of the badge passed." in words(html)


def test_a_bare_badge_has_no_empty_sections(client, db):
    made = badges.issued(badges.achievement(skills=[]))
    text = words(page(client, made))
    assert (
        " did "
        not in text.split("What it stands for")[0].split("What was checked")[1][-20:]
    )
    assert "Evidence" not in text
    assert "Skills" not in text


@pytest.mark.requirement("I7")
def test_the_report_is_there_for_programs_too(client, credential):
    report = client.get(f"/b/{credential.award_public_id}/verification.json").json()
    assert report["status"] == "valid"
    assert report["verdict"] == "verified"
    assert report["title"] == "Valid"
    assert report["badge"]["name"] == "Applied Data Analytics"
    assert report["badge"]["recipient"]["name"] == "Ada Lovelace"
    assert {c["check"] for c in report["checks"]} >= {"proof", "issuer", "status"}


@pytest.mark.requirement("J24", "I7")
def test_the_report_of_a_revoked_badge_says_why(client, revoked):
    report = client.get(f"/b/{revoked.award_public_id}/verification.json").json()
    assert report["status"] == "revoked"
    assert report["verdict"] == "not_verified"
    assert report["sentence"] == (
        "Reason given by North College: Issued in error. "
        "It was an administrative error, and says nothing against the person."
    )


@pytest.mark.requirement("I9")
def test_an_archived_badge_keeps_its_page(client, credential):
    from laurel.achievements import services as achievements
    from laurel.foundation.actors import SYSTEM

    achievement = credential.achievement_version.achievement
    achievements.archive(achievement=achievement, actor=SYSTEM)
    text = words(page(client, credential))
    assert "Applied Data Analytics" in text
    assert "Valid" in text


@pytest.mark.requirement("I20")
def test_an_award_of_a_badge_for_24_months_says_when_it_ends(client, db, fixed_clock):
    from laurel.achievements.types import Validity

    credential = badges.issued(badges.achievement(validity=Validity(months=24)))
    assert "21 November 2028" in words(page(client, credential))
    document = json.loads(bytes(credential.document))
    assert document["validUntil"] == "2028-11-21T23:59:59Z"
    for_ever = badges.issued(badges.achievement())
    assert "Does not expire" in words(page(client, for_ever))
    assert "validUntil" not in json.loads(bytes(for_ever.document))
