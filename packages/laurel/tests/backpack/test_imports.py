"""Bringing badges of any issuer: verified on the way in, kept byte for byte, looked at again."""

import base64
import datetime as dt
import json

import pytest
from allauth.account.models import EmailAddress
from laurel.backpack import pictures, reading, selectors, services, tasks
from laurel.backpack.errors import AlreadyHeld, NotFound, NotKept, Refused
from laurel.backpack.models import Import
from laurel.backpack.types import Holding, Reason, Standing
from laurel.credentials import selectors as credential_selectors
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from obkit.resolve import MemoryFetcher
from obkit.verify import Check

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return people.account("ada@home.example", name="Ada Lovelace")


@pytest.fixture
def elsewhere():
    """A badge that was made out to an address which is nobody's here (yet)."""
    return badges.issued(recipient_email="ada@college.example")


def bring(by, data, **facts):
    return services.bring(account_id=by.pk, data=data, actor=SYSTEM, **facts)


def prove(account, email):
    EmailAddress.objects.create(user=account, email=email, verified=True)


def forms(credential):
    """The same badge in everything that it is handed out as."""
    return {
        "json": bytes(credential.document),
        "jwt": credential.jwt.encode(),
        "png": credential_selectors.baked_png(credential),
        "svg": credential_selectors.baked_svg(credential),
    }


REAL = "laurel.config.fetching.fetcher"


def nowhere():
    return MemoryFetcher({})


@pytest.mark.parametrize("form", ["json", "jwt", "png", "svg"])
def test_a_badge_comes_in_every_form_and_its_bytes_stay(ada, elsewhere, form):
    data = forms(elsewhere)[form]
    row = bring(ada, data)
    kept = selectors.imported(ada.pk, row.public_id)
    assert bytes(kept.data) == data
    assert kept.container == form
    assert kept.name == elsewhere.achievement_name
    assert kept.issuer_name == "North College"
    assert kept.issuer_host == "localhost:8000"
    assert kept.skills == ["Data analysis"]
    [card] = selectors.held(ada.pk)
    assert (card.ref, card.standing) == (row.public_id, Standing.VALID)


@pytest.mark.parametrize("form", ["png", "svg"])
def test_its_picture_is_made_anew_and_has_no_badge_inside(ada, elsewhere, form):
    row = bring(ada, forms(elsewhere)[form])
    picture = selectors.picture(row.public_id)
    assert picture.startswith(b"\x89PNG")
    assert b"openbadge" not in picture


def test_a_badge_without_a_picture_gets_the_one_it_names(ada, elsewhere, settings):
    """Its address is asked once, when it comes; nobody's browser ever goes there."""
    assert bring(ada, bytes(elsewhere.document)).has_picture
    settings.LAUREL_FETCHER = f"{__name__}.a_gallery"
    named = "https://art.example/a.png"
    assert pictures.picture_of(b"", "json", named).startswith(b"\x89PNG")
    inline = "data:image/png;base64," + base64.b64encode(PIXEL).decode()
    assert pictures.picture_of(b"", "json", inline).startswith(b"\x89PNG")
    for nothing in ("", "https://art.example/b.png", "data:image/png;base64,?", "x:y"):
        assert pictures.picture_of(b"", "json", nothing) == b""
    assert pictures.picture_of(b"\x89PNG\r\n\x1a\n", "png", "") == b""


PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def a_gallery():
    return MemoryFetcher({"https://art.example/a.png": PIXEL})


def test_what_was_changed_is_refused_and_says_so(ada, elsewhere):
    forged = bytes(elsewhere.document).replace(b"Ada Lovelace", b"Bob Lovelace")
    assert forged != bytes(elsewhere.document)
    with pytest.raises(NotKept) as refused:
        bring(ada, forged)
    assert refused.value.report.result(Check.PROOF).reason == "proof.altered"
    assert not Import.objects.exists()


@pytest.mark.parametrize("data", [b"", b"hello", b"{", b"\x89PNG\r\n\x1a\n", b"<html>"])
def test_what_is_no_badge_is_refused(ada, data):
    with pytest.raises(NotKept):
        bring(ada, data)


