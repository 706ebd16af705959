"""Awarding to many, as the staff's pages offer it; without script, as the pages work without."""

import datetime as dt
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.achievements.types import DuplicatePolicy
from laurel.awards.models import Award
from laurel.batches import selectors
from laurel.batches.models import Batch
from laurel.batches.types import BatchState
from laurel.credentials.models import Credential
from laurel.foundation import jobs, tables
from laurel.foundation.models import OutgoingMail
from laurel.organizations import services as organizations
from laurel.organizations.types import Role

from packages.laurel.tests.factories import batches, people

from .conftest import browser_of, make_award, make_college

MIXED = (
    "Name\tE-mail\n"
    "Ada Lovelace\tada@students.example\n"
    "Sophie Germain\tsophie@students\n"
    "George Boole\tboole@gmial.com\n"
)


@pytest.fixture
def once(db):
    """A college whose badge is given once."""
    return make_college(policy=DuplicatePolicy.ONCE)


def paste(client, college, text, **more):
    page = client.get(college.badge_url("/award/many")).content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    return client.post(
        college.badge_url("/award/many"), {"key": key, "text": text, **more}
    )


def hidden(page):
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "back"}


def award(client, url, **more):
    page = client.get(url).content.decode()
    facts = hidden(page)
    facts.setdefault("duplicates", "skip")
    facts.setdefault("when", "now")
    return client.post(f"{url}/award", facts | more, follow=True)


def said(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_from_pasted_rows_to_badges(once, fixed_clock):
    client = browser_of(once.owner)
    answer = paste(client, once, MIXED)
    url = answer["Location"]
    page = client.get(url).content.decode()
    assert "No ending after the dot." in page
    assert "Is gmail.com meant?" in page
    assert "Award 1<" in page
    # One click on a cure, one on "Use gmail.com"; the page shows what is left.
    for cure in (
        "3:recipient_email:sophie@students.example",
        "4:recipient_email:boole@gmail.com",
    ):
        client.post(f"{url}/rows", {"cure": cure})
    assert "Award 3<" in client.get(url).content.decode()
    page = award(client, url).content.decode()
    assert "Undo" in page
    assert not Award.objects.exists()
    fixed_clock.move(dt.timedelta(minutes=10))
    jobs.drain()
    page = client.get(url).content.decode()
    assert "3 people have it" in page
    assert page.count("In viewer") == 3
    assert Credential.objects.count() == 3


def test_undo_brings_the_list_back(once, fixed_clock):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    award(client, url)
    page = client.post(f"{url}/act", {"act": "undo"}, follow=True)
    assert "Nothing has left" in said(page)
    assert "Award 1<" in page.content.decode()
    fixed_clock.move(dt.timedelta(days=1))
    jobs.drain()
    assert not Award.objects.exists()


def test_what_was_typed_into_a_cell_is_awarded_and_not_what_stood_there(
    once, fixed_clock
):
    """Without script a text is typed and *Award* pressed: it must not get lost."""
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    award(client, url, **{"r1-recipient_name": "Augusta Ada King"})
    fixed_clock.move(dt.timedelta(minutes=10))
    jobs.drain()
    assert Award.objects.get().recipient_name == "Augusta Ada King"


def test_a_text_that_makes_a_row_wrong_awards_nobody(once):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    page = award(client, url, **{"r1-recipient_email": "nobody"})
    assert "Nothing was awarded" in said(page)
    assert "There is no @ in it." in page.content.decode()
    assert Batch.objects.get().state == BatchState.DRAFT


def test_one_cell_by_script_is_answered_with_that_cell(once):
    client = browser_of(once.owner)
    url = paste(client, once, MIXED)["Location"]
    answer = client.post(
        f"{url}/rows",
        {"r3-recipient_email": "sophie@students.example"},
        headers={"HX-Request": "true", "HX-Trigger-Name": "r3-recipient_email"},
    ).content.decode()
    assert 'name="r3-recipient_email"' in answer
    assert 'id="result-3" hx-swap-oob="true"' in answer
    assert "Award 2<" in answer
    assert "<html" not in answer


def test_the_filter_shows_only_what_must_be_corrected(once):
    client = browser_of(once.owner)
    url = paste(client, once, MIXED)["Location"]
    page = client.get(f"{url}?only=bad").content.decode()
    assert "sophie@students" in page
    assert "ada@students.example" not in page


def test_a_row_is_left_out_and_taken_in_again(once):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    client.post(f"{url}/rows", {"out": "1"})
    assert "Take in again" in client.get(url).content.decode()
    client.post(f"{url}/rows", {"in": "1"})
    assert "Award 1<" in client.get(url).content.decode()


def test_the_mail_is_shown_as_it_will_be_and_nothing_is_sent(once):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada Lovelace\tada@students.example\n")["Location"]
    page = client.get(url).content.decode()
    frame = re.search(r'<iframe[^>]* src="([^"]+)"', page)[1]
    answer = client.get(frame)
    assert "Ada Lovelace" in answer.content.decode()
    assert "Facilitation: Completed" in answer.content.decode()
    assert "sandbox" in answer["Content-Security-Policy"]
    assert not OutgoingMail.objects.exists()


def test_a_file_is_read_and_what_is_none_is_refused_beside_its_field(once):
    client = browser_of(once.owner)
    table = SimpleUploadedFile("people.csv", batches.table(41))
    page = client.get(paste(client, once, "", file=table)["Location"])
    assert "From “<bdi>people.csv</bdi>”, 41 people" in page.content.decode()
    for name, data, words in (
        ("list.pdf", b"%PDF-1.7", "This is a PDF"),
        ("empty.csv", b"", "is empty"),
    ):
        answer = paste(client, once, "", file=SimpleUploadedFile(name, data))
        assert answer.status_code == 200
        assert words in answer.content.decode()
    both = paste(client, once, "x", file=SimpleUploadedFile("a.csv", b"a,b"))
    assert "one of the ways" in both.content.decode()
    assert "Paste some rows" in paste(client, once, " ").content.decode()


def test_the_same_file_once_more_says_when_it_was_awarded(once):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    award(client, url)
    again = paste(client, once, "Ada\tada@students.example\n")["Location"]
    assert again != url
    assert "This same file was awarded on" in client.get(again).content.decode()


def test_the_form_sent_twice_is_one_list(once):
    client = browser_of(once.owner)
    facts = {"key": "0190b9a5-0000-7000-8000-000000000000", "text": "A\ta@b.example\n"}
    places = {
        client.post(once.badge_url("/award/many"), facts)["Location"] for _ in range(2)
    }
    assert len(places) == 1
    assert Batch.objects.count() == 1


def test_those_who_have_it_are_shown_with_what_can_be_done(once, fixed_clock):
    make_award(once)
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\nMary\tm@s.example\n")[
        "Location"
    ]
    page = client.get(url).content.decode()
    assert "1 has it already" in page
    assert "Award again" not in page  # given once
    award(client, url, duplicates="replace")
    fixed_clock.move(dt.timedelta(minutes=10))
    jobs.drain()
    assert Credential.objects.filter(status="revoked").count() == 1
    assert Credential.objects.count() == 3


