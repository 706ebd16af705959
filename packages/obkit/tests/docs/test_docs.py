"""Every code block of the documentation runs, page by page, in an empty folder.

`python` blocks of a page share their names. Of a `console` block each line with `$` is run, and every
line below it must be in what is printed. A block with `file=…` is written to that file.
"""

import contextlib
import io
import re
import shlex
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from obkit import Standard, bake, cli
from obkit.cli import cures
from obkit.errors import HttpStatus
from obkit.resolve import Fetched, MemoryFetcher
from obkit.verify import REASONS

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import World
from tools import library_docs

PACKAGE = Path(__file__).parents[2]
PAGES = sorted([*PACKAGE.glob("docs/**/*.md"), PACKAGE / "README.md"])
MADE = {library_docs.DOCS / name for name in library_docs.PAGES}
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
INSTALL = "pip install obkit"  # has a test of its own
ORIGIN = "https://college.example/"


class Published:
    """A web server for the files below `public`, as the how-to says."""

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        path = Path("public", url.removeprefix(ORIGIN))
        if not url.startswith(ORIGIN) or not path.is_file():
            raise HttpStatus("not found", url=url, status=404, body=b"")
        return Fetched(url=url, content_type="application/json", body=path.read_bytes())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """What the pages take for granted: a key, badges, pictures, a server for files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: Published())
    monkeypatch.setattr("obkit.HttpFetcher", lambda: MemoryFetcher({}), raising=False)
    for name in ("public/.well-known", "public/status", "public/b", "badges"):
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


@pytest.fixture
def prepared(folder):
    """The same, with badges that were issued before."""
    now = datetime.now(UTC) - timedelta(days=1)  # noqa: TID251 - the pages are read today
    world = World()
    key = world.ed25519.public_key.to_multikey()
    did = "did:web:college.example"
    plain = world.award(status=None, valid_from=now)
    for name, issuer in (("badge", f"did:key:{key}"), ("web-badge", did)):
        award = replace(plain, issuer=replace(plain.issuer, id=issuer))
        method = f"{issuer}#{key}"
        data = world.credential(award, verification_method=method, created=now)
        (folder / f"{name}.json").write_bytes(data)
    (folder / "badges" / "one.json").write_bytes((folder / "badge.json").read_bytes())
    (folder / "art.png").write_bytes(pictures.png())
    with contextlib.redirect_stdout(io.StringIO()):
        assert cli.main(["did", did, key, "-o", "did.json"]) == 0
    return folder


def blocks(page: Path) -> list[tuple[str, str, str]]:
    return BLOCK.findall(page.read_text())


WITH_CODE = [page for page in PAGES if page not in MADE and blocks(page)]


# What these pages show is made on the page itself.
FROM_NOTHING = ("quickstart.md", "static-issuer.md", "issue.md")


@pytest.mark.parametrize("guide", WITH_CODE, ids=lambda guide: guide.stem)
def test_every_block_of_the_page_runs(guide, request):
    request.getfixturevalue("folder" if guide.name in FROM_NOTHING else "prepared")
    if guide.name == "README.md":
        badge = Path("badge.json").read_bytes()
        Path("badge.png").write_bytes(bake(pictures.png(), badge, Standard.OB3))
    names: dict[str, object] = {"__name__": guide.stem}
    for language, file, text in blocks(guide):
        if file:
            _write(Path(file), text)
        elif language == "python":
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(text, str(guide), "exec"), names)
        elif language == "console":
            _run(text)
        else:
            pytest.fail(f"{guide.name}: a block of {language} that nobody runs")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _run(text: str) -> None:
    for part in text.split("$ ")[1:]:
        command, *expected = part.splitlines()
        if command == INSTALL:
            continue
        words = shlex.split(command)
        assert words[0] == "obkit", command
        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            code = cli.main(words[1:])
        assert code in (0, 1, 2), f"{command}\n{said.getvalue()}"
        assert bool(code) == _tells_of_trouble(expected), (
            f"{command}\n{said.getvalue()}"
        )
        for line in expected:
            assert line in said.getvalue(), f"{command}\n{said.getvalue()}"


def _tells_of_trouble(lines: list[str]) -> bool:
    trouble = ("NOT VERIFIED", "COULD NOT BE CHECKED", "trust.unknown")
    return any(word in line for line in lines for word in trouble)


def test_links_lead_somewhere():
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.mark.parametrize("name", library_docs.PAGES)
def test_the_pages_made_from_the_code_are_current(name):
    made = library_docs.PAGES[name]()
    assert (library_docs.DOCS / name).read_text() == made, "run: make docs"


def test_every_reason_has_cause_and_cure():
    assert [code for code in REASONS if not cures.cure_of(code)] == []
    assert cures.cure_of("kms.unknown") == ""
    for line in [*cures.EXACT.values(), *cures.FAMILIES.values()]:
        assert line.endswith((".", "…")), line
        assert len(line) <= 80, line


def test_no_cure_is_for_a_reason_that_there_is_not():
    families = {code.partition(".")[0] for code in REASONS}
    assert (cures.GOOD | set(cures.EXACT)) - set(REASONS) == set()
    assert set(cures.FAMILIES) - families == set()


def test_the_reference_has_every_public_name():
    import importlib

    page = (library_docs.DOCS / "api.md").read_text()
    for module in library_docs.MODULES:
        for name in getattr(importlib.import_module(module), "__all__", ()):
            value = getattr(importlib.import_module(module), name)
            if isinstance(value, type) or callable(value):
                assert f"### `{name}`" in page
