"""Journey one: from an empty instance to a badge that strangers check.

A newcomer signs in, makes an organisation, its issuer and a badge, and awards it; the person
sees and downloads it without an account; an employer checks the file; the college revokes, and
everybody is told so, also about the file that was downloaded before.
"""

import re

import pytest
from laurel.foundation import jobs

from .browser import Person, newest_mail, newest_mail_html, upload

STAFF = "caroline@north-college.example"
ADA = "ada@students.example"


def checks_of(page):
    """Every check of a result as (outcome, title)."""
    found = re.findall(
        r'<li data-outcome="(\w+)">.*?<b><span class="vh">[^<]*</span>(.*?)</b>',
        page,
        re.DOTALL,
    )
    return [(outcome, re.sub(r"<[^>]+>", "", title)) for outcome, title in found]


def read(page):
    """What a reader reads, without the marks."""
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def verdict_of(page):
    """The word in the status line."""
    line = re.search(r'class="verdict" data-status="(\w+)"', page)
    return line[1] if line else None


@pytest.fixture
def awarded(db):
    """Caroline went all the way to the first award; (Caroline, the mail, the award's page)."""
    caroline = Person()
    caroline.sign_in(STAFF)
    caroline.send("Start", name="North College", your_name="Caroline Herschel")
    caroline.follow("Set up")
    caroline.send(
        "Set up the issuer",
        url="https://north-college.example",
        email="registrar@north-college.example",
        description="A college by the sea.",
        brand_colour="#1f3d7a",
    )
    caroline.follow("Define")
    caroline.follow("Say more about it")
    caroline.send(
        "Next",
        name="Applied Data Analytics",
        description="Finds, cleans and explains data.",
    )
    caroline.send(
        "Next",
        **{
            "criteria": "- Finishes three courses\n- Presents a **project**",
            "skills-name": "Data analysis",
            "skills-url": "https://skills.example/data-analysis",
        },
    )
    caroline.send("Next")
    caroline.send("Publish")
    caroline.follow("Award")
    caroline.follow("Applied Data Analytics")
    caroline.send(
        "Award this badge",
        recipient_name="Ada Lovelace",
        recipient_email=ADA,
        narrative="Wrote the first *programme* of the year.",
        evidence="Project | https://north-college.example/projects/7",
    )
    return caroline, newest_mail(ADA)


def link_after(text, words):
    return re.search(rf"{words}.*?\n(http\S+)", text, re.DOTALL)[1]


def public_page(mail):
    """The address that everybody may know: what the picture in the mail belongs to."""
    return link_after(mail, "Download").partition("/badge.png")[0]


@pytest.mark.requirement("J1", "J15", "J24", "I5", "I6", "I7", "I8")
def test_from_an_empty_instance_to_a_revoked_badge(awarded):
    caroline, mail = awarded
    ada = Person()  # no account, no cookie

    # The mail says what happened, and both its links work for a stranger.
    assert "North College has awarded you Applied Data Analytics" in mail
    page = ada.open(link_after(mail, "See your badge"))
    for words in ("Applied Data Analytics", "Ada Lovelace", "North College"):
        assert words in page
    page = ada.open(public_page(mail))
    assert "Data analysis" in page
    assert "<em>programme</em>" in page
    assert verdict_of(page) == "valid"

    picture, disposition = ada.download(link_after(mail, "Download"))
    assert picture.startswith(b"\x89PNG")
    assert "applied-data-analytics-ada-lovelace.png" in disposition

    # An employer drops the file, or pastes the link: valid, with every check listed.
    employer = Person()
    employer.open("/verify")
    page = employer.send("Check", badge=upload("badge.png", picture))
    assert verdict_of(page) == "valid"
    outcomes = checks_of(page)
    assert sum(outcome == "passed" for outcome, _ in outcomes) >= 6
    assert "failed" not in {outcome for outcome, _ in outcomes}
    employer.open("/verify")
    page = employer.send("Check", text=public_page(mail))
    assert verdict_of(page) == "valid"

    # Caroline revokes; what the public will read is shown to her first.
    caroline.open("/console/")
    caroline.follow("Awards")
    caroline.follow("Ada Lovelace")
    caroline.follow("Revoke")
    page = caroline.send(
        "Next: see what the public will read",
        reason="administrative_error",
        public_wording="It was issued to the wrong Ada.",
        private_note="Two students share the name.",
    )
    assert "It was issued to the wrong Ada." in page
    page = caroline.send("Revoke this badge")
    assert "Two students share the name." in page
    jobs.drain()

    # The page says so with the reason; so does the file that was downloaded before.
    page = ada.open(public_page(mail))
    assert verdict_of(page) == "revoked"
    assert "It was issued to the wrong Ada." in read(page)
    assert "Two students share the name." not in page
    employer.open("/verify")
    page = employer.send("Check", badge=upload("badge.png", picture))
    assert verdict_of(page) == "revoked"
    assert "It was issued to the wrong Ada." in read(page)


@pytest.mark.requirement("J15")
def test_the_award_mail_is_light_private_and_changes_nothing(awarded):
    _, text = awarded
    html = newest_mail_html(ADA)
    assert len(html.encode()) < 20_000
    assert "You need no account" in html
    assert "You need no account" in text
    # Nothing is loaded when it is opened: every picture travels inside.
    assert not re.findall(r'src="(?!cid:)', html)
    assert "url(" not in html
    assert "<script" not in html
    # The same links in both parts; opening them twice changes nothing.
    links = re.findall(r"http://localhost:8000/(?:b|mine)/\S+", text)
    assert len(links) == 3  # the badge as theirs, its picture, and help
    for link in links:
        assert link in html
        first = Person().client.get(link.removeprefix("http://localhost:8000"))
        again = Person().client.get(link.removeprefix("http://localhost:8000"))
        assert first.status_code == again.status_code == 200
    assert "!!" not in html + text  # a word that nobody filled in


@pytest.mark.requirement("I7")
def test_an_expired_badge_was_true_once(awarded, fixed_clock):
    import datetime as dt

    from laurel.foundation import clock

    caroline, _ = awarded
    fixed_clock.at = clock.SystemClock().now()
    caroline.open("/console/")
    caroline.follow("Award")
    caroline.follow("Applied Data Analytics")
    today = fixed_clock.at.date()
    caroline.send(
        "Award this badge",
        recipient_name="Mary Somerville",
        recipient_email="mary@students.example",
        issued_on=today.isoformat(),
        expires_on=(today + dt.timedelta(days=2)).isoformat(),
    )
    link = public_page(newest_mail("mary@students.example"))
    reader = Person()
    assert verdict_of(reader.open(link)) == "valid"
    fixed_clock.move(dt.timedelta(days=4))
    page = reader.open(link)
    assert verdict_of(page) == "expired"


@pytest.mark.requirement("I9")
def test_an_archived_badge_keeps_its_awards(awarded):
    caroline, mail = awarded
    caroline.open("/console/")
    caroline.follow("Badges")
    caroline.follow("Applied Data Analytics")
    caroline.send("Archive")
    page = Person().open(public_page(mail))
    assert verdict_of(page) == "valid"