def test_columns_are_told_anew(once):
    client = browser_of(once.owner)
    text = "A,B,C\nAda,Lovelace,ada@students.example\n"
    url = paste(client, once, text)["Location"]
    page = client.get(f"{url}/columns").content.decode()
    assert "Lovelace" in page
    client.post(f"{url}/columns", {"given_name": "0", "family_name": "1", "email": "2"})
    assert 'value="Ada Lovelace"' in client.get(url).content.decode()
    refused = client.post(f"{url}/columns", {"name": "0"})
    assert "Say which column has the e-mail" in refused.content.decode()


def test_what_stayed_behind_is_a_file_that_can_be_sent_again(once):
    client = browser_of(once.owner)
    text = MIXED + "=SUM(A1)\tformula\n"
    url = paste(client, once, text)["Location"]
    answer = client.get(f"{url}/rest.csv")
    assert answer["Content-Disposition"].startswith("attachment")
    table = tables.read(answer.content)
    assert [row.cells[0] for row in table.rows] == [
        "Sophie Germain",
        "George Boole",
        "=SUM(A1)",
    ]
    assert "No ending after the dot." in table.rows[0].cells[-1]
    assert "'=SUM(A1)" in answer.content.decode()


def test_a_second_person_approves_on_the_page_its_mail_names(once, fixed_clock):
    organizations.require_approval(
        organization=once.organization, needed=True, actor=once.owner
    )
    maker = browser_of(once.owner)
    second = browser_of(people.member(once.organization, Role.AWARDER))
    url = paste(maker, once, "Ada\tada@students.example\n")["Location"]
    assert "When somebody approves" in maker.get(url).content.decode()
    award(maker, url)
    jobs.drain()
    mail = OutgoingMail.objects.get(about=f"batch:{Batch.objects.get().public_id}")
    assert url in mail.text
    assert "Approve" not in maker.get(url).content.decode().replace("approves", "")
    refused = maker.post(f"{url}/act", {"act": "approve", "expected": "1"}, follow=True)
    assert "A second person has to look" in said(refused)
    page = second.get(url).content.decode()
    assert "Approve 1" in page
    second.post(f"{url}/act", {"act": "send_back", "words": "Which Ada?"})
    assert "Which Ada?" in maker.get(url).content.decode()
    award(maker, url)
    second.post(f"{url}/act", {"act": "approve", "expected": "1"})
    fixed_clock.move(dt.timedelta(minutes=10))
    jobs.drain()
    assert Credential.objects.count() == 1


