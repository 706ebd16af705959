"""The issuers of an organisation in the console: profile, domain, help page."""

import pytest
from laurel.achievements import selectors as achievements
from laurel.foundation import jobs
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers

from packages.laurel.tests.factories import badges

from .conftest import make_award

PROFILE = {
    "name": "Faculty of Arts",
    "url": "https://arts.north-college.example",
    "description": "Everything that is made.",
    "contact_name": "The dean’s office",
    "email": "arts@north-college.example",
    "phone": "+1 604 555 0100",
    "time_zone": "America/Vancouver",
    "language": "fr",
    "shows_programs": "on",
    "linkedin_id": " 1234567 ",
}


def url(college, rest=""):
    return college.url(f"issuers/{college.issuer.public_id}{rest}")


def text_of(response):
    return response.content.decode()


def test_a_second_issuer_is_added_with_keys_of_its_own(college, owner):
    response = owner.post(
        college.url("issuers/new"),
        {
            "name": "Faculty of Arts",
            "url": "https://arts.north-college.example",
            "email": "arts@north-college.example",
            "description": "",
            "brand_colour": "#7a1f3d",
            "accent_colour": "#d9b65c",
        },
        follow=True,
    )
    assert "It signs with its own keys" in text_of(response)
    added = issuers.of_organization(college.organization).last()
    assert added.name == "Faculty of Arts"
    listed = text_of(owner.get(college.url("issuers")))
    assert "North College" in listed
    assert "Faculty of Arts" in listed
    keys = text_of(owner.get(college.url(f"keys?issuer={added.public_id}")))
    for key in issuers.published_keys(added):
        assert key.public_id in keys
    for key in issuers.published_keys(college.issuer):
        assert key.public_id not in keys


def test_new_keys_are_made_for_the_issuer_that_was_chosen(college, owner):
    added = badges.issuer(college.organization, name="Faculty of Arts")
    before = {i: len(issuers.published_keys(i)) for i in (college.issuer, added)}
    owner.post(college.url(f"keys/new?issuer={added.public_id}"))
    assert len(issuers.published_keys(added)) == 2 * before[added]
    assert len(issuers.published_keys(college.issuer)) == before[college.issuer]


def test_an_issuer_of_somebody_else_cannot_be_chosen(college, owner):
    for rest in ("keys", "keys/new"):
        foreign = f"{college.url(rest)}?issuer={badges.issuer().public_id}"
        assert owner.get(foreign).status_code == 404
        assert owner.post(foreign).status_code in (404, 405)


def test_a_badge_is_defined_in_the_name_of_the_issuer_that_was_chosen(college, owner):
    added = badges.issuer(college.organization, name="Faculty of Arts")
    where = college.url(f"badges/new?issuer={added.public_id}")
    page = text_of(owner.get(where))
    assert "In whose name?" in page
    assert (
        f'action="/console/{college.slug}/badges/new?issuer={added.public_id}"' in page
    )
    owner.post(where, {"name": "Drawing from life"})
    made = achievements.of_organization(college.organization).first()
    assert (made.current.name, made.issuer) == ("Drawing from life", added)


def test_many_badges_are_made_in_the_name_of_the_issuer_that_was_chosen(college, owner):
    added = badges.issuer(college.organization, name="Faculty of Arts")
    table = "Name\tOne sentence\tHow it is earned\nWeaver\tWeaves.\tWeave a shawl"
    page = owner.post(college.url("badges/many"), {"text": table}).url
    where = f"{page}?issuer={added.public_id}"
    assert "In whose name?" in text_of(owner.get(where))
    assert owner.post(where, {"make": "1"}).url == where
    jobs.drain()
    made = achievements.of_organization(college.organization).first()
    assert (made.current.name, made.issuer) == ("Weaver", added)


def test_with_one_issuer_nobody_is_asked_in_whose_name(college, owner):
    assert "In whose name?" not in text_of(owner.get(college.url("badges/new")))


def test_an_archived_issuer_awards_and_defines_nothing(college, owner, client):
    badges.issuer(college.organization, name="Faculty of Arts")
    owner.post(url(college, "/archive"))
    with pytest.raises(Refused, match="awards nothing now"):
        make_award(college)
    college.issuer.refresh_from_db()
    with pytest.raises(Refused, match="archived"):
        badges.achievement(college.issuer)
    public = text_of(client.get(f"/issuers/{college.issuer.public_id}"))
    assert "Facilitation: Completed" not in public
    owner.post(url(college, "/restore"))
    assert make_award(college)


def test_a_profile_is_changed(college, owner):
    response = owner.post(url(college), PROFILE, follow=True)
    assert "Saved." in text_of(response)
    college.issuer.refresh_from_db()
    assert college.issuer.contact_name == "The dean’s office"
    assert college.issuer.time_zone == "America/Vancouver"
    assert college.issuer.shows_programs is True
    assert college.issuer.linkedin_id == "1234567"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phone", "call me", "A telephone number has digits"),
        ("time_zone", "Mars/Olympus", "Choose a time zone from the list."),
        ("language", "xx", "Choose a language from the list."),
        ("name", "a\x07b", "hidden character"),
        ("email", "registrar", "This is not an e-mail address"),
    ],
)
def test_a_mistake_is_said_beside_its_field(college, owner, field, value, said):
    response = owner.post(url(college), {**PROFILE, field: value})
    assert response.status_code == 200
    assert said in text_of(response)
    college.issuer.refresh_from_db()
    assert college.issuer.name == "North College"


