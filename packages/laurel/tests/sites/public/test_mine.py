"""An award as its holder sees it: by the link in the mail, signed in, and what others see then."""

import io
import json
import re
from urllib.parse import urlsplit

import pytest
from django.test import Client
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.desk.models import Ticket
from laurel.foundation import mail
from laurel.foundation.models import EventRecord, OutgoingMail

from packages.laurel.tests.factories import badges, people

from .conftest import BROWSER
from .test_generations import words

pytestmark = pytest.mark.django_db

CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)


@pytest.fixture
def award(credential):
    return awards.by_public_id(credential.award_public_id)


@pytest.fixture
def link(award):
    """The path of the link in the mail."""
    return urlsplit(awards.claim_address(award.public_id, award.recipient_email)).path


@pytest.fixture
def holder(award):
    """A browser in which the person is signed in whose address it is."""
    return browser_of(people.account(award.recipient_email))


def browser_of(account):
    client = Client(headers={"Accept": BROWSER})
    client.force_login(account)
    return client


def newest_code(address):
    return CODE.search(mail.kept().filter(recipient_address=address).first().text)[1]


def own(award, rest=""):
    return f"/mine/{award.public_id}{rest}"


def keys(award):
    return [awards.evidence_key(item) for item in award.evidence]


def choose(holder, award, visibility="unlisted", parts=None):
    everything = ["name", "narrative", *keys(award)]
    return holder.post(
        own(award, "/shown"),
        {"visibility": visibility, "parts": everything if parts is None else parts},
    )


