"""A copy of a site with all that people show: collections, endorsements, pathways, short links."""

import html
import json
import re
from dataclasses import replace
from urllib.parse import urljoin, urlsplit

import pytest
from django.db import transaction
from laurel.awards import selectors as awards
from laurel.awards.types import Disclosure, Visibility
from laurel.backpack.models import Import
from laurel.collecting import services as collecting
from laurel.collecting import types as collections
from laurel.commands import copied, export_site
from laurel.credentials import selectors as credentials
from laurel.endorsements import services as endorsement_services
from laurel.endorsements.types import Side
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.issuing import services as issuing
from laurel.renewals import services as renewals
from laurel.renewals.types import How
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services
from laurel.sites.public import limits
from laurel.sites.public.views import ways
from obkit.errors import HttpStatus
from obkit.verify import Check, Outcome, Verdict

from packages.laurel.tests.factories import (
    badges,
    endorsements,
    evidence,
    pathways,
    people,
)

from .copies import MUCH_LATER, Site, Stranger, at_a_port, serving

pytestmark = pytest.mark.django_db
ADA = "ada@lovelace.example"
# What only a server can do, and what only one person may see.
OF_A_SERVER = re.compile(
    r"/(accounts|console|api|mail|mine|verify|find|hooks|oembed|e|pending|endorse|help/ask)(/|$)"
)
LINK = re.compile(r"\s(?:href|src|action)=\"([^\"]+)\"")


