"""A newer edition on the command line: asked for, told, and not asked for where that is unwanted."""

import json

import pytest
from obkit import cli

from packages.obkit.tests.badges import World
from packages.obkit.tests.unit.test_verify_refresh import EXPIRED, NEWER, URL, edition

AT = "--now=2026-11-21T12:00:00Z"


@pytest.fixture
def world(monkeypatch):
    """The command asks the world's memory instead of the internet."""
    world = World()
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: world.fetcher)
    return world


@pytest.fixture
def run(capsys, tmp_path):
    def run(command: str, badge: bytes, *options: str) -> tuple[int, str]:
        (tmp_path / "badge.json").write_bytes(badge)
        code = cli.main([command, str(tmp_path / "badge.json"), *options])
        return code, " ".join(capsys.readouterr().out.split())

    return run


def test_the_newer_edition_counts_and_the_reader_is_told(world, run):
    world.documents[URL] = edition(world, **NEWER)
    code, said = run("verify", edition(world, **EXPIRED), AT)
    assert code == 0
    assert "newest note the issuer has a newer edition" in said
    assert f"({URL})" in said
    assert "refresh.newer" in said


@pytest.mark.parametrize(
    ("answer", "words", "reason"),
    [
        ("same", "newest passed the issuer was asked", "refresh.same"),
        (404, "newest unknown the issuer could not be asked", "refresh.unreachable"),
    ],
)
def test_what_became_of_asking_is_told(world, run, answer, words, reason):
    badge = edition(world)
    world.documents[URL] = badge if answer == "same" else answer
    code, said = run("verify", badge, AT)
    assert (code, words in said, reason in said) == (0, True, True)
    code, said = run("verify", badge, AT, "--json")
    assert json.loads(said)["refresh"]["reason"] == reason


def test_who_does_not_want_to_ask_is_not_told(world, run):
    world.documents[URL] = edition(world, **NEWER)
    badge = edition(world, **EXPIRED)
    code, said = run("verify", badge, AT, "--no-refresh")
    assert code == 1
    assert "validity.expired" in said
    assert "newest" not in said
    assert (
        json.loads(run("verify", badge, AT, "--no-refresh", "--json")[1])["refresh"]
        is None
    )


def test_inspect_shows_where_a_newer_edition_would_be(world, run):
    assert f"renewed at {URL}" in run("inspect", edition(world))[1]


def test_inspect_tells_what_an_endorsement_of_2_0_says(run):
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "id": "https://state.example/praise/1",
        "type": "Endorsement",
        "claim": {"id": "https://a.example/badge", "endorsementComment": "Fair."},
    }
    _, said = run("inspect", json.dumps(document).encode())
    assert "kind Open Badges 2.0 endorsement (ob2.endorsement)" in said
    assert "comment Fair. about https://a.example/badge" in said
