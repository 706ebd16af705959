"""A copy of the public site outlives the platform: pages open, badges verify."""

import contextlib
import dataclasses
import datetime as dt
import functools
import hashlib
import http.client
import http.server
import re
import threading
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.core.management import call_command
from laurel.achievements.types import Edition
from laurel.awards.types import Evidence
from laurel.commands import copied, copying, main
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock, jobs
from laurel.foundation.actors import SYSTEM
from laurel.privacy import services as privacy
from laurel.privacy.types import Ground
from obkit.errors import HttpStatus
from obkit.resolve import Fetched
from obkit.verify import Verdict, verify

from packages.laurel.tests.factories import badges
from packages.laurel.tests.journeys.running import free_port

pytestmark = pytest.mark.django_db
YEARS = dt.timedelta(days=30 * 365)
MUCH_LATER = dt.timedelta(days=20 * 365)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@contextlib.contextmanager
def serving(folder, port):
    """Python's own web server, which knows nothing of badges."""
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Stranger:
    """Gets documents from that host alone, whatever scheme an address names."""

    def __init__(self, port):
        self.port = port

    def fetch(self, url, *, accept="application/json"):
        parts = urlsplit(url)
        assert parts.netloc == f"localhost:{self.port}", url
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", parts.path, headers={"Accept": accept})
            answer = connection.getresponse()
            body = answer.read()
        if answer.status in (301, 302):
            return self.fetch(urljoin(url, answer.headers["Location"]), accept=accept)
        if answer.status != 200:
            raise HttpStatus("no", url=url, status=answer.status, body=body)
        return Fetched(url, answer.headers["Content-Type"], body)


class Site:
    def __init__(self, folder, settings):
        self.port, self.folder = free_port(), folder
        self.base = f"http://localhost:{self.port}"
        settings.LAUREL = dataclasses.replace(settings.LAUREL, base_url=self.base)
        settings.ALLOWED_HOSTS = ["localhost"]
        settings.STATIC_ROOT = folder.parent / "static"
        call_command("collectstatic", interactive=False, verbosity=0)
        self.badge = badges.achievement(
            language="en", editions=(Edition("fr", "Analyse", "Trouve.", "Cours."),)
        )
        self.held = badges.issued(
            self.badge,
            narrative="She led two.",
            evidence=[Evidence(name="Report", url="https://x.example/r")],
        )
        self.revoked = badges.issued(self.badge)
        credential_services.revoke(
            credential=self.revoked,
            reason=RevocationReason.ADMINISTRATIVE_ERROR,
            public_wording="Issued in error.",
            actor=SYSTEM,
        )

    def copy(self):
        copy = copying.Copy.begun(self.folder, base_url=self.base)
        for _ in copied.everything(copy, valid_for=YEARS):
            pass
        copy.finish()
        return copy

    def read(self, credential, name):
        return (self.folder / "b" / credential.award_public_id / name).read_bytes()

    def verify(self, data, *, later=dt.timedelta(0)):
        now = clock.now() + later
        return verify(data, fetcher=Stranger(self.port), now=now)


@pytest.fixture
def site(tmp_path, settings):
    return Site(tmp_path / "copy", settings)


@pytest.mark.parametrize(
    "name", ["badge.png", "badge.svg", "credential.json", "credential.jwt"]
)
def test_downloaded_badges_verify_against_the_copy_for_decades(site, name):
    site.copy()
    with serving(site.folder, site.port):
        held = site.verify(site.read(site.held, name), later=MUCH_LATER)
        revoked = site.verify(site.read(site.revoked, name), later=MUCH_LATER)
        own = site.verify(bytes(site.held.ob2))
    assert held.verdict is Verdict.VERIFIED
    assert held.refresh.reason == "refresh.same"
    assert revoked.verdict is Verdict.NOT_VERIFIED
    assert own.verdict is Verdict.VERIFIED


