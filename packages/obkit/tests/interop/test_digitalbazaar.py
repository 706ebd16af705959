"""`@digitalbazaar/vc` in Node (BAR-2): each accepts what the other signs, and it reads as we do."""

import copy
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from obkit.encoding import canon
from obkit.errors import ObkitError
from obkit.resolve import MemoryFetcher
from obkit.verify import Verdict, verify

from packages.obkit.tests import credentials as c
from tools.bench import badge, gates, node

BADGES = badge.Badges.make(12)


@pytest.fixture(scope="module")
def peer() -> Iterator[node.Node]:
    try:
        node.install()  # into build/, exact versions; once for all runs
    except node.Missing as error:
        pytest.skip(f"@digitalbazaar/vc: {error}")
    with node.Node(BADGES) as started:
        yield started


def verdict(data: bytes) -> Verdict:
    fetcher = MemoryFetcher(badge.published())
    return verify(data, fetcher=fetcher, now=badge.CREATED).verdict


@pytest.mark.requirement("K5")
@pytest.mark.requirement("K6")
def test_it_accepts_what_we_sign_and_sees_what_was_changed(peer):
    texts = [data.decode() for data in BADGES.signed]
    assert peer.ask("verified", texts=texts)["verified"] == [True] * len(texts)
    changed = [text.replace("Teamwork", "Solo work", 1) for text in texts]
    assert peer.ask("verified", texts=changed)["verified"] == [False] * len(texts)


@pytest.mark.requirement("K5")
def test_we_accept_what_it_signs_and_see_what_was_changed(peer):
    for text in peer.ask("issued")["signed"]:
        assert gates.verifies(text, BADGES)
        assert verdict(text.encode()) is Verdict.VERIFIED
        changed = text.replace("Teamwork", "Solo work", 1)
        assert verdict(changed.encode()) is Verdict.NOT_VERIFIED


def test_it_reads_languages_numbers_and_json_inside_as_we_do(peer):
    """Where readers of JSON-LD differ first."""
    document = copy.deepcopy(BADGES.documents[0])
    achievement = document["credentialSubject"]["achievement"]
    achievement["creditsAvailable"] = 1.5
    achievement["name"] = {"@value": "Teamwork", "@language": "en-GB"}
    document["credentialSchema"] = [
        {
            "id": "https://college.example/schema.json",
            "type": "JsonSchema",
            "jsonSchema": {"\ufb33": 1, "\U0001f600": [True, "x"], "a": 2.5},
        }
    ]
    theirs = peer.ask("canonized", documents=[document])["canonical"][0]
    assert theirs == canon.canonical(document).decode()


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(document=c.credentials())
def test_it_reads_random_credentials_as_we_do(peer, document):
    try:
        ours = canon.canonical(document).decode()
    except ObkitError:  # what we refuse is not compared
        return
    assert peer.ask("canonized", documents=[document])["canonical"] == [ours]


def test_it_refuses_in_safe_mode_what_we_refuse(peer):
    good = BADGES.documents[0]
    bad = [
        good | {"grade": "A+"},
        good | {"name": {"@language": "en"}},
        good | {"proof": "urn:x:1"},
        good | {"type": [*good["type"], "Diploma"]},
        good | {"image": {"id": "not absolute", "type": "Image"}},
    ]
    answers = peer.ask("canonized", documents=bad)["canonical"]
    assert answers == [None] * len(bad)
    for document in bad:
        with pytest.raises(ObkitError):
            canon.canonical(document)
