"""Asking for an endorsement, writing one without an account, and where it is shown then."""

import html
import io
import json
import re
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
from django.core.cache import cache
from django.test import Client
from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.types import Disclosure, Visibility
from laurel.credentials import selectors as credentials
from laurel.endorsements import selectors, services
from laurel.endorsements.models import Endorsement
from laurel.endorsements.types import About
from laurel.foundation import jobs, mail
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.factories import badges, people

from .conftest import BROWSER

pytestmark = pytest.mark.django_db

GRACE = "grace@navy.example"
SAID = {
    "name": "Grace Hopper",
    "role": "Rear Admiral",
    "works_at": "United States Navy",
    "comment": "She hears everybody, and then she decides.",
}


@pytest.fixture
def award(credential):
    return awards.by_public_id(credential.award_public_id)


@pytest.fixture
def holder(award):
    return browser_of(people.account(award.recipient_email))


@pytest.fixture
def stranger():
    return Client(headers={"Accept": BROWSER})


def browser_of(account):
    client = Client(headers={"Accept": BROWSER})
    client.force_login(account)
    return client


def words(answer):
    """What a page says, without its tags."""
    page = answer.content.decode().split("<main")[1]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def own(award):
    return f"/mine/{award.public_id}/endorsements"


def newest(to):
    jobs.drain()
    return mail.kept().filter(recipient_address=to).first()


def link_in(found):
    return re.search(r"http://[^/]+(/endorse/\S+)", found.text)[1]


def code_in(found):
    return re.search(r"\b(\d{6})\b", found.text)[1]


def asked(holder, award, **facts):
    said = {"act": "ask", "email": GRACE, "words": "You saw me lead.", **facts}
    answer = holder.post(own(award), said)
    assert answer.status_code == 302, words(answer)
    return link_in(newest(GRACE))


def written(visitor, link, **facts):
    answer = visitor.post(link, {"act": "write", **SAID, **facts})
    assert answer.status_code == 302, words(answer)
    return code_in(newest(GRACE))


def endorsed(holder, award, visitor):
    """Asked, written, signed and accepted; the link of the endorser."""
    link = asked(holder, award)
    code = written(visitor, link)
    assert visitor.post(link, {"act": "sign", "code": code}).status_code == 302
    row = Endorsement.objects.latest("pk")
    decided = holder.post(own(award), {"act": "accept", "endorsement": row.public_id})
    assert decided.status_code == 302
    jobs.drain()
    return link


@pytest.mark.requirement("I26")
def test_somebody_without_an_account_endorses_and_it_shows(award, holder, stranger):
    """Asked by mail; the address confirmed; written; signed; accepted; on page and in the file."""
    link = asked(holder, award)
    page = words(stranger.get(link))
    assert "Ada Lovelace asks you to endorse this badge of theirs" in page
    assert "You saw me lead." in page
    code = written(stranger, link)
    assert "This is what you sign" in words(stranger.get(link))
    stranger.post(link, {"act": "sign", "code": code})
    assert "Thank you. It is signed." in words(stranger.get(link))
    public = f"/b/{award.public_id}"
    assert "Grace Hopper" not in words(stranger.get(public)), "not accepted yet"
    mine = words(holder.get(own(award)))
    assert "Grace Hopper" in mine
    assert "Accept and show it" in mine
    row = Endorsement.objects.get()
    holder.post(own(award), {"act": "accept", "endorsement": row.public_id})
    jobs.drain()
    shown = words(stranger.get(public))
    assert "Who stands by it Grace Hopper Rear Admiral, United States Navy" in shown
    assert "She hears everybody" in shown
    document = json.loads(bytes(credentials.public(award.public_id).document))
    (found,) = document["endorsement"]
    assert found["type"] == ["VerifiableCredential", "EndorsementCredential"]
    assert found["issuer"]["name"] == "Grace Hopper"
    assert found["proof"]


@pytest.mark.requirement("I27")
def test_whoever_comes_from_linkedin_sees_who_stands_by_it(
    client, award, holder, stranger
):
    endorsed(holder, award, stranger)
    sheet = holder.get(f"/b/{award.public_id}/share").content.decode()
    linkedin = re.search(r'href="(/b/[^"]+/share/to/linkedin[^"]*)"', sheet)[1]
    away = client.get(linkedin.replace("&amp;", "&"), headers={"Accept": BROWSER})
    assert away.status_code == 302
    assert award.public_id in away["Location"], "what LinkedIn shows leads to the page"
    x = client.get(f"/b/{award.public_id}/share/to/x", headers={"Accept": BROWSER})
    said = "Endorsed by Grace Hopper, Rear Admiral, United States Navy."
    assert said in parse_qs(urlsplit(x["Location"]).query)["text"][0]
    page = client.get(f"/b/{award.public_id}", headers={"Accept": BROWSER})
    assert "Grace Hopper Rear Admiral, United States Navy" in words(page)


