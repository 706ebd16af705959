"""Everything about a person in one file."""

import datetime as dt
import json
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from laurel.credentials import selectors as credentials
from laurel.foundation import jobs
from laurel.foundation.errors import NotFound, Refused
from laurel.privacy import selectors, services

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

ADA = "ada@students.example"


@pytest.fixture
def ada(fixed_clock):
    return people.account(ADA, name="Ada Lovelace")


@pytest.fixture
def credential(ada):
    made = badges.issued(
        recipient_email="Ada@Students.example", narrative="She wrote it."
    )
    badges.issued(recipient_name="Mary Somerville")
    jobs.drain()
    return made


def asked(account):
    made = services.archive(account_id=account.pk, actor=people.actor(account))
    jobs.drain()
    made.refresh_from_db()
    return made


def opened(account):
    path = selectors.archive_file(account.pk, asked(account).public_id)
    return zipfile.ZipFile(path)


def test_badges_come_byte_for_byte(ada, credential):
    with opened(ada) as archive:
        folder = f"badges/{credential.award_public_id}"
        assert archive.read(f"{folder}/credential.json") == bytes(credential.document)
        assert archive.read(f"{folder}/credential.jwt") == credential.jwt.encode()
        assert archive.read(f"{folder}/assertion-ob2.json") == bytes(credential.ob2)
        assert archive.read(f"{folder}/badge.png") == credentials.baked_png(credential)
        assert archive.read(f"{folder}/badge.svg") == credentials.baked_svg(credential)


def test_it_tells_of_account_awards_and_mails_and_of_nobody_else(ada, credential):
    with opened(ada) as archive:
        data = {
            name: json.loads(archive.read(name))
            for name in archive.namelist()
            if name.startswith("data/")
        }
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert data["data/account.json"][0]["email"] == ADA
    assert [row["narrative"] for row in data["data/awards.json"]] == ["She wrote it."]
    assert "Ada" in data["data/mails.json"][0]["text"]
    assert b"Somerville" not in everything


def test_its_page_opens_without_a_server(ada, credential):
    with opened(ada) as archive:
        page = archive.read("index.html").decode()
        names = set(archive.namelist())
    links = set(re.findall(r'href="([^"#]+)"', page))
    assert {link for link in links if not link.endswith("/")} <= names
    assert f"badges/{credential.award_public_id}/badge.png" in links
    assert "<script" not in page
    assert "http://" not in page.replace(settings.LAUREL.base_url, "")


def test_nobody_else_can_take_it_and_after_a_week_nobody_can(ada, fixed_clock, client):
    made = asked(ada)
    url = f"/accounts/privacy/{made.public_id}.zip"
    assert client.get(url).status_code == 302
    client.force_login(people.account())
    assert client.get(url).status_code == 404
    client.force_login(ada)
    answer = client.get(url)
    assert (
        answer["Content-Disposition"]
        == 'attachment; filename="everything-about-me.zip"'
    )
    assert answer["Cache-Control"] == "private, no-store"
    assert zipfile.is_zipfile(BytesIO(b"".join(answer.streaming_content)))
    path = Path(settings.LAUREL.data_dir) / "archives" / f"{made.public_id}.zip"
    assert path.stat().st_mode & 0o077 == 0
    fixed_clock.move(dt.timedelta(days=7, minutes=1))
    with pytest.raises(NotFound):
        selectors.archive_file(ada.pk, made.public_id)
    services.forget_old()
    assert not path.exists()


def test_asked_twice_it_is_made_once_and_not_without_end(ada):
    first = services.archive(account_id=ada.pk, actor=people.actor(ada))
    again = services.archive(account_id=ada.pk, actor=people.actor(ada))
    assert first.public_id == again.public_id
    jobs.drain()
    for _ in range(services.MOST_ARCHIVES - 1):
        asked(ada)
    with pytest.raises(Refused, match="is the most"):
        asked(ada)


def test_the_page_leads_through_it(ada, credential, client):
    client.force_login(ada)
    page = client.get("/accounts/privacy").content.decode()
    assert "Put my file together" in page
    assert client.post("/accounts/privacy", {"step": "archive"}).status_code == 302
    waiting = client.get("/accounts/privacy")
    assert "Being put together" in waiting.content.decode()
    assert waiting["Refresh"] == "5"
    jobs.drain()
    page = client.get("/accounts/privacy").content.decode()
    assert re.search(r'href="/accounts/privacy/\w{22}\.zip"', page)
    assert client.post("/accounts/privacy", {"step": "erase"}).status_code == 302
    assert "We sent you a code" in client.get("/accounts/privacy").content.decode()
    wrong = client.post("/accounts/privacy", {"step": "confirm", "code": "abc\u20ac"})
    assert wrong.status_code == 422
    assert "This is not the code" in wrong.content.decode()
    assert client.post("/accounts/privacy", {"step": "call_off"}).status_code == 302
    assert client.post("/accounts/privacy", {"step": "dance"}).status_code == 400