def test_too_much_is_refused(ada, elsewhere, monkeypatch):
    with pytest.raises(Refused, match="10 MB"):
        bring(ada, b" " * (10 * 1024 * 1024 + 1))
    monkeypatch.setattr(services, "MOST_BYTES", 100)
    with pytest.raises(Refused, match="together"):
        bring(ada, bytes(elsewhere.document))
    monkeypatch.undo()
    monkeypatch.setattr(services, "MOST_IMPORTS", 1)
    bring(ada, bytes(elsewhere.document))
    with pytest.raises(Refused, match="Remove one first"):
        bring(ada, elsewhere.jwt.encode())


def test_what_cannot_be_checked_is_kept_as_just_that(ada, elsewhere, settings):
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    row = bring(ada, bytes(elsewhere.document))
    assert row.standing == Standing.UNKNOWN
    assert not row.is_vouched
    assert row.name == elsewhere.achievement_name  # as the file says
    assert row.holding == Holding.ANOTHER

    settings.LAUREL_FETCHER = REAL
    row, _ = services.look_again(row=row)
    assert row.standing == Standing.VALID
    assert row.is_vouched


def test_what_was_valid_and_cannot_be_checked_now_keeps_its_words(
    ada, elsewhere, settings
):
    row = bring(ada, bytes(elsewhere.document))
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    row, _ = services.look_again(row=row)
    assert (row.standing, row.is_vouched) == (Standing.UNKNOWN, True)
    assert row.skills == ["Data analysis"]


def test_whose_it_is_follows_from_the_proven_addresses(ada, elsewhere):
    row = bring(ada, bytes(elsewhere.document))
    assert row.holding == Holding.ANOTHER
    assert selectors.shown([row.public_id]) == []
    prove(ada, "ada@college.example")
    row, _ = services.look_again(row=row)
    assert row.holding == Holding.PROVEN
    [card] = selectors.shown([row.public_id])
    assert card.name == elsewhere.achievement_name


def test_nobody_proves_anything_with_a_file_that_nobody_vouches_for(
    ada, elsewhere, settings
):
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    document = json.loads(bytes(elsewhere.document))
    document["id"] += "x"
    for each in document["credentialSubject"]["identifier"]:
        if each["identityType"] == "emailAddress":
            each |= {"hashed": False, "identityHash": "ada@home.example"}
    row = bring(ada, json.dumps(document).encode())
    assert row.holding == Holding.UNSTATED


@pytest.mark.parametrize(
    ("recipient", "said"),
    [
        ({"type": "email", "identity": "ada@home.example", "hashed": False}, "proven"),
        ({"type": "email", "identity": "mary@home.example"}, "another"),
        ({"type": "url", "identity": "https://ada.example"}, "unstated"),
        ("ada@home.example", "proven"),
        ("sha256$" + "0" * 64, "another"),
        (None, "unstated"),
        ([3], "unstated"),
    ],
)
def test_older_badges_name_their_recipient_in_their_own_ways(recipient, said):
    class Report:
        document = {"recipient": recipient}

    assert reading.holding_of(Report, ("ada@home.example",)) == said


def test_the_same_bytes_and_the_same_badge_are_found(ada, elsewhere):
    row = bring(ada, bytes(elsewhere.document))
    for data in (bytes(elsewhere.document), forms(elsewhere)["png"]):
        with pytest.raises(AlreadyHeld) as refused:
            bring(ada, data)
        assert refused.value.page == f"/backpack/imported/{row.public_id}"
        assert elsewhere.achievement_name in refused.value.message
    assert bring(people.account(), bytes(elsewhere.document)).pk  # of somebody else


def test_an_award_of_ones_own_is_there_by_itself(ada):
    own = badges.issued(recipient_email="ada@home.example")
    for data in forms(own).values():
        with pytest.raises(AlreadyHeld) as refused:
            bring(ada, data)
        assert refused.value.page == f"/b/{own.award_public_id}"


