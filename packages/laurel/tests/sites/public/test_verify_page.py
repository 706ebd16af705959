"""The verification page: whatever is handed in gets a true and friendly answer."""

import dataclasses
import datetime as dt
import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.credentials import selectors as credentials
from laurel.sites.public import limits, uploads
from PIL import Image

pytestmark = pytest.mark.django_db

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 200


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html.split("<main")[1]))


def post_file(client, data, name="badge.png", content_type="application/octet-stream"):
    file = SimpleUploadedFile(name, data, content_type)
    response = client.post("/verify", {"badge": file, "text": ""})
    return response, words(response.content.decode())


def post_text(client, text):
    response = client.post("/verify", {"text": text})
    return response, words(response.content.decode())


def png(**_):
    picture = io.BytesIO()
    Image.new("RGB", (64, 64), "#14513f").save(picture, "PNG")
    return picture.getvalue()


@pytest.mark.requirement("I6", "I7", "I8", "J2")
def test_the_picture_alone_is_enough(client, credential):
    response, text = post_file(client, credentials.baked_png(credential), "data.png")
    assert response.status_code == 200
    assert "Result for “ data.png ”" in text
    assert "Valid" in text
    assert "Checked today at" in text
    assert "Applied Data Analytics" in text
    assert "Ada Lovelace" in text
    assert "Data analysis" in text
    assert "Open Badges 2.0" in text


@pytest.mark.requirement("I8")
def test_the_link_alone_is_enough(client, credential):
    _, text = post_text(
        client, credentials.addresses_of(credential.award_public_id).page
    )
    assert "Valid" in text
    assert "Applied Data Analytics" in text


@pytest.mark.parametrize("form", ["json", "jwt", "svg"])
def test_every_form_of_the_badge_is_read(client, credential, form):
    data = {
        "json": bytes(credential.document),
        "jwt": credential.jwt.encode(),
        "svg": credentials.baked_svg(credential),
    }[form]
    _, text = post_file(client, data, f"badge.{form}")
    assert "Valid" in text
    assert "Applied Data Analytics" in text


def test_pasted_json_and_tokens_are_read(client, credential):
    for pasted in (bytes(credential.document).decode(), credential.jwt):
        _, text = post_text(client, pasted)
        assert "Applied Data Analytics" in text


@pytest.mark.requirement("J24")
def test_an_old_picture_of_a_revoked_badge_says_why(client, credential, revoked):
    _, text = post_file(client, credentials.baked_png(revoked))
    assert re.search(r"Revoked on \d+ \w+ \d{4}", text)
    assert "Reason given by North College : Issued in error ." in text


@pytest.mark.requirement("I7")
def test_an_expired_picture_says_when(client, expired):
    _, text = post_file(client, credentials.baked_png(expired))
    assert "Expired on 5 March 2025" in text


@pytest.mark.requirement("I1")
def test_one_changed_letter_is_noticed_and_nothing_is_shown(client, credential):
    altered = bytes(credential.document).replace(b"Ada Lovelace", b"Eve Lovelace")
    _, text = post_file(client, altered, "badge.json")
    assert "Altered: do not rely on this file" in text
    assert "It has been changed" in text
    assert "Eve Lovelace" not in text


def test_the_issuers_address_stands_beside_its_name(client, credential):
    _, text = post_file(client, bytes(credential.document), "a.json")
    assert "did:web:localhost%3A8000:issuers:" in text
    assert "localhost:8000" in text


# --- wrong input ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (JPEG, "badge.png", "This is a JPEG photograph"),
        (b"GIF89a....", "badge.gif", "GIF picture"),
        (b"", "badge.png", "The file is empty"),
        (b"<!doctype html><p>hi", "page.html", "web page"),
        (b"hello", "note.txt", "neither a picture with a badge inside"),
        (b'{"a": 1, "a": 2}', "badge.json", "The same name stands twice in it"),
        (b'{"a": NaN}', "badge.json", "JSON"),
        (b"[" * 100_000, "badge.json", "nested deeper"),
        (b'{"hello": "world"}', "badge.json", "not of a kind that we know as a badge"),
        (b"\x89PNG\r\n\x1a\nrubbish", "badge.png", "picture"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "a.svg", "no badge inside"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "a.svg", "declares things"),
        (b"https://a.example/b/1", "link.txt", "It holds only an address"),
        (b"\x00\xff" * 5000, "badge.bin", "badge"),
    ],
)  # fmt: skip
def test_wrong_files_are_named_for_what_they_are(client, data, name, said):
    response, text = post_file(client, data, name)
    assert response.status_code == 200
    assert said in text
    assert "Valid Checked" not in text
    assert "alert(1)" not in response.content.decode()


def test_a_picture_without_a_badge_says_what_may_have_happened(client):
    _, text = post_file(client, png())
    assert "There is no badge in it" in text
    assert "Many sites strip the badge" in text