def test_the_page_says_what_to_do_to_prove_the_domain_and_asks(college, owner):
    page = text_of(owner.get(url(college)))
    address, line = issuers.domain_proof(college.issuer)
    assert address in page
    assert line in page
    assert "Not checked" in page
    said = text_of(owner.post(url(college, "/domain"), follow=True))
    assert "We are asking your site" in said
    assert "Being checked" in said
    said = text_of(owner.post(url(college, "/domain"), follow=True))
    assert "We asked a moment ago" in said
    jobs.drain()
    said = text_of(owner.get(url(college)))
    assert "Could not be checked" in said
    assert "The site did not answer. We try again tomorrow." in said


def test_an_issuer_is_archived_and_comes_back(college, owner):
    only = text_of(owner.post(url(college, "/archive"), follow=True))
    assert "This is your only issuer" in only
    badges.issuer(college.organization, name="Faculty of Arts")
    said = text_of(owner.post(url(college, "/archive"), follow=True))
    assert "What it awarded stays valid" in said
    assert "Take back into use" in said
    home = text_of(owner.get(college.url()))
    assert "North College" in home
    said = text_of(owner.post(url(college, "/restore"), follow=True))
    assert "back in use" in said


def test_what_an_archived_issuer_awarded_is_still_shown_and_valid(
    college, owner, client
):
    award = make_award(college)
    badges.issuer(college.organization, name="Faculty of Arts")
    owner.post(url(college, "/archive"))
    page = text_of(client.get(f"/b/{award.public_id}"))
    assert 'class="verdict" data-status="valid"' in page
    assert "awards no badges any more" in text_of(
        client.get(f"/issuers/{college.issuer.public_id}")
    )


@pytest.mark.requirement("J29")
def test_the_help_page_is_edited_shown_and_linked_in_mail_and_page(
    college, owner, client
):
    public = f"/issuers/{college.issuer.public_id}/help"
    assert "I cannot find the mail" in text_of(client.get(public))

    new = "## Where is my badge?\n\nIn the **registrar’s** mail."
    looked = text_of(owner.post(url(college, "/help"), {"text": new, "look": "1"}))
    assert "<strong>registrar’s</strong>" in looked
    assert "Nothing is saved yet" in looked
    assert "Where is my badge?" not in text_of(client.get(public))

    owner.post(url(college, "/help"), {"text": new})
    shown = text_of(client.get(public))
    assert "Where is my badge?</h2>" in shown
    assert "<strong>registrar’s</strong>" in shown
    assert "I cannot find the mail" not in shown

    award = make_award(college)
    from laurel.foundation import mail

    sent = mail.about(f"award:{award.public_id}").get()
    assert f"http://localhost:8000{public}" in sent.text
    assert f'href="http://localhost:8000{public}"' in sent.html
    assert f'href="{public}"' in text_of(client.get(f"/b/{award.public_id}"))


def test_the_help_page_runs_nothing(college, owner, client):
    sly = "<script>alert(1)</script> [x](javascript:alert(2)) ![x](https://e.example/)"
    owner.post(url(college, "/help"), {"text": sly})
    shown = text_of(client.get(f"/issuers/{college.issuer.public_id}/help"))
    main = shown.split("<main")[1]
    assert "<script" not in main
    assert "javascript:" not in main.replace("[x](javascript:alert(2))", "")
    assert "<img" not in main.split('class="prose')[1].split("</div>")[0]


def test_our_help_page_comes_back(college, owner, client):
    owner.post(url(college, "/help"), {"text": "Mine."})
    said = text_of(owner.post(url(college, "/help"), {"ours": "1"}, follow=True))
    assert "says what Laurel brings again" in said
    public = text_of(client.get(f"/issuers/{college.issuer.public_id}/help"))
    assert "I cannot find the mail" in public


def test_a_help_page_that_is_too_long_or_empty_is_explained(college, owner):
    said = text_of(owner.post(url(college, "/help"), {"text": "x" * 20_001}))
    assert "This is 20,001 characters long; 20,000 fit." in said
    said = text_of(owner.post(url(college, "/help"), {"text": "  "}))
    assert "go back to the text that Laurel brings" in said


def test_the_history_tells_it_all(college, owner):
    badges.issuer(college.organization, name="Faculty of Arts")
    owner.post(url(college, "/help"), {"text": "Mine."})
    owner.post(url(college, "/domain"))
    jobs.drain()
    owner.post(url(college, "/archive"))
    owner.post(url(college, "/restore"))
    said = text_of(owner.get(college.url("history")))
    for words in (
        "changed the help page of “North College” (version 1)",
        "asked for a check of north-college.example for “North College”",
        "looked at north-college.example for “North College”: the check could not run",
        "archived the issuer “North College”",
        "took the issuer “North College” back into use",
    ):
        assert words in said
