"""Find my badge: the same answer to everybody, and a mail to whoever has badges."""

import datetime as dt
import re

import pytest
from laurel.awards import selectors as awards
from laurel.foundation import jobs, mail
from laurel.foundation.models import Job

from packages.laurel.tests.factories import badges

from .test_generations import words

pytestmark = pytest.mark.django_db

HERS = "ada@north-college.example"


@pytest.fixture(autouse=True)
def _time(fixed_clock):
    """A clock that the forms are filled in by."""


@pytest.fixture
def ask(client, fixed_clock):
    """Types an address into the page."""

    def asked(address, *, query="", **more):
        page = client.get(f"/find{query}").content.decode()
        opened = re.search(r'name="opened" value="([^"]+)"', page)[1]
        fixed_clock.move(dt.timedelta(seconds=5))
        return client.post(
            f"/find{query}", {"email": address, "opened": opened, **more}
        )

    return asked


def found(address):
    jobs.drain()
    return [
        each for each in mail.kept().filter(recipient_address=address)
        if each.key.startswith("find:")
    ]  # fmt: skip


@pytest.mark.requirement("J14")
def test_the_badges_of_an_address_are_mailed_there_with_a_link_to_each(client, ask):
    of = badges.issuer()
    made = [
        badges.issued(badges.achievement(of, name=name), recipient_email=address)
        for name, address in (("First Aid", HERS), ("Statistics", HERS.upper()))
    ]
    issuer = made[0].issuer.public_id
    answer = ask(f" {HERS} ", query=f"?issuer={issuer}")
    assert answer.status_code == 302
    page = words(client.get(answer["Location"]).content.decode())
    assert "If badges were awarded to that address here" in page
    assert "awards@north-college.example" in page  # who answers for them
    [sent] = found(HERS)
    assert sent.subject == "Your 2 badges"
    for credential, name in zip(made, ("First Aid", "Statistics"), strict=True):
        link = awards.claim_address(credential.award_public_id, HERS)
        assert name in sent.text
        assert link in sent.text
        assert link in sent.html
    for body in (sent.text, sent.html):
        assert "awards@north-college.example" in body
    path = re.search(r"https?://[^/]+(/mine/\S+)", sent.text)[1]
    assert "has awarded you" in words(client.get(path).content.decode())


@pytest.mark.requirement("J14")
def test_the_answer_and_the_work_are_the_same_for_an_address_without_badges(
    ask,
):
    badges.issued(recipient_email=HERS)
    jobs.drain()
    Job.objects.all().delete()
    pages, work = [], []
    for address in (HERS, "nobody@home.example"):
        answer = ask(address)
        pages.append((answer.status_code, answer["Location"], answer.content))
        work.append(sorted(Job.objects.values_list("function", flat=True)))
        Job.objects.all().delete()
    assert pages[0] == pages[1]
    assert work[0] == work[1] == ["laurel.issuing.finding.find"]


def test_nobody_is_mailed_who_has_nothing(ask):
    ask("nobody@home.example")
    assert found("nobody@home.example") == []


def test_what_was_typed_stands_open_in_no_job(ask):
    ask("nobody@home.example")
    row = Job.objects.get(function="laurel.issuing.finding.find")
    assert "nobody" not in str(row.arguments)


def test_one_address_gets_only_some_mails_in_an_hour_and_nobody_hears_of_it(
    ask, fixed_clock
):
    badges.issued(recipient_email=HERS)
    jobs.drain()
    answers = {ask(HERS)["Location"] for _ in range(5)}
    assert answers == {"/find?sent"}
    assert len(found(HERS)) == 3
    fixed_clock.move(dt.timedelta(hours=1))
    ask(HERS)
    assert len(found(HERS)) == 4


def test_one_visitor_asks_only_so_often(ask):
    for number in range(10):
        assert ask(f"a{number}@home.example").status_code == 302
    last = ask("b@home.example")
    assert last.status_code == 429
    assert int(last["Retry-After"]) > 0


@pytest.mark.parametrize("address", ["", "ada", "a@b", "x" * 250 + "@home.example"])
def test_what_is_no_address_is_refused_beside_the_field(ask, address):
    answer = ask(address)
    assert answer.status_code == 400
    assert 'id="id_email_error"' in answer.content.decode()


def test_a_program_that_fills_in_every_field_is_refused(ask):
    assert ask(HERS, website="x").status_code == 400


def test_an_unknown_issuer_changes_nothing(client):
    assert client.get("/find?issuer=nothing").status_code == 200


def test_help_leads_there(client):
    made = badges.issued()
    page = client.get(f"/issuers/{made.issuer.public_id}/help").content.decode()
    assert f"/find?issuer={made.issuer.public_id}" in page


def test_many_badges_are_counted_and_some_are_listed(ask, monkeypatch):
    from laurel.issuing import finding

    monkeypatch.setattr(finding, "MOST_LISTED", 1)
    of = badges.issuer()
    for _ in range(2):
        badges.issued(badges.achievement(of), recipient_email=HERS)
    ask(HERS)
    [sent] = found(HERS)
    assert sent.subject == "Your 2 badges"
    assert "And 1 more" in sent.text


@pytest.mark.parametrize(
    ("language", "subject", "words_of_it", "day"),
    [
        ("de", "Ihr Badge", "Jeder Link zeigt eines", "2. März 2026"),
        ("fr", "Votre badge", "Chaque lien en montre un", "2 mars 2026"),
        ("es", "Su insignia", "Cada enlace muestra una", "2 de marzo de 2026"),
        ("nl", "Your badge", "Each link shows one", "2 March 2026"),
    ],
)
def test_the_mail_is_in_the_language_of_their_newest_badge(
    ask, language, subject, words_of_it, day
):
    badges.issued(
        recipient_email=HERS, language=language, issued_on=dt.date(2026, 3, 2)
    )
    ask(HERS)
    [sent] = found(HERS)
    assert sent.subject == subject
    assert words_of_it in sent.text
    assert day in sent.text
    assert "!!" not in sent.text + sent.html
    spoken = "en" if language == "nl" else language
    assert f'lang="{spoken}"' in sent.html