def test_the_form_for_one_person_waits_for_a_second_one_too(once, fixed_clock):
    organizations.require_approval(
        organization=once.organization, needed=True, actor=once.owner
    )
    client = browser_of(once.owner)
    url = once.badge_url("/award")
    form = re.search(
        r'name="idempotency_key" value="([^"]+)"', client.get(url).content.decode()
    )[1]
    facts = {
        "recipient_name": "Ada Lovelace",
        "recipient_email": "ada@students.example",
        "evidence": "Report | https://students.example/report",
        "issued_on": "2026-11-14",
        "idempotency_key": form,
    }
    places = {client.post(url, facts)["Location"] for _ in range(2)}
    assert len(places) == 1
    page = client.get(places.pop()).content.decode()
    assert "It waits for a second person" in page
    assert not Award.objects.exists()


def test_a_list_under_way_is_paused_stopped_and_revoked(once, fixed_clock):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\nMary\tm@s.example\n")[
        "Location"
    ]
    award(client, url)
    fixed_clock.move(dt.timedelta(minutes=10))
    batch = Batch.objects.get()
    from laurel.batches import runs

    runs.release.call(batch_id=batch.public_id, run=batch.run)
    for act, words in (
        ("pause", "Paused at 0 of 2"),
        ("resume", "0 of 2 are awarded"),
    ):
        page = client.post(f"{url}/act", {"act": act}, follow=True).content.decode()
        assert words in page
    jobs.drain()
    assert "2 people have it" in client.get(url).content.decode()
    client.post(
        f"{url}/revoke", {"reason": "other", "public_wording": "A mistake of ours."}
    )
    jobs.drain()
    assert "A mistake of ours." in client.get(url).content.decode()
    assert Credential.objects.filter(status="revoked").count() == 2


def test_a_page_that_has_come_further_is_loaded_anew(once):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    award(client, url)
    headers = {"HX-Request": "true"}
    same = client.get(f"{url}?state=waiting", headers=headers)
    assert "Undo" in same.content.decode()
    assert "<html" not in same.content.decode()
    other = client.get(f"{url}?state=checking", headers=headers)
    assert other["HX-Refresh"] == "true"


def test_owners_decide_that_a_second_person_is_needed(once):
    client = browser_of(once.owner)
    url = once.url("settings")
    assert "You are the only one who may award" in client.get(url).content.decode()
    client.post(url, {"awards_need_approval": "on"})
    once.organization.refresh_from_db()
    assert once.organization.awards_need_approval
    client.post(url, {})
    once.organization.refresh_from_db()
    assert not once.organization.awards_need_approval


@pytest.mark.parametrize(
    "form",
    [
        {"act": "nonsense"},
        {"act": "approve", "expected": "many"},
        {"act": "send_back", "words": "x" * 501},
        {"act": "resume"},
        {},
    ],
)
def test_what_no_button_sends_is_answered_and_changes_nothing(once, form):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    page = client.post(f"{url}/act", form, follow=True)
    assert said(page)
    assert Batch.objects.get().state == BatchState.DRAFT


@pytest.mark.parametrize(
    "form",
    [
        {"cure": "99:recipient_email:x"},
        {"cure": "x:y"},
        {"out": "abc"},
        {"out": "77"},
        {"r1-no_such_field": "x"},
        {"r1-recipient_name": "x" * 7000},
        {f"r{n}-recipient_name": "x" for n in range(1, 150)},
    ],
)
def test_cells_that_do_not_exist_change_nothing(once, form):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    assert client.post(f"{url}/rows", form).status_code in (302, 404)
    row = selectors.row(Batch.objects.get(), 1)
    assert row.values["recipient_name"] in ("Ada", "x")


@pytest.mark.parametrize(
    "form",
    [
        {"ready": "nobody"},
        {"duplicates": "often"},
        {"when": "at"},
        {"when": "at", "at": "tomorrow"},
        {"when": "at", "at": "2001-01-01T10:00"},
        {"ready": "7"},
    ],
)
def test_a_decision_that_makes_no_sense_awards_nobody(once, form):
    client = browser_of(once.owner)
    url = paste(client, once, "Ada\tada@students.example\n")["Location"]
    page = award(client, url, **form)
    assert "Nothing was awarded" in said(page)
    assert Batch.objects.get().state == BatchState.DRAFT


def test_a_large_file_is_read_while_the_page_tells_how_far_it_is(once):
    client = browser_of(once.owner)
    data = io.BytesIO(batches.table(3000)).getvalue()
    url = paste(client, once, "", file=SimpleUploadedFile("p.csv", data))["Location"]
    assert "The table is being read" in client.get(url).content.decode()
    jobs.drain()
    assert "Award 3000<" in client.get(url).content.decode()