def test_a_large_file_is_refused_and_not_kept(client, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    data = b"\x89PNG\r\n\x1a\n" + b"\x00" * (uploads.MAX_BYTES + 1)
    response, text = post_file(client, data)
    assert response.status_code == 413
    assert "This is larger than a badge can be" in text
    assert list(tmp_path.iterdir()) == []


def test_a_fifty_megabyte_file_is_refused(client):
    response, text = post_file(client, b"\x00" * (50 * 1024 * 1024))
    assert response.status_code == 413
    assert "We read up to 10 MB" in text


def test_a_file_name_cannot_forge_the_page(client):
    response, _ = post_file(client, b"x", "<script>alert(1)</script>\u202egnp.png")
    assert "<script>alert(1)" not in response.content.decode()
    assert "\u202e" not in response.content.decode()


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_is_asked_for_again(client, text):
    response, shown = post_text(client, text)
    assert response.status_code == 400
    assert "There is nothing to check yet" in shown


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/b/1",
        "https://10.0.0.7/b/1",
        "https://[::1]/x",
        "https://192.168.1.1/x",
    ],
)
def test_a_private_address_is_not_visited(client, url):
    response, text = post_text(client, url)
    assert response.status_code == 200
    assert "It could not be read" in text
    assert "private network, where we do not go" in text


def test_a_broken_multipart_body_is_a_bad_request(client):
    response = client.generic(
        "POST", "/verify", b"rubbish", content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code in {200, 400}
    missing = client.generic(
        "POST", "/verify", b"rubbish", content_type="multipart/form-data"
    )
    assert missing.status_code == 400


def test_a_link_in_the_address_bar_is_offered_but_not_followed(client, monkeypatch):
    from laurel.sites.public.views import verify

    def followed(url):
        raise AssertionError("a GET followed a link")

    monkeypatch.setattr(verify.verification, "verify_link", followed)
    response = client.get("/verify", {"link": "https://a.example/b/1"})
    html = response.content.decode()
    assert "https://a.example/b/1" in html
    assert "We have not opened it yet" in html


# --- programs ------------------------------------------------------------------------


def test_a_program_may_post_the_bytes_and_read_json(client, credential):
    response = client.post(
        "/verify",
        credentials.baked_png(credential),
        content_type="image/png",
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"] == "no-store"
    report = response.json()
    assert report["status"] == "valid"
    assert [other["kind"] for other in report["also"]] == ["ob2.assertion"]
    json.dumps(report)


def test_a_program_that_sends_nothing_gets_a_problem_document(client):
    response = client.post(
        "/verify", {"text": ""}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_a_program_that_sends_too_much_gets_one_too(client):
    response = client.post(
        "/verify",
        b"x" * (uploads.MAX_BYTES + 1),
        content_type="image/png",
        headers={"Accept": "application/json"},
    )
    assert response.status_code == 413
    assert response.json()["status"] == 413


def test_one_visitor_cannot_keep_us_busy(client, fixed_clock):
    for _ in range(limits.VERIFY.count):
        assert client.post("/verify", {"text": ""}).status_code == 400
    response = client.post("/verify", {"text": ""})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 60
    assert "That was a lot in one minute" in response.content.decode()
    other = client.post("/verify", {"text": ""}, REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 400
    fixed_clock.move(dt.timedelta(seconds=61))
    assert client.post("/verify", {"text": ""}).status_code == 400


def spend(client, times, **headers):
    """The answers to so many questions."""
    return [
        client.post("/verify", {"text": ""}, **headers).status_code
        for _ in range(times)
    ]


def test_behind_our_proxy_visitors_are_told_apart_and_cannot_choose_who_they_are(
    client, fixed_clock, settings
):
    settings.LAUREL = dataclasses.replace(settings.LAUREL, trusted_proxy_count=1)
    for number in range(limits.VERIFY.count):
        forged = f"198.51.100.{number}, 203.0.113.9"
        assert spend(client, 1, HTTP_X_FORWARDED_FOR=forged) == [400]
    assert spend(client, 1, HTTP_X_FORWARDED_FOR="192.0.2.1, 203.0.113.9") == [429]
    assert spend(client, 1, HTTP_X_FORWARDED_FOR="203.0.113.10") == [400]
    assert spend(client, 1) == [400]


def test_without_a_proxy_nobody_is_believed_about_the_address(client, fixed_clock):
    spend(client, limits.VERIFY.count)
    assert spend(client, 1, HTTP_X_FORWARDED_FOR="203.0.113.10") == [429]


def test_one_household_is_one_visitor_over_ipv6(client, fixed_clock):
    for number in range(limits.VERIFY.count):
        spend(client, 1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
    assert spend(client, 1, REMOTE_ADDR="2001:db8:1:2:ffff::1") == [429]
    assert spend(client, 1, REMOTE_ADDR="2001:db8:1:3::1") == [400]


def test_uses_at_the_same_moment_are_all_counted(client, fixed_clock, monkeypatch):
    """Each reads the count before the others have written theirs."""
    monkeypatch.setattr(limits.cache, "get", lambda key, default=None: default)
    assert 429 not in spend(client, limits.VERIFY.count)
    assert spend(client, 1) == [429]
