"""`obkit issue --format ob2`: a folder of documents that verify where they say they belong."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from obkit import cli
from obkit.cli import facts_file
from obkit.resolve import MemoryFetcher

from packages.obkit.tests import pictures

NOW = "--now=2026-11-21T12:00:00Z"
SITE = "https://college.example"
KEY = f"{SITE}/ob2/key"
HOSTED = ("issue", "award.toml", "--format", "ob2", "-o", "badge", NOW)
SIGNED = (
    *("issue", "award.toml", "--format", "ob2-signed", "-o", "badge", NOW),
    *("--key", "key", "--method", KEY),
)


@pytest.fixture
def run(capsys):
    def run(*arguments: str) -> SimpleNamespace:
        code = cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return SimpleNamespace(code=code, out=out, err=err)

    return run


@pytest.fixture
def web(tmp_path, monkeypatch, run) -> dict[str, bytes | int]:
    """The issuer's web, empty; beside it a key, a picture and a file of facts for 2.0."""
    monkeypatch.chdir(tmp_path)
    found: dict[str, bytes | int] = {}
    monkeypatch.setattr(
        "obkit.cli.verify.HttpFetcher", lambda **_: MemoryFetcher(found)
    )
    assert run("keygen", "key", "--kind", "rsa").code == 0
    Path("art.png").write_bytes(pictures.png())
    Path("art.svg").write_bytes(pictures.SVG)
    facts = re.sub(r"^# (?=ob2_id|image)", "", facts_file.EXAMPLE, flags=re.MULTILINE)
    Path("award.toml").write_text(facts)
    return found


def change(old: str, new: str = "") -> None:
    facts = Path("award.toml").read_text()
    assert old in facts
    Path("award.toml").write_text(facts.replace(old, new))


def publish(said: str, web: dict[str, bytes | int]) -> set[str]:
    """Do what the command says."""
    found = dict(re.findall(r"Publish (\S+) at (\S+)", said))
    web.update({url: Path(file).read_bytes() for file, url in found.items()})
    return set(found)


def test_a_hosted_badge_verifies_when_it_is_published_as_it_says(web, run):
    done = run(*HOSTED, "--picture", "art.png")
    assert done.code == 0, done.err
    assert run("verify", "badge/assertion.json", NOW).code == 2  # nothing is there yet
    assert publish(done.err, web) == {
        "badge/assertion.json",
        "badge/badge-class.json",
        "badge/profile.json",
    }
    for file in ("badge/assertion.json", "badge/badge.png"):
        verified = run("verify", file, NOW, "--recipient", "ada@learner.example")
        assert verified.code == 0, verified.out
        assert "Facilitation" in verified.out


def test_a_signed_badge_verifies_when_its_key_is_published(web, run):
    done = run(*SIGNED, "--picture", "art.svg")
    assert done.code == 0, done.err
    assert publish(done.err, web) == {
        "badge/signing-key.json",
        "badge/badge-class.json",
        "badge/profile.json",
    }
    for file in ("badge/badge.jws", "badge/badge.svg"):
        verified = run("verify", file, NOW)
        assert verified.code == 0, verified.out
        assert "issuer.confirmed" in verified.out
    key = json.loads(Path("badge/signing-key.json").read_text())
    assert "PRIVATE" not in key["publicKeyPem"]
    web[KEY] = 404
    assert run("verify", "badge/badge.jws", NOW).code == 2


def test_a_signed_badge_needs_no_address_of_its_own(web, run):
    change('ob2_id = "https://college.example/ob2/assertions/42"')
    assert run(*HOSTED).code == 64
    done = run(*SIGNED)
    assert done.code == 0, done.err
    publish(done.err, web)
    assert run("verify", "badge/badge.jws", NOW).code == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--format", "ob2"), "-o FOLDER"),
        (("--format", "ob2", "-o", "b", "--proof", "vc-jwt"), "Open Badges 3.0"),
        (("--format", "ob2", "-o", "b", "--key", "key"), "--format ob2-signed"),
        (("--format", "ob2-signed", "-o", "b", "--key", "key"), "--method"),
        (("--format", "ob2", "-o", "key"), "is there already"),
        (("--format", "ob2", "-o", "b", "--picture", "key"), "PNG"),
    ],
)
def test_what_does_not_go_together_is_said_and_nothing_written(web, run, given, said):
    done = run("issue", "award.toml", *given)
    assert done.code != 0
    assert said in done.err
    assert not Path("b").exists()


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ('ob2_id = "https://college.example/ob2/issuer"', "issuer.ob2_id"),
        ('image = "https://college.example/facilitation.png"', "achievement.image"),
        (
            'ob2_id = "https://college.example/ob2/badges/facilitation"',
            "achievement.ob2_id",
        ),
    ],
)
def test_an_address_that_is_missing_is_named(web, run, old, said):
    change(old)
    done = run(*HOSTED)
    assert (done.code, said in done.err) == (64, True)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("college.example/ob2/issuer", "other.example/issuer", "badges do not live"),
        ('url = "https://college.example"', 'url = "college"', "$.url"),
    ],
)
def test_a_badge_that_nobody_could_verify_is_not_written(web, run, old, new, said):
    change(old, new)
    done = run(*HOSTED)
    assert (done.code, said in done.err) == (64, True), done.err
    assert not Path("badge").exists()