class TestTheLink:
    def test_the_badge_is_seen_first_and_keeping_it_is_offered(self, client, link):
        text = words(client.get(link).content.decode())
        assert "North College has awarded you Applied Data Analytics" in text
        for offered in ("Keep it", "Add to LinkedIn", "Share", "Download"):
            assert offered in text
        assert "This isn’t mine" in text
        assert "Something is wrong" in text
        assert "Is “ Ada Lovelace ” right?" in text.replace("“", "“ ").replace(
            "”", " ”"
        )

    def test_what_others_see_is_said_before_anything_is_kept(self, client, link):
        text = words(client.get(link).content.decode())
        seen = text.split("What other people see")[1]
        assert "Only whoever has the link sees it." in seen
        for part in ("Ada Lovelace", "led", "Her report"):
            assert part in seen

    def test_it_is_kept_nowhere_and_told_to_nobody(self, client, link):
        answer = client.get(link)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["X-Robots-Tag"] == "noindex"
        # To our own pages alone: with `no-referrer` browsers hide the forms' origin, too.
        assert answer["Referrer-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in answer

    def test_whoever_looks_changes_nothing(self, client, link):
        """Link scanners follow every link; people pass mails on."""
        before = EventRecord.objects.count(), OutgoingMail.objects.count()
        for method in ("get", "head"):
            for rest in ("", "?name", "/not-mine"):
                assert getattr(client, method)(link + rest).status_code == 200
        assert client.post(link).status_code == 405
        assert (EventRecord.objects.count(), OutgoingMail.objects.count()) == before
        assert Ticket.objects.count() == 0

    def test_every_link_of_the_page_leads_somewhere(self, client, link, subtests):
        page = client.get(link).content.decode()
        for href in sorted(set(re.findall(r'href="(/[^"#]*)', page))):
            if href.startswith("/static/"):
                continue
            with subtests.test(href):
                assert client.get(href.replace("&amp;", "&")).status_code == 200

    @pytest.mark.parametrize("wrong", ["x", "x" * 43, "%3A", "é", "x" * 3000])
    def test_a_link_that_is_cut_short_leads_to_the_badge(self, client, award, wrong):
        answer = client.get(own(award, f"/{wrong}"))
        assert answer.status_code == 302
        assert answer["Location"] == f"/b/{award.public_id}"

    def test_an_unknown_award_is_not_there(self, client, db):
        assert client.get("/mine/1111111111111111111111/x").status_code == 404
        assert client.get("/mine/1111111111111111111111").status_code == 404

    def test_it_shows_a_revoked_badge_with_the_way_to_a_review(self, client, revoked):
        address = credentials.public(revoked.award_public_id).recipient_email
        path = urlsplit(awards.claim_address(revoked.award_public_id, address)).path
        text = words(client.get(path).content.decode())
        assert "Revoked" in text
        assert "Ask for a review" in text
        assert "Well done" not in text


class TestNotMine:
    def test_it_makes_a_ticket_and_changes_nothing_else(
        self, client, award, link, fixed_clock
    ):
        import datetime as dt

        page = client.get(f"{link}/not-mine").content.decode()
        opened = re.search(r'name="opened" value="([^"]+)"', page)[1]
        fixed_clock.move(dt.timedelta(seconds=5))
        before = bytes(credentials.public(award.public_id).document)
        answer = client.post(
            f"{link}/not-mine", {"opened": opened, "text": "I am another Ada."}
        )
        assert answer.status_code == 302
        assert "has arrived" in words(client.get(answer["Location"]).content.decode())
        ticket = Ticket.objects.get()
        assert ticket.email == award.recipient_email
        assert "This isn’t mine." in ticket.messages.get().text
        assert "another Ada" in ticket.messages.get().text
        assert bytes(credentials.public(award.public_id).document) == before

    def test_without_the_link_nobody_says_so(self, client, award):
        answer = client.post(own(award, "/x/not-mine"), {"text": "No."})
        assert answer.status_code == 302
        assert Ticket.objects.count() == 0


class TestKeepingIt:
    @pytest.mark.requirement("J16")
    def test_three_actions_from_the_link_to_a_badge_that_is_kept(
        self, client, award, link
    ):
        page = client.get(link).content.decode()
        assert f'value="{award.recipient_email}"' in page  # nothing has to be typed
        sent = client.post(
            "/accounts/login/", {"login": award.recipient_email, "next": link}
        )  # 1
        code = newest_code(award.recipient_email)  # 2
        kept = client.post(sent["Location"], {"code": code, "next": link}, follow=True)
        assert kept.redirect_chain[-1][0] == own(award)  # 3
        text = words(kept.content.decode())
        assert "Kept" in text
        assert "Applied Data Analytics" in text
        assert "Choose what others see" in text

    def test_whoever_is_signed_in_comes_from_the_link_to_their_own_page(
        self, holder, award, link
    ):
        assert holder.get(link)["Location"] == own(award)

    def test_with_another_address_it_is_offered_to_add_this_one(self, award, link):
        other = browser_of(people.account("ada@home.example"))
        page = other.get(link).content.decode()
        assert "signed in with another address" in words(page)
        answer = other.post(
            "/accounts/email/",
            {"email": award.recipient_email, "next": link, "action_add": ""},
        )
        code = newest_code(award.recipient_email)
        done = other.post(answer["Location"], {"code": code, "next": link}, follow=True)
        assert done.redirect_chain[-1][0] == own(award)
        assert "Kept" in words(done.content.decode())

    @pytest.mark.requirement("J20")
    def test_an_award_to_a_known_address_in_other_letters_is_there_without_a_claim(
        self,
    ):
        ada = browser_of(people.account("ada@example.org"))
        made = badges.issued(recipient_email="ADA@Example.org")
        page = ada.get(f"/mine/{made.award_public_id}")
        assert page.status_code == 200
        assert "Kept" in words(page.content.decode())

    def test_nobody_else_sees_it_there_or_hears_whose_it_is(self, award):
        anonymous, other = Client(), browser_of(people.account())
        for rest in ("", "/shown", "/files/badge.png"):
            answer = other.get(own(award, rest))
            assert answer.status_code == 404
            assert award.recipient_email not in answer.content.decode()
            answer = anonymous.get(own(award, rest))
            assert answer.status_code in (302, 404)
            assert award.recipient_email not in answer.get("Location", "")
        for rest in ("/shown", "/move"):
            for client in (anonymous, other):
                client.post(own(award, rest), {"visibility": "private"})
        assert awards.disclosure(award.public_id) == Disclosure()

    def test_an_address_that_was_never_proven_opens_nothing(self, award):
        from allauth.account.models import EmailAddress

        thief = people.account("thief@home.example")
        EmailAddress.objects.create(
            user=thief, email=award.recipient_email, verified=False
        )
        assert browser_of(thief).get(own(award)).status_code == 404


class TestWhatOthersSee:
    @pytest.mark.requirement("K28")
    def test_a_hidden_piece_is_on_no_page_and_in_no_file_but_in_the_console(
        self, client, holder, award
    ):
        assert "Her report" in words(
            client.get(f"/b/{award.public_id}").content.decode()
        )
        answer = choose(holder, award, parts=["name", "narrative"])
        assert answer["Location"] == own(award)
        for path in ("", "/credential.json", "/badge.png", "/badge.svg"):
            body = client.get(f"/b/{award.public_id}{path}").content
            assert b"Her report" not in body
            assert b"evidence.example" not in body
        owner = people.member(award.organization, _owner_role())
        from laurel.accounts.models import Account

        console = browser_of(Account.objects.get(pk=owner.account_id))
        slug = award.organization.slug
        detail = console.get(f"/console/{slug}/awards/{award.public_id}")
        assert "Her report" in detail.content.decode()

    def test_a_hidden_name_is_on_no_page_card_or_file(self, client, holder, award):
        choose(holder, award, parts=["narrative", *keys(award)])
        page = client.get(f"/b/{award.public_id}").content.decode()
        assert "The holder keeps the name private" in page
        for path in (
            "", "/credential.json", "/credential.jwt", "/verification.json",
            "/badge.svg", "/duplicate", "/recipient", "/name", "/help", "/review",
        ):  # fmt: skip
            answer = client.get(f"/b/{award.public_id}{path}", follow=True)
            assert b"Lovelace" not in answer.content, path
            assert "lovelace" not in answer.get("Content-Disposition", ""), path
        assertion = client.get(f"/ob2/assertions/{award.public_id}").content
        assert b"Lovelace" not in assertion

    def test_search_engines_may_list_what_is_public_and_nothing_else(
        self, client, holder, award
    ):
        path = f"/b/{award.public_id}"
        assert client.get(path)["X-Robots-Tag"] == "noindex"
        choose(holder, award, "public")
        assert "X-Robots-Tag" not in client.get(path)
        choose(holder, award, "unlisted")
        assert client.get(path)["X-Robots-Tag"] == "noindex"

    def test_a_private_badge_is_a_page_that_says_what_to_do(
        self, client, holder, award, subtests
    ):
        old = client.get(f"/b/{award.public_id}/badge.png").content
        choose(holder, award, "private")
        for path in (
            "", "/badge.png", "/badge.svg", "/credential.json", "/credential.jwt",
            "/card.png", "/verification.json", "/duplicate", "/recipient",
        ):  # fmt: skip
            with subtests.test(path):
                answer = client.get(
                    f"/b/{award.public_id}{path}", headers={"Accept": BROWSER}
                )
                assert answer.status_code == 404
                text = words(answer.content.decode())
                assert "This badge is kept private by its holder" in text
                assert "Sign in to see it" in text
                assert f'href="{own(award)}"' in answer.content.decode()
                for secret in ("Lovelace", "Applied Data", "North College"):
                    assert secret not in answer.content.decode()
                assert answer["X-Robots-Tag"] == "noindex"
        for path in ("help", "name"):
            page = client.get(f"/b/{award.public_id}/{path}").content.decode()
            assert "Applied Data" not in page
            assert "Lovelace" not in page
        # What a file needs to be checked goes on working.
        file = io.BytesIO(old)
        file.name = "badge.png"
        checked = client.post("/verify", {"badge": file}).content.decode()
        assert 'data-status="valid"' in checked
        assert client.get(f"/ob2/assertions/{award.public_id}").status_code == 200

    def test_its_holder_still_sees_and_takes_what_is_private(self, holder, award, link):
        choose(holder, award, "private")
        page = words(holder.get(own(award)).content.decode())
        assert "Nothing: it is private." in page
        assert "Share" not in page  # a link would show nothing to anybody
        for file in ("badge.png", "badge.svg", "credential.json", "credential.jwt"):
            taken = holder.get(own(award, f"/files/{file}"))
            assert taken.status_code == 200
            assert taken["Content-Disposition"].startswith("attachment")
        assert holder.get(own(award, "/files/other")).status_code == 404
        # A mail that was passed on shows it to nobody any more.
        assert Client().get(link)["Location"] == own(award)

    def test_programs_are_told_that_it_is_private_in_their_own_form(
        self, client, holder, award
    ):
        choose(holder, award, "private")
        answer = client.get(
            f"/b/{award.public_id}", headers={"Accept": "application/ld+json"}
        )
        assert answer.status_code == 404
        assert json.loads(answer.content)["title"].startswith("This badge is kept")

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"visibility": "everybody"},
            {"visibility": "private", "parts": ["name", "0" * 16]},
            {"visibility": "private", "parts": ["shoe size"]},
        ],
    )
    def test_what_cannot_be_chosen_is_refused_beside_it(self, holder, award, sent):
        answer = holder.post(own(award, "/shown"), sent)
        assert answer.status_code == 400
        assert 'class="error"' in answer.content.decode()
        assert awards.disclosure(award.public_id) == Disclosure()

    def test_the_choice_is_shown_as_it_was_made_and_can_be_taken_back(
        self, holder, award
    ):
        choose(holder, award, "public", parts=["name"])
        page = holder.get(own(award, "/shown")).content.decode()
        assert re.search(r'value="public"\s+checked', page)
        assert len(re.findall(r'name="parts" value="[^"]+" checked', page)) == 1
        choose(holder, award)
        assert awards.disclosure(award.public_id) == Disclosure(Visibility.UNLISTED)

    def test_the_history_says_it_in_a_sentence(self, holder, award):
        from laurel.accounts.models import Account

        choose(holder, award, "private", parts=["narrative", *keys(award)])
        owner = people.member(award.organization, _owner_role())
        console = browser_of(Account.objects.get(pk=owner.account_id))
        page = console.get(f"/console/{award.organization.slug}/history")
        text = words(page.content.decode())
        assert "private, without the name" in text