def test_every_page_opens_and_every_link_in_it_leads_somewhere(site):
    site.copy()
    pages = sorted(site.folder.rglob("*.html"))
    assert len(pages) >= 8
    with serving(site.folder, site.port):
        for page in pages:
            path = page.relative_to(site.folder).as_posix()
            if path.startswith("ob2/"):
                continue
            html = Stranger(site.port).fetch(f"{site.base}/{path}").body.decode()
            assert "<form" not in html
            assert "This is a copy of" in html
            for link in re.findall(r'\s(?:href|src)="([^"#]+)', html):
                if not link.startswith(("http", "mailto:", "data:", "tel:")):
                    assert not link.startswith("/"), (path, link)
                    target = (page.parent / link).resolve()
                    assert target.is_file(), (path, link)


def test_permanent_addresses_answer(site):
    site.copy()
    award = site.held.award_public_id
    issuer = site.held.issuer.public_id
    badge = site.badge.public_id
    with serving(site.folder, site.port):
        stranger = Stranger(site.port)
        page = stranger.fetch(f"{site.base}/b/{award}").body.decode()
        for address in (
            f"/issuers/{issuer}", f"/issuers/{issuer}/did.json", f"/ob2/issuers/{issuer}",
            f"/achievements/{badge}/1", f"/achievements/{badge}/1/fr",
            f"/ob2/badges/{badge}/1", f"/ob2/badges/{badge}/1/fr",
            f"/achievements/{badge}/1/image.png", f"/b/{award}/card.png", "/",
        ):  # fmt: skip
            assert stranger.fetch(site.base + address).body
    assert "Ada Lovelace" in page
    assert f'href="../../issuers/{issuer}/index.html"' in page


def test_what_was_taken_down_stays_taken_down(site):
    privacy.erase(
        organization=site.held.organization,
        address=site.held.recipient_email,
        ground=Ground.THEY_ASKED,
        actor=SYSTEM,
    )
    files = {name: credentials_file(site.held, name) for name in ("json", "ob2")}

    jobs.drain()
    site.copy()
    award = site.held.award_public_id
    assert not (site.folder / "b" / award / "badge.png").exists()
    assert b"had this page taken down" in site.read(site.held, "index.html")
    with serving(site.folder, site.port):
        for data in files.values():
            assert site.verify(data).verdict is Verdict.VERIFIED


def credentials_file(credential, name):
    found = credentials.public(credential.award_public_id)
    return bytes(found.document if name == "json" else found.ob2)


def test_an_interrupted_copy_goes_on_and_ends_the_same(site, monkeypatch):
    copy = copying.Copy.begun(site.folder, base_url=site.base)
    steps = copied.everything(copy, valid_for=YEARS)
    for _ in range(12):
        next(steps)
    before = dict.fromkeys(copy.done)
    copy.leave()
    with (site.folder / copying.UNFINISHED).open("a") as noted:
        noted.write("abc")  # the power went in the middle of a line
    written = []
    really = copying.Copy.write
    monkeypatch.setattr(
        copying.Copy,
        "write",
        lambda self, name, data: written.append(name) or really(self, name, data),
    )
    site.copy()
    assert written
    assert not set(written) & set(before)
    lines = (site.folder / copying.NOTED).read_text().splitlines()
    noted = dict(reversed(line.split("  ")) for line in lines)
    there = {
        path.relative_to(site.folder).as_posix(): hashlib.sha256(
            path.read_bytes()
        ).hexdigest()
        for path in site.folder.rglob("*")
        if path.is_file() and path.name != copying.NOTED
    }
    assert noted == there


def test_a_folder_with_something_in_it_is_left_alone(site, tmp_path):
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "holiday.jpg").write_bytes(b"x")
    with pytest.raises(copying.Refused, match="not empty"):
        copying.Copy.begun(tmp_path / "full", base_url=site.base)
    site.copy()
    with pytest.raises(copying.Refused, match="not empty"):
        copying.Copy.begun(site.folder, base_url=site.base)
    copying.Copy.begun(tmp_path / "other", base_url=site.base).leave()
    with pytest.raises(copying.Refused, match="another address"):
        copying.Copy.begun(tmp_path / "other", base_url="https://other.example")


def test_years_that_cannot_be_are_refused(capsys):
    for years in ("0", "101", "ten"):
        with pytest.raises(SystemExit):
            main.main(["export-site", "folder", "--years", years])
        assert "is not 1 to 100 years" in capsys.readouterr().err
    assert not Path("folder").exists()
