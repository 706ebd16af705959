"""A photograph with a QR code leads on to the badge; one without says that it has neither."""

import io
import re

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation import qr
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services
from laurel.sharing.types import Paper
from PIL import Image, ImageFilter

pytestmark = pytest.mark.django_db


def words(response):
    main = response.content.decode().split("<main")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def post(client, *files, **headers):
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return client.post("/verify", {"badge": sent, "text": ""}, headers=headers)


def photograph(text, form="JPEG"):
    scene = Image.new("RGB", (900, 700), "#7a6a58")
    scene.paste(Image.open(io.BytesIO(qr.png(text))).resize((260, 260)), (300, 200))
    seen = scene.rotate(3, fillcolor="#7a6a58", resample=Image.Resampling.BICUBIC)
    return saved(seen, form)


def saved(picture, form="JPEG"):
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def page_of(credential):
    return credentials.addresses_of(credential.award_public_id).page


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_the_code_on_a_photograph_leads_to_the_badge(client, credential, form):
    page = page_of(credential)
    answer = post(client, ("desk.jpg", photograph(page, form)))
    text = words(answer)
    assert answer.status_code == 200
    assert f"desk.jpg: {page}" in text
    assert "Valid" in text
    assert "Applied Data Analytics" in text


def test_of_a_revoked_badge_it_says_so(client, credential, revoked):
    text = words(post(client, ("desk.jpg", photograph(page_of(revoked)))))
    assert "Revoked on" in text


@pytest.mark.parametrize("paper", list(Paper))
def test_a_printed_certificate_is_read_from_a_photograph(client, credential, paper):
    """As ink on paper, photographed by hand: turned by 3 degrees and a little blurred."""
    sheet = sharing.certificate(
        credential=credential,
        award=awards.by_public_id(credential.award_public_id),
        holder="Ada Lovelace",
        paper=paper,
        code=sharing_services.short_link(credential=credential),
    )
    with pypdfium2.PdfDocument(sheet) as document:
        printed = document[0].render(scale=200 / 72).to_pil().convert("RGB")
    turned = printed.rotate(
        3, expand=True, fillcolor="#6b5a48", resample=Image.Resampling.BICUBIC
    )
    seen = turned.filter(ImageFilter.GaussianBlur(1))
    answer = post(client, ("IMG_0042.jpg", saved(seen)))
    assert "Applied Data Analytics" in words(answer)
    assert "Valid" in words(answer)


def test_a_baked_badge_is_itself_whatever_its_picture_shows(client, credential):
    """What is inside the file counts, not what is drawn on it."""
    text = words(post(client, ("badge.png", credentials.baked_png(credential))))
    assert "Result for “ badge.png ”" in text
    assert "Valid" in text


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_picture_with_neither_says_both(client, db, form):
    plain = Image.new("RGB", (640, 480), "#14513f")
    text = words(post(client, ("holiday.jpg", saved(plain, form))))
    assert "There is no badge in it" in text
    assert "ask for the original file, or paste the link to the badge" in text
    assert "There is no QR code on it that we can read either" in text


def test_a_code_without_a_link_says_so_and_nothing_is_fetched(client, db, monkeypatch):
    from laurel.sites.public.views import verify

    def followed(url, recipient=""):
        raise AssertionError(f"followed {url}")

    monkeypatch.setattr(verify.verification, "verify_link", followed)
    text = words(post(client, ("card.jpg", photograph("BEGIN:VCARD\nN:Lovelace"))))
    assert "The QR code on it holds no link to a badge" in text
    assert "Lovelace" not in text


def test_a_code_leads_nowhere_that_a_link_may_not_lead(client, db):
    text = words(post(client, ("card.jpg", photograph("https://127.0.0.1/b/1"))))
    assert "private network, where we do not go" in text


def test_a_broken_photograph_says_that_it_could_not_be_looked_at(client, db):
    text = words(post(client, ("cut.jpg", photograph("https://a.example")[:700])))
    assert "We could not look for a QR code on it: the picture is broken" in text


def test_photographs_and_files_are_checked_together(client, credential):
    page = page_of(credential)
    answer = post(
        client,
        ("desk.jpg", photograph(page)),
        ("badge.json", bytes(credential.document)),
        ("holiday.jpg", saved(Image.new("RGB", (64, 64), "navy"))),
    )
    text = words(answer)
    assert "3 badges checked" in text
    assert f"desk.jpg: {page}" in text
    assert text.count("Applied Data Analytics") >= 2
    assert "There is no QR code on it that we can read either" in text


def test_a_program_gets_the_same_from_a_photograph(client, credential):
    page = page_of(credential)
    accept = {"Accept": "application/json"}
    for answer in (
        post(client, ("desk.jpg", photograph(page)), **accept),
        client.post("/api/v1/verify", photograph(page), content_type="image/jpeg"),
    ):
        assert answer.status_code == 200
        assert answer.json()["status"] == "valid"
    none = client.post(
        "/api/v1/verify",
        saved(Image.new("RGB", (64, 64)), "WEBP"),
        content_type="image/webp",
    ).json()
    assert none["status"] == "none"
    assert "There is no QR code on it" in none["sentence"]


def test_a_program_sends_one_badge_at_a_time(client, credential):
    two = Image.new("RGB", (900, 500), "white")
    for number in range(2):
        code = Image.open(io.BytesIO(qr.png(f"https://badges.example/b/{number}")))
        two.paste(code.resize((300, 300)), (60 + 420 * number, 90))
    answer = client.post("/api/v1/verify", saved(two), content_type="image/jpeg")
    assert answer.status_code == 422
    assert "this file carries 2 badges" in answer.content.decode()
