"""Bringing a badge in by the pages, its own page, and taking it out again."""

import json

import pytest
from allauth.account.models import EmailAddress
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from laurel.backpack.models import Import
from laurel.credentials import selectors as credentials
from laurel.sites.public.uploads import MAX_BYTES
from obkit.resolve import MemoryFetcher

from packages.laurel.tests.factories import people
from packages.laurel.tests.sites.backpack.conftest import browser_of, given, page_of

ADD = "/backpack/add"


@pytest.fixture
def elsewhere(db):
    """A badge that was made out to another address of Ada's."""
    return given(to="ada@college.example")


def file(data, name="badge.png"):
    return {"badge": SimpleUploadedFile(name, data)}


def added(signed_in, what):
    response = signed_in.post(ADD, what, follow=True)
    assert response.redirect_chain, page_of(response)
    return response


def nowhere():
    return MemoryFetcher({})


def forged(credential):
    return bytes(credential.document).replace(b"Ada Lovelace", b"Bob Lovelace")


@pytest.mark.requirement("I10")
def test_a_badge_from_elsewhere_stands_beside_ones_own_with_its_own_status(
    signed_in, elsewhere
):
    own = given()
    page = page_of(added(signed_in, file(credentials.baked_png(elsewhere))))
    assert "It is in your backpack, and valid." in page
    assert elsewhere.achievement_name in page
    assert "Nothing has been changed" in page
    shelf = page_of(signed_in.get("/backpack/"))
    for each in (own, elsewhere):
        assert each.achievement_name in shelf
    assert "2 badges from 2 organisations" in shelf
    assert shelf.count('data-status="valid"') == 2


@pytest.mark.parametrize("way", ["json", "jwt", "link"])
def test_it_may_be_pasted(signed_in, elsewhere, way):
    text = {
        "json": bytes(elsewhere.document).decode(),
        "jwt": elsewhere.jwt,
        "link": f"http://localhost:8000/b/{elsewhere.award_public_id}",
    }[way]
    assert elsewhere.achievement_name in page_of(added(signed_in, {"text": text}))


@pytest.mark.requirement("K2")
def test_it_comes_out_as_it_came_in(signed_in, elsewhere):
    data = credentials.baked_svg(elsewhere)
    added(signed_in, file(data, "badge.svg"))
    row = Import.objects.get()
    response = signed_in.get(f"/backpack/imported/{row.public_id}/file")
    assert response.content == data
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Disposition"].endswith('.svg"')
    assert response["Content-Type"] == "application/octet-stream"


def test_what_was_changed_is_not_kept_and_the_page_says_why(signed_in, elsewhere):
    response = signed_in.post(ADD, {"text": forged(elsewhere).decode()})
    page = page_of(response)
    assert response.status_code == 400
    assert "It was not added" in page
    assert "Altered: do not rely on this file" in page
    assert "Bob Lovelace" not in page
    assert not Import.objects.exists()


def test_what_is_no_badge_of_anybodys_is_named(signed_in, elsewhere):
    issuer = elsewhere.issuer.public_id
    page = page_of(signed_in.post(ADD, {"text": f"http://localhost:8000/ob2/issuers/{issuer}"}))  # fmt: skip
    assert "an issuer’s profile" in page
    assert "Nothing was kept" in page


def test_the_same_again_leads_to_the_one_that_is_there(signed_in, elsewhere):
    added(signed_in, {"text": elsewhere.jwt})
    row = Import.objects.get()
    for again in ({"text": elsewhere.jwt}, file(bytes(elsewhere.document), "b.json")):
        page = page_of(signed_in.post(ADD, again))
        assert "You have it already" in page
        assert f'href="/backpack/imported/{row.public_id}"' in page
    own = given()
    page = page_of(signed_in.post(ADD, {"text": own.jwt}))
    assert f'href="/b/{own.award_public_id}"' in page