def test_it_is_shown_wherever_the_badge_is(award, holder, stranger):
    endorsed(holder, award, stranger)
    public = f"/b/{award.public_id}"
    who = "Endorsed by Grace Hopper , Rear Admiral"
    assert who in words(stranger.get(f"/embed/{award.public_id}"))
    sheet = stranger.get(f"{public}/share/employer").content.decode()
    employer = re.search(r'(/e/[^"<\s]+)', sheet)[1]
    assert "Grace Hopper Rear Admiral" in words(stranger.get(employer))
    report = stranger.get(f"{public}/verification.json").json()
    (found,) = report["endorsements"]
    assert (found["name"], found["role"]) == (
        "Grace Hopper",
        "Rear Admiral, United States Navy",
    )
    paper = stranger.get(f"{public}/certificate.pdf")
    with pikepdf.open(io.BytesIO(paper.content)) as document:
        assert len(document.pages) == 1


def test_the_page_of_an_endorsement_says_how_it_is_known(award, holder, stranger):
    endorsed(holder, award, stranger)
    row = Endorsement.objects.get()
    path = f"/endorsements/{row.public_id}"
    page = words(stranger.get(path))
    assert "at navy.example" in page
    assert "nobody checked them" in page
    assert GRACE not in page
    document = stranger.get(path, headers={"Accept": "application/ld+json"})
    assert document.content == bytes(row.document)
    did = stranger.get(f"/endorsers/{row.public_id}/did.json").json()
    assert did["controller"] != did["id"]
    hosted = stranger.get(f"/ob2/endorsements/{row.public_id}").json()
    assert hosted["type"] == "Endorsement"
    assert stranger.get(f"/ob2/endorsers/{row.public_id}").json()["email"]
    assert stranger.get(f"{path}/status").status_code == 200


def test_a_private_badge_tells_nothing_of_its_endorsements(award, holder, stranger):
    endorsed(holder, award, stranger)
    award_services.disclose(
        award=award, disclosure=Disclosure(Visibility.PRIVATE), actor=SYSTEM
    )
    path = f"/endorsements/{Endorsement.objects.get().public_id}"
    for accept in (BROWSER, "application/ld+json"):
        answer = stranger.get(path, headers={"Accept": accept})
        assert answer.status_code == 404
        assert b"Grace" not in answer.content


def test_what_is_not_accepted_has_no_page(award, holder, stranger):
    link = asked(holder, award)
    row = Endorsement.objects.get()
    paths = [
        f"/endorsements/{row.public_id}",
        f"/endorsements/{row.public_id}/status",
        f"/endorsers/{row.public_id}/did.json",
        f"/ob2/endorsements/{row.public_id}",
        f"/ob2/endorsers/{row.public_id}",
    ]
    assert {stranger.get(path).status_code for path in paths} == {404}
    stranger.post(link, {"act": "sign", "code": written(stranger, link)})
    assert stranger.get(paths[0]).status_code == 404, "signed, but nobody accepted it"


def test_the_endorser_takes_it_back_by_the_link(award, holder, stranger):
    link = endorsed(holder, award, stranger)
    assert "Everybody who looks sees it" in words(stranger.get(link))
    stranger.post(link, {"act": "end"})
    jobs.drain()
    assert "taken back" in words(stranger.get(link))
    assert "Grace" not in words(stranger.get(f"/b/{award.public_id}"))
    row = Endorsement.objects.get()
    assert stranger.get(f"/endorsements/{row.public_id}").status_code == 410
    gone = stranger.get(f"/ob2/endorsements/{row.public_id}")
    assert gone.status_code == 410
    assert gone.json()["revoked"] is True


def test_the_earner_takes_it_off(award, holder, stranger):
    endorsed(holder, award, stranger)
    row = Endorsement.objects.get()
    holder.post(own(award), {"act": "end", "endorsement": row.public_id})
    jobs.drain()
    assert "Grace" not in words(stranger.get(f"/b/{award.public_id}"))


def test_the_endorser_says_no_and_wants_to_hear_no_more(award, holder, stranger):
    link = asked(holder, award)
    stranger.post(link, {"act": "refuse", "silence": "1"})
    assert "You said no, and that is fine" in words(stranger.get(link))
    assert "Said no" in words(holder.get(own(award)))
    other = badges.issued(recipient_email=award.recipient_email)
    page = holder.post(
        own(awards.by_public_id(other.award_public_id)),
        {"act": "ask", "email": GRACE, "words": ""},
    )
    assert page.status_code == 400
    assert "does not want to be asked" in words(page)


