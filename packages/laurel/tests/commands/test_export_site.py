"""A copy of the public site outlives the platform: pages open, badges verify."""

import hashlib
import re
from pathlib import Path

import pytest
from laurel.commands import copied, copying, main
from laurel.credentials import selectors as credentials
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.privacy import services as privacy
from laurel.privacy.types import Ground
from obkit.verify import Verdict

from .copies import MUCH_LATER, YEARS, Site, Stranger, at_a_port, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(tmp_path):
    folder = tmp_path / "copy"
    with at_a_port(folder) as port:
        yield Site(folder, port)


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
            if path.startswith("ob2/badges/"):
                continue
            html = Stranger(site.port).fetch(f"{site.base}/{path}").body.decode()
            assert "<form" not in html
            if not path.startswith(("embed/", "s/")):  # no room, and no page
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