class Whole(Site):
    """Everything that there may be on a public page, and what must stay out of sight."""

    def __init__(self, folder, port):
        super().__init__(folder, port)
        self.account = people.account(ADA, name="Ada Lovelace")
        self.actor = people.actor(self.account)
        of = self.badge.issuer
        self.path = pathways.pathway(*pathways.steps(of, 3))
        given = [
            badges.issued(badges.achievement(of, name=name), recipient_email=ADA)
            for name in ("Leadership", "Navigation", "Secret")
        ]
        self.praised, before, self.secret = given
        self.endorsed = endorsements.shown(self.award(self.praised))
        ended = endorsements.shown(self.award(before))
        self.ended = endorsement_services.end(
            endorsement=ended, side=Side.ENDORSER, actor=SYSTEM
        )
        self.before = before
        self.after = renewals.renew(
            award=self.award(before), how=How.PERSON, actor=SYSTEM
        )
        issuing.disclose(
            award=self.award(self.secret),
            disclosure=Disclosure(visibility=Visibility.PRIVATE),
            actor=self.actor,
        )
        self.brought = self.bring()
        refs = [*(each.award_public_id for each in given), self.brought.public_id]
        self.shown = self.collect(refs, collections.Visibility.UNLISTED)
        self.empty = self.collect([], collections.Visibility.PUBLIC)
        self.private = self.collect(refs, collections.Visibility.PRIVATE)
        self.link = collecting.make_link(
            collection=self.shown, purpose="A job", ends_on=clock.today(), actor=SYSTEM
        )
        self.code = sharing_services.short_link(credential=self.praised)
        self.hidden_code = sharing_services.short_link(credential=self.secret)
        found = credentials.public(self.praised.award_public_id)
        self.praised_ob2 = bytes(found.ob2)
        self.today = clock.today()

    def award(self, credential):
        return awards.by_public_id(credential.award_public_id)

    def bring(self):
        return Import.objects.create(
            account=self.account, data=b"{}", digest="a" * 64, size=2, container="json",
            kind="ob2.assertion", name="First Aid", issuer_name="Red Cross",
            standing="valid", holding="proven", is_vouched=True, picture=evidence.picture(),
            has_picture=True, brought_at=clock.now(), checked_at=clock.now(),
        )  # fmt: skip

    def collect(self, refs, visibility):
        facts = collections.Facts(
            title="What I can do", visibility=visibility, shows_name=True
        )
        return collecting.make(facts=facts, refs=refs, actor=self.actor)

    def text(self, name):
        return (self.folder / name).read_text("utf-8")

    def there(self, name):
        return (self.folder / name).exists()


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made and copied once. Nothing is left of it then but the files, as on a host of files."""
    folder = tmp_path_factory.mktemp("whole") / "copy"
    with (
        at_a_port(folder) as port,
        pytest.MonkeyPatch.context() as monkeypatch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        monkeypatch.setattr(ways, "ON_A_PAGE", 2)
        for name in ("PRINT", "COLLECTION"):
            limit = getattr(limits, name)
            monkeypatch.setattr(limits, name, replace(limit, count=1))
        made = Whole(folder, port)
        made.missed = made.copy().missed
        transaction.set_rollback(True)
    return made


def addresses_in(page, where, base):
    """Everything on the site to which a page leads, or which it shows, in full."""
    said = html.unescape(page)  # documents are shown as text, too
    in_full = re.findall(rf"{re.escape(base)}/[^\s\"'<\\]*", said)
    for found in [*LINK.findall(page), *in_full]:
        address = urljoin(where, html.unescape(found))
        if address.startswith(f"{base}/"):
            yield address.partition("#")[0]


def test_whoever_follows_every_link_finds_no_dead_end(site):
    """From the first page and from every address that somebody has; none needs a server."""
    seen, dead = set(), {}
    pages = sorted(site.folder.rglob("*.html"))
    wanted = {
        f"{site.base}/{page.relative_to(site.folder).as_posix()}": "the folder"
        for page in pages
        if not page.is_relative_to(site.folder / "ob2")
    }
    with serving(site.folder, site.port):
        stranger = Stranger(site.port)
        while wanted:
            address, source = wanted.popitem()
            seen.add(address)
            assert not OF_A_SERVER.match(urlsplit(address).path), (address, source)
            try:
                got = stranger.fetch(address)
            except HttpStatus:
                dead[address] = source
                continue
            if got.content_type.startswith("text/html"):
                where = got.url if got.url.endswith((".html", "/")) else f"{got.url}/"
                found = addresses_in(got.body.decode(), where, site.base)
                wanted |= {each: address for each in found if each not in seen}
    assert not dead
    for path in ("p/", "c/", "endorsements/", "embed/", "s/", "catalog/2/"):
        assert any(each.startswith(f"{site.base}/{path}") for each in seen), path


def test_a_collection_is_there_with_all_its_files(site):
    path = f"c/{site.shown.public_id}"
    page = site.text(f"{path}/index.html")
    for words in (
        "What I can do",
        "Leadership",
        "First Aid",
        "1 badge is kept private",
    ):
        assert words in page
    assert "Secret" not in page
    assert '<meta name="robots" content="noindex">' in page
    assert (site.folder / path / "collection.pdf").read_bytes()[:5] == b"%PDF-"
    assert json.loads(site.text(f"{path}/collection.json"))["keptPrivate"] == 1
    picture = f"backpack/imported/{site.brought.public_id}/picture.png"
    assert f'src="../../{picture}"' in page
    assert site.there(picture)
    with serving(site.folder, site.port):
        record = (site.folder / path / "clr.json").read_bytes()
        report = site.verify(record, later=MUCH_LATER)
        changed = site.verify(record.replace(b"Leadership", b"Leadershib"))
    assert (report.verdict, report.kind) == (Verdict.VERIFIED, "clr2")
    assert changed.outcome_of(Check.PROOF) is Outcome.FAILED


def test_what_was_not_there_for_everybody_is_not_in_the_copy(site):
    secret = site.secret.award_public_id
    for name in (
        f"b/{secret}", f"embed/{secret}", f"c/{site.private.public_id}", f"c/{site.link.token}",
        f"s/{site.hidden_code}", f"c/{site.empty.public_id}/clr.json",
    ):  # fmt: skip
        assert not site.there(name), name
    assert site.there(f"c/{site.empty.public_id}/index.html")
    told = "".join(page.read_text("utf-8") for page in site.folder.rglob("*.html"))
    for name in (secret, site.private.public_id, site.link.token, ADA):
        assert name not in told
    # Whoever tries a folder gets no list of what is in it.
    with serving(site.folder, site.port):
        for folder in ("b", "c", "s", "endorsements", "status"):
            got = Stranger(site.port).fetch(f"{site.base}/{folder}/")
            assert b"This has ended here" in got.body


def test_an_endorsed_badge_verifies_with_its_endorsement(site):
    with serving(site.folder, site.port):
        for name in ("credential.json", "badge.png", "credential.jwt"):
            report = site.verify(site.read(site.praised, name), later=MUCH_LATER)
            assert report.verdict is Verdict.VERIFIED
            (found,) = report.confirmed_endorsements
            assert found.subject.issuer_name == "Grace Hopper"
        path = f"endorsements/{site.endorsed.public_id}"
        own = site.verify((site.folder / path / "endorsement.json").read_bytes())
        hosted = site.verify(site.praised_ob2)
    assert own.verdict is Verdict.VERIFIED
    assert hosted.verdict is Verdict.VERIFIED
    assert len(hosted.confirmed_endorsements) == 1
    page = site.text(f"{path}/index.html")
    assert "She hears everybody" in page
    assert '<meta name="robots" content="noindex">' in page


def test_an_endorsement_that_was_taken_back_stays_taken_back(site):
    assert "taken back" in site.text(f"endorsements/{site.ended.public_id}/index.html")
    with serving(site.folder, site.port):
        report = site.verify(bytes(site.ended.document))
    assert report.outcome_of(Check.STATUS) is Outcome.FAILED


def test_a_renewed_badge_leads_to_the_one_that_counts(site):
    page = site.text(f"b/{site.before.award_public_id}/index.html")
    assert f'href="../{site.after.public_id}/index.html"' in page
    with serving(site.folder, site.port):
        for ref in (site.before.award_public_id, site.after.public_id):
            data = (site.folder / "b" / ref / "credential.json").read_bytes()
            report = site.verify(data)
            assert report.verdict is Verdict.VERIFIED
            assert report.refresh.reason == "refresh.same"


def test_short_links_lead_on_as_printed_and_as_typed(site):
    for name in (site.code, sharing.code_shown(site.code)):
        page = site.text(f"s/{name}/index.html")
        way = f"../../b/{site.praised.award_public_id}/index.html"
        assert f'content="0; url={way}"' in page
        assert f'<a href="{way}">' in page


def test_no_button_of_an_account_is_left(site):
    for name in (
        "catalog/index.html",
        f"p/{site.path.public_id}/index.html",
        f"b/{site.praised.award_public_id}/index.html",
    ):
        page = site.text(name)
        assert "This is a copy of" in page
        for word in ("Sign in</a>", "Plan it", "Add to my plan", "See it as yours"):
            assert word not in page, name


def test_a_card_in_another_page_says_of_what_day_it_is(site):
    card = site.text(f"embed/{site.praised.award_public_id}/index.html")
    assert f"({site.today.day} {site.today:%B %Y})" in card
    assert "This is a copy" not in card


def test_no_limit_of_visitors_keeps_anything_out(site):
    """A visitor was let have one file in a minute: the copy has all of them."""
    for one in (site.held, site.praised):
        assert site.read(one, "certificate.pdf")[:5] == b"%PDF-"
    assert site.there(f"c/{site.shown.public_id}/clr.json")
    assert site.there(f"c/{site.shown.public_id}/collection.pdf")
    assert site.missed == {}


def test_what_did_not_answer_is_named_and_the_rest_is_there(tmp_path, monkeypatch):
    really = copied.fetcher

    class Broken:
        def __init__(self, *args):
            self.inner = really(*args)

        def fetch(self, url, *, accept):
            if url.endswith("certificate.pdf"):
                raise HttpStatus("answered 503", url=url, status=503, body=b"")
            return self.inner.fetch(url, accept=accept)

    monkeypatch.setattr(copied, "fetcher", Broken)
    with at_a_port(tmp_path / "copy") as port:
        site = Site(tmp_path / "copy", port)
        missed = site.copy().missed
    path = f"/b/{site.held.award_public_id}/certificate.pdf"
    assert "503" in missed[path]
    assert len(missed) == 2
    page = site.read(site.held, "index.html").decode()
    assert "certificate.pdf" not in page
    said = export_site.missing(missed)
    assert said.startswith("2 addresses did not answer")
    assert path in said