def test_bad_input_is_said_beside_its_field(signed_in, monkeypatch):
    assert "There is nothing to check yet" in page_of(signed_in.post(ADD, {}))
    two = {"text": "https://a.example/1\nhttps://a.example/2"}
    assert "one after the other" in page_of(signed_in.post(ADD, two))
    assert "neither a link" in page_of(signed_in.post(ADD, {"text": "hello"}))
    big = file(b"x" * (MAX_BYTES + 1))
    assert "more than 10 MB" in page_of(signed_in.post(ADD, big))


def test_what_cannot_be_checked_is_kept_and_the_page_says_so(
    signed_in, elsewhere, settings
):
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    page = page_of(added(signed_in, file(bytes(elsewhere.document), "b.json")))
    assert "says nothing" in page
    assert "Could not be checked" in page
    assert "what the file says of itself" in page
    assert "Could not be checked" in page_of(signed_in.get("/backpack/"))


def test_another_persons_badge_is_kept_as_not_proven(signed_in, elsewhere, ada):
    page = page_of(added(signed_in, {"text": elsewhere.jwt}))
    assert "made out to another address than yours" in page
    assert "/accounts/email/" in page
    EmailAddress.objects.create(user=ada, email="ada@college.example", verified=True)
    row = Import.objects.get()
    again = page_of(signed_in.get(f"/backpack/imported/{row.public_id}"))
    assert "made out to another address" not in again


def test_the_page_checks_anew_each_time(signed_in, elsewhere):
    from laurel.credentials import services
    from laurel.credentials.types import RevocationReason
    from laurel.foundation.actors import SYSTEM

    added(signed_in, {"text": elsewhere.jwt})
    services.revoke(
        credential=elsewhere,
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    row = Import.objects.get()
    page = page_of(signed_in.get(f"/backpack/imported/{row.public_id}"))
    assert "Issued in error" in page
    assert 'data-status="revoked"' in page_of(signed_in.get("/backpack/"))


def test_checking_too_often_shows_what_was_found_before(
    signed_in, elsewhere, monkeypatch
):
    from laurel.sites.public import limits

    added(signed_in, {"text": elsewhere.jwt})
    row = Import.objects.get()
    monkeypatch.setattr(limits, "VERIFY", limits.RateLimit("none", 0, 60))
    page = page_of(signed_in.get(f"/backpack/imported/{row.public_id}"))
    assert "It was last checked" in page
    assert signed_in.post(ADD, {"text": "x"}).status_code == 429


def test_it_is_removed_after_being_asked_once(signed_in, elsewhere):
    added(signed_in, {"text": elsewhere.jwt})
    remove = f"/backpack/imported/{Import.objects.get().public_id}/remove"
    assert "download it first" in page_of(signed_in.get(remove))
    assert Import.objects.exists()
    assert "is removed" in page_of(signed_in.post(remove, follow=True))
    assert not Import.objects.exists()


def test_nobody_sees_what_somebody_else_brought(signed_in, elsewhere):
    added(signed_in, file(credentials.baked_png(elsewhere)))
    ref = Import.objects.get().public_id
    stranger = browser_of(people.account())
    for path in ("", "/file", "/remove"):
        assert stranger.get(f"/backpack/imported/{ref}{path}").status_code == 404
    assert stranger.post(f"/backpack/imported/{ref}/remove").status_code == 404
    # The picture alone names nobody, and stands in collections that everybody may see.
    picture = Client().get(f"/backpack/imported/{ref}/picture.png")
    assert picture["Content-Type"] == "image/png"
    assert Client().get("/backpack/imported/absent/picture.png").status_code == 404


def test_a_forgers_words_stand_harmless_on_the_page(signed_in, elsewhere, settings):
    settings.LAUREL_FETCHER = f"{__name__}.nowhere"
    document = json.loads(bytes(elsewhere.document))
    document["credentialSubject"]["achievement"]["name"] = (
        "<script>x</script>\u202eevil"
    )
    page = page_of(added(signed_in, {"text": json.dumps(document)}))
    assert "<script>x" not in page
    assert "\u202e" not in page