class TestMoving:
    @pytest.fixture
    def ada(self, award):
        from allauth.account.models import EmailAddress

        made = people.account(award.recipient_email)
        EmailAddress.objects.create(user=made, email="ada@home.example", verified=True)
        return browser_of(made)

    def test_it_moves_to_another_proven_address_and_both_stay_in_the_log(
        self, ada, award
    ):
        before = award.recipient_email
        page = ada.get(own(award)).content.decode()
        assert 'value="ada@home.example"' in page
        ada.post(own(award, "/move"), {"address": "ada@home.example"})
        award.refresh_from_db()
        assert award.recipient_email == "ada@home.example"
        assert "belongs to ada@home.example now" in words(
            ada.get(own(award)).content.decode()
        )
        assert credentials.public(award.public_id).generation == 2
        change = awards.amendments(award).get()
        assert change.before["recipient_email"] == before
        assert change.after["recipient_email"] == "ada@home.example"

    @pytest.mark.parametrize("address", ["", "mary@home.example", "x"])
    def test_it_moves_to_nobody_elses(self, ada, award, address):
        answer = ada.post(own(award, "/move"), {"address": address}, follow=True)
        assert "Choose one of your own addresses" in words(answer.content.decode())
        assert credentials.public(award.public_id).generation == 1

    def test_whoever_has_only_the_institutions_addresses_is_reminded(self, award, ada):
        assert "Add a personal address" not in words(
            ada.get(own(award)).content.decode()
        )
        made = badges.issued(recipient_email="mary@north-college.example")
        mary = browser_of(people.account("mary@north-college.example"))
        page = mary.get(f"/mine/{made.award_public_id}").content.decode()
        assert "Add a personal address" in words(page)
        mary.post(f"/mine/{made.award_public_id}/later")
        page = mary.get(f"/mine/{made.award_public_id}").content.decode()
        assert "Add a personal address" not in words(page)


@pytest.mark.requirement("J22")
def test_a_badge_is_taken_on_three_days_with_the_same_proof_at_the_same_address(
    client, fixed_clock
):
    import datetime as dt

    made = badges.issued()
    path = f"/b/{made.award_public_id}"
    taken = []
    for _ in range(3):
        files = [
            client.get(f"{path}/{file}").content
            for file in ("badge.png", "badge.svg", "credential.json", "credential.jwt")
        ]
        page = client.get(path, headers={"Accept": BROWSER}).content.decode()
        canonical = re.search(r'rel="canonical" href="([^"]+)"', page)[1]
        taken.append((*files, canonical))
        fixed_clock.move(dt.timedelta(days=1))
    assert taken[0] == taken[1] == taken[2]


def _owner_role():
    from laurel.organizations.types import Role

    return Role.OWNER
