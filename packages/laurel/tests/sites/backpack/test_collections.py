"""Somebody's own collections, as pages: made in three clicks, arranged without a script."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from laurel.collecting import selectors, services
from laurel.collecting.models import Collection, CollectionLink
from laurel.collecting.types import Facts
from laurel.foundation import clock

from packages.laurel.tests.factories import badges, people

ADA = "ada@lovelace.example"


@pytest.fixture
def ada(db):
    return people.account(ADA, name="Ada Lovelace")


@pytest.fixture
def refs(ada):
    college, academy = badges.issuer(), badges.issuer(name="Kōwhai Academy")
    return [
        badges.issued(
            badges.achievement(of, name=name), recipient_email=ADA
        ).award_public_id
        for of, name in (
            (college, "Leadership"),
            (college, "Data"),
            (academy, "Stories"),
        )
    ]


@pytest.fixture
def client(ada):
    signed_in = Client()
    signed_in.force_login(ada)
    return signed_in


@pytest.fixture
def made(ada, refs):
    return services.make(
        facts=Facts(title="Leadership skills"), refs=refs, actor=people.actor(ada)
    )


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def order(collection):
    return [piece.held.name for piece in selectors.contents(collection).pieces]


def path(name, *args):
    return reverse(f"backpack:{name}", args=args)


def test_ticked_badges_become_a_collection_with_a_suggested_title(client, refs):
    form = client.post(path("collection_new"), {"ref": refs})  # Make a collection
    assert 'value="Data analysis"' in form.content.decode()
    assert "3 badges chosen" in words(form)
    assert not Collection.objects.exists()
    sent = {"ref": refs, "title": "Data analysis", "purpose": "", "rule": "",
            "visibility": "unlisted"}  # fmt: skip
    page = client.post(path("collection_new"), sent, follow=True)  # Make it
    made = Collection.objects.get()
    assert order(made) == ["Leadership", "Data", "Stories"]
    assert f"http://localhost:8000/c/{made.public_id}" in page.content.decode()  # copy


def test_what_is_wrong_is_said_beside_the_field_and_keeps_what_was_typed(client, refs):
    sent = {
        "ref": refs,
        "title": "",
        "purpose": "Mine",
        "rule": "",
        "visibility": "public",
    }
    page = client.post(path("collection_new"), sent)
    assert "Write what the collection is called." in words(page)
    assert ">Mine<" in page.content.decode().replace("\n", "")
    assert page.content.decode().count('name="ref"') == 3
    wrong = client.post(
        path("collection_new"), sent | {"title": "T", "rule": "issuer:Nobody"}
    )
    assert "None of your badges is like that any more" in words(wrong)
    assert not Collection.objects.exists()


def test_a_badge_of_somebody_else_is_refused(client, refs):
    another = badges.issued(recipient_email="mary@somerville.example").award_public_id
    sent = {
        "ref": [another],
        "title": "T",
        "purpose": "",
        "rule": "",
        "visibility": "public",
    }
    page = client.post(path("collection_new"), sent)
    assert page.status_code == 200
    assert "not in your backpack" in words(page)


@pytest.mark.requirement("K15")
def test_a_collection_by_a_rule_grows_by_itself(client, refs):
    form = client.get(path("collection_new")).content.decode()
    assert '<optgroup label="Every badge from the issuer">' in form
    sent = {"title": "All from North College", "purpose": "",
            "rule": "issuer:North College", "visibility": "unlisted"}  # fmt: skip
    client.post(path("collection_new"), sent)
    made = Collection.objects.get()
    stranger = Client()
    assert "2 valid" in words(stranger.get(f"/c/{made.public_id}"))
    college = badges.achievement(badges.issuer(), name="Arrived later")
    badges.issued(college, recipient_email=ADA)
    page = words(stranger.get(f"/c/{made.public_id}"))
    assert "3 valid" in page
    assert "Arrived later" in page
    assert "Stories" not in page


def test_buttons_move_badges_and_keep_the_notes(client, made, refs):
    sent = {"ref": refs, f"note-{refs[1]}": "A term of it.", "do": f"up:{refs[1]}"}
    answer = client.post(path("collection", made.public_id), sent)
    assert answer["Location"].endswith(f"?moved=up%3A{refs[1]}")
    assert order(made) == ["Data", "Leadership", "Stories"]
    page = client.get(path("collection", made.public_id)).content.decode()
    assert ">A term of it.</textarea>" in page
    moved = [refs[1], refs[0], refs[2]]
    client.post(
        path("collection", made.public_id), {"ref": moved, "do": f"down:{refs[0]}"}
    )
    assert order(made) == ["Data", "Stories", "Leadership"]


def test_a_note_that_is_too_long_changes_nothing(client, made, refs):
    sent = {"ref": refs[::-1], f"note-{refs[0]}": "x" * 501, "do": "save"}
    page = client.post(path("collection", made.public_id), sent, follow=True)
    assert "501 characters long; 500 fit" in words(page)
    assert order(made) == ["Leadership", "Data", "Stories"]


def test_taken_out_and_added_again(client, made, refs):
    url = path("collection", made.public_id)
    client.post(url, {"ref": refs, "do": f"out:{refs[0]}"})
    assert order(made) == ["Data", "Stories"]
    assert client.post(url, {"ref": refs, "do": f"out:{refs[0]}"}).status_code == 302
    assert client.post(url, {"do": "nonsense", "ref": ["x"]}).status_code == 302
    offered = client.get(path("collection_add", made.public_id))
    assert "Leadership" in words(offered)
    none = client.get(path("collection_add", made.public_id), {"q": "basket"})
    assert "None of your other badges is like" in words(none)
    client.post(path("collection_add", made.public_id), {"ref": refs[0]})
    assert order(made) == ["Data", "Stories", "Leadership"]
    empty = client.post(path("collection_add", made.public_id), {}, follow=True)
    assert "Tick at least one badge" in words(empty)


def test_words_and_readers_change(client, made):
    url = path("collection_words", made.public_id)
    assert 'value="Leadership skills"' in client.get(url).content.decode()
    sent = {"title": "Other", "purpose": "For work.", "rule": "", "visibility": "private",
            "shows_name": "on"}  # fmt: skip
    page = client.post(url, sent, follow=True)
    assert "Only you see it" in words(page)
    assert Client().get(f"/c/{made.public_id}").status_code == 404


def test_links_are_made_counted_and_ended(client, made):
    url = path("collection_links", made.public_id)
    missing = client.post(url, {"purpose": "", "ends_on": "31.2.2026"})
    assert "Write for whom" in words(missing)
    assert "not a day of the calendar" in words(missing)
    past = client.post(url, {"purpose": "A job", "ends_on": "2020-01-01"})
    assert "This day is over" in words(past)
    day = clock.today() + dt.timedelta(days=9)
    client.post(url, {"purpose": "A job", "ends_on": day.isoformat()})
    link = CollectionLink.objects.get()
    person = {
        "HTTP_ACCEPT": "text/html",
        "HTTP_USER_AGENT": "Mozilla/5.0 Firefox/140.0",
    }
    assert Client().get(f"/c/{link.token}", **person).status_code == 200
    page = client.get(path("collection", made.public_id))
    assert "opened once" in words(page)
    assert f"http://localhost:8000/c/{link.token}" in page.content.decode()
    end = path("collection_link_end", made.public_id, link.token)
    assert "leads nowhere" in words(client.post(end, follow=True))
    assert Client().get(f"/c/{link.token}").status_code == 410
    assert "over already" in words(client.post(end, follow=True))


def test_deleting_is_asked_first(client, made):
    url = path("collection_delete", made.public_id)
    assert "Your badges stay as they are" in words(client.get(url))
    assert Collection.objects.exists()
    page = client.post(url, follow=True)
    assert "is deleted" in words(page)
    assert "No collections yet" in words(page)


def test_the_list_says_who_sees_each(client, made):
    page = words(client.get(path("collections")))
    assert "Leadership skills 3 badges, for whoever has its link" in page


OWN = ("collection", "collection_words", "collection_add", "collection_delete")


def test_nobody_else_gets_at_a_collection(made, refs, ada):
    link = services.make_link(
        collection=made,
        purpose="A job",
        ends_on=clock.today(),
        actor=people.actor(ada),
    )
    pages = [path(name, made.public_id) for name in OWN]
    posts = [*pages, path("collection_links", made.public_id),
             path("collection_link_end", made.public_id, link.token)]  # fmt: skip
    lists = [path("collections"), path("collection_new")]
    stranger, other = Client(), Client()
    other.force_login(people.account())
    for url in [*pages, *lists]:
        assert stranger.get(url)["Location"].startswith("/accounts/login/")
    for url in pages:
        assert other.get(url).status_code == 404
    for url in posts:
        assert stranger.post(url)["Location"].startswith("/accounts/login/")
        assert other.post(url, {"ref": refs}).status_code == 404
    for url in lists:
        assert made.public_id not in other.get(url).content.decode()
    assert Collection.objects.count() == 1
    assert CollectionLink.objects.get().revoked_at is None