@pytest.mark.parametrize(
    ("said", "typed"),
    [
        ("Write your name.", {"name": ""}),
        ("Write as what you speak", {"role": ""}),
        ("Write a sentence or two.", {"comment": ""}),
        ("Leave out web and mail addresses", {"comment": "See https://evil.example"}),
        ("at most 200 characters", {"name": "x" * 201}),
        ("at most 200 characters", {"works_at": "Navy\u202e"}),
        ("2,000 fit", {"comment": "x" * 2_001}),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(award, holder, stranger, said, typed):
    link = asked(holder, award)
    page = stranger.post(link, {"act": "write", **SAID, **typed})
    assert page.status_code == 400
    assert said in words(page)
    assert f'id="id_{next(iter(typed))}_error"' in page.content.decode()
    assert OutgoingMail.objects.filter(recipient_address=GRACE).count() == 1, "no code"


def test_a_wrong_code_signs_nothing_and_another_can_be_sent(award, holder, stranger):
    link = asked(holder, award)
    code = written(stranger, link)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    page = stranger.post(link, {"act": "sign", "code": wrong})
    assert page.status_code == 400
    assert "not the code in the newest mail" in words(page)
    stranger.post(link, {"act": "again"})
    another = code_in(newest(GRACE))
    stranger.post(link, {"act": "sign", "code": f" {another[:3]} {another[3:]} "})
    assert Endorsement.objects.get().is_written


def test_looking_changes_nothing_whoever_looks(award, holder, stranger):
    link = asked(holder, award)
    before = Endorsement.objects.values().get()
    for _ in range(3):
        assert stranger.get(link).status_code == 200
        assert stranger.head(link).status_code == 200
    assert Endorsement.objects.values().get() == before


@pytest.mark.parametrize("token", ["x", "1" * 22, "1" * 65, "a" * 3_000])
def test_a_link_that_is_cut_short_says_so(stranger, token):
    page = stranger.get(f"/endorse/{token}")
    assert page.status_code == 404
    assert "There is no such question" in words(page)


def test_only_the_holder_asks_and_decides(award, holder, stranger):
    assert "/accounts/login/" in stranger.get(own(award))["Location"]
    other = browser_of(people.account("else@north-college.example"))
    for method in ("get", "post"):
        assert getattr(other, method)(own(award)).status_code == 404
    asked(holder, award)
    row = Endorsement.objects.get()
    mine = badges.issued(recipient_email="else@north-college.example")
    theirs = f"/mine/{mine.award_public_id}/endorsements"
    answer = other.post(
        theirs, {"act": "accept", "endorsement": row.public_id}, follow=True
    )
    assert "There is no such endorsement of this badge" in words(answer)


def test_the_form_is_not_a_machine_for_mails(award, holder):
    for number in range(40):
        said = {"act": "ask", "email": f"a-{number}@navy.example", "words": ""}
        answer = holder.post(own(award), said)
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "Retry-After" in answer
    sent = OutgoingMail.objects.filter(recipient_address__endswith="@navy.example")
    jobs.drain()
    assert sent.count() <= services.MOST_OPEN


def test_the_backpack_says_that_somebody_endorsed(award, holder, stranger):
    link = asked(holder, award)
    stranger.post(link, {"act": "sign", "code": written(stranger, link)})
    page = holder.get("/backpack/")
    assert "was endorsed" in words(page)
    assert own(award) in page.content.decode()
    assert "1 waits for you to decide" in words(holder.get(f"/mine/{award.public_id}"))


def test_an_achievement_and_an_issuer_show_who_stands_by_them(credential, stranger):
    south = badges.issuer(people.organization()[0], name="South Guild")
    version = credential.achievement_version
    for about in (
        About(credential.issuer, version=version),
        About(credential.issuer),
    ):
        row = services.give(
            about=about, endorsing=south, comment="We teach the same.", actor=SYSTEM
        )
        services.accept(endorsement=row, actor=SYSTEM)
    jobs.drain()
    cache.clear()
    achievement = f"/achievements/{version.achievement.public_id}/{version.number}"
    issuer = f"/issuers/{credential.issuer.public_id}"
    for path in (achievement, issuer):
        page = words(stranger.get(path))
        assert "South Guild" in page
        assert "We teach the same." in page
        document = stranger.get(path, headers={"Accept": "application/ld+json"}).json()
        (found,) = document["endorsement"]
        assert found["issuer"]["name"] == "South Guild"
    hosted = f"/ob2/badges/{version.achievement.public_id}/{version.number}"
    (found,) = [stranger.get(hosted).json()["endorsement"]]
    given = selectors.shown_of(About(credential.issuer, version=version)).get()
    assert given.public_id in str(found)