def test_a_link_brings_the_bytes_that_are_there(ada, elsewhere):
    url = f"http://localhost:8000/b/{elsewhere.award_public_id}"
    row = services.bring_link(account_id=ada.pk, url=url, actor=SYSTEM)
    assert bytes(row.data) == bytes(elsewhere.document)
    assert row.source == url
    for nothing in ("http://localhost:8000/b/absent", "http://127.0.0.1/", "nonsense"):
        with pytest.raises(NotKept):
            services.bring_link(account_id=ada.pk, url=nothing, actor=SYSTEM)


FIRST_YEARS = "https://old.example/badges/1.json"


def the_first_years():
    """Open Badges 0.5: it says nowhere where it is hosted."""
    badge = {
        "version": "0.5.0",
        "name": "Weaving",
        "image": "https://old.example/weaving.png",
        "description": "Weaves.",
        "criteria": "https://old.example/weaving",
        "issuer": {"origin": "https://old.example", "name": "Old School"},
    }
    assertion = {"recipient": "ada@home.example", "issued_on": "2011-06-01"}
    body = json.dumps(assertion | {"badge": badge}).encode()
    return MemoryFetcher({FIRST_YEARS: body})


def test_a_badge_of_the_first_years_comes_by_its_link_and_stays_checked(ada, settings):
    settings.LAUREL_FETCHER = f"{__name__}.the_first_years"
    row = services.bring_link(account_id=ada.pk, url=FIRST_YEARS, actor=SYSTEM)
    assert (row.standing, row.name, row.holding) == ("valid", "Weaving", "proven")
    row, _ = services.look_again(row=row)
    assert row.standing == Standing.VALID


def test_it_is_looked_at_twice_a_day_and_a_change_is_noted(ada, fixed_clock, elsewhere):
    row = bring(ada, bytes(elsewhere.document))
    credentials.revoke(
        credential=elsewhere,
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    tasks.look_at_old_ones()
    jobs.drain()
    row.refresh_from_db()
    assert row.standing == Standing.VALID  # not old enough
    fixed_clock.move(dt.timedelta(hours=13))
    tasks.look_at_old_ones()
    tasks.look_at_old_ones()
    jobs.drain()
    row.refresh_from_db()
    assert row.standing == Standing.REVOKED
    [event] = EventRecord.objects.filter(name="backpack.import_changed")
    assert event.payload["after"] == "revoked"
    [card] = selectors.held(ada.pk)
    assert card.standing is Standing.REVOKED


def test_one_that_is_thrown_away_is_gone_with_its_bytes(ada, elsewhere):
    row = bring(ada, bytes(elsewhere.document))
    stranger = people.account()
    with pytest.raises(NotFound):
        services.remove(account_id=stranger.pk, ref=row.public_id, actor=SYSTEM)
    services.remove(account_id=ada.pk, ref=row.public_id, actor=SYSTEM)
    assert not Import.objects.exists()
    with pytest.raises(NotFound):
        selectors.imported(ada.pk, row.public_id)
    with pytest.raises(NotFound):
        selectors.picture(row.public_id)


def test_an_award_is_put_away_and_taken_back(ada):
    own = badges.issued(recipient_email="ada@home.example")
    theirs = badges.issued(recipient_email="mary@home.example")
    wish = {"account_id": ada.pk, "actor": SYSTEM}
    for _ in range(2):
        services.put_away(
            award_public_id=own.award_public_id, reason=Reason.NOT_MINE, **wish
        )
    assert selectors.held(ada.pk) == []
    assert credential_selectors.public(own.award_public_id).is_active
    services.take_back(award_public_id=own.award_public_id, **wish)
    assert len(selectors.held(ada.pk)) == 1
    with pytest.raises(NotFound):
        services.put_away(
            award_public_id=theirs.award_public_id, reason=Reason.AWAY, **wish
        )


def test_a_space_is_remembered(ada):
    assert selectors.space_of(ada.pk) == ""
    services.choose_space(account_id=ada.pk, space="North College")
    services.choose_space(account_id=ada.pk, space="Brightwater")
    assert selectors.space_of(ada.pk) == "Brightwater"
    assert selectors.space_of(people.account().pk) == ""
