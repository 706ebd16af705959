"""1EdTechCredentialRefresh (BAR-6): a newer edition, asked for once, believed only as a badge is."""

import json
from datetime import timedelta

import pytest
from obkit.proofs import eddsa_jcs_2022, eddsa_rdfc_2022
from obkit.verify import Check, Outcome, Verdict, verify

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary

URL = f"{HOST}/refresh/1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


@pytest.fixture
def world():
    return World()


def edition(
    world: World, *, signer: World | None = None, url: str = URL, **members
) -> bytes:
    """An edition of one credential that offers newer ones."""
    by = signer or world
    document = json.loads(world.credential())
    del document["proof"]
    document["@context"].append(EXTENSIONS)
    document["refreshService"] = {"id": url, "type": "1EdTechCredentialRefresh"}
    document |= members
    return json.dumps(
        eddsa_rdfc_2022.sign(
            {k: v for k, v in document.items() if v is not None},
            signer=by.ed25519,
            verification_method=by.method,
            created=NOW,
        )
    ).encode()  # fmt: skip


OLD = "2026-11-20T12:00:00Z"
EXPIRED = {"validUntil": "2026-11-20T13:00:00Z"}
NEWER = {"validFrom": "2026-11-21T00:00:00Z", "name": "A newer edition"}


def test_an_expired_badge_that_was_renewed_is_verified(world):
    world.documents[URL] = edition(world, **NEWER)
    report = world.verify(edition(world, **EXPIRED), recipient=EMAIL)
    assert report.verdict is Verdict.VERIFIED
    assert report.refresh is not None
    assert (report.refresh.url, report.refresh.reason) == (URL, "refresh.newer")
    assert report.document["name"] == "A newer edition"
    assert report.as_json()["refresh"]["reason"] == "refresh.newer"


def test_the_newer_edition_may_be_a_token(world):
    world.documents[URL] = world.token(world.award(valid_from=NOW))
    report = world.verify(edition(world, **EXPIRED))
    assert report.refresh.reason == "refresh.newer"
    assert report.verdict is Verdict.VERIFIED


def test_a_reader_may_ask_not_to_be_refreshed(world):
    world.documents[URL] = edition(world, **NEWER)
    data = edition(world, **EXPIRED)
    fetcher = world.fetcher
    from obkit.verify import Policy

    report = verify(data, policy=Policy(refresh=False), fetcher=fetcher, now=NOW)
    assert URL not in fetcher.asked
    assert report.refresh is None
    assert summary(report)["valid_until"] == "validity.expired"


def stranger_of(world: World) -> World:
    other = World(name="south")
    world.documents |= {u: d for u, d in other.documents.items() if "south" in u}
    return other


ANSWERS = {
    "nothing": (lambda _w: 404, "refresh.unreachable"),
    "an error": (lambda _w: 500, "refresh.unreachable"),
    "a page": (lambda _w: b"<html>", "refresh.not_verified"),
    "half a document": (lambda _w: b'{"a":', "refresh.not_verified"),
    "the same": (edition, "refresh.same"),
    "an older one": (lambda w: edition(w, validFrom="2026-11-19T00:00:00Z"), "refresh.older"),
    "one that was changed": (lambda w: changed(edition(w, **NEWER), name="x"), "refresh.not_verified"),
    "another badge": (lambda w: edition(w, **NEWER, id=f"{HOST}/b/43"), "refresh.another_credential"),
    "one that a stranger signed": (
        lambda w: edition(w, **NEWER, signer=stranger_of(w)), "refresh.not_verified"),
    "a stranger's badge": (
        lambda w: edition(w, **NEWER, signer=stranger_of(w), issuer={
            "id": World(name="south").did, "type": ["Profile"], "name": "South"}),
        "refresh.another_credential"),
    "a list": (lambda w: w.documents[w.list_url], "refresh.another_credential"),
}  # fmt: skip


@pytest.mark.parametrize("name", ANSWERS)
def test_whatever_goes_wrong_the_original_stands_as_it_is(world, name):
    """T-SEC-3, OB3-VER (3)."""
    answer, reason = ANSWERS[name]
    data = edition(world)
    world.documents[URL] = answer(world)
    report = world.verify(data)
    assert report.refresh.reason == reason
    assert report.verdict is Verdict.VERIFIED
    assert report.document == json.loads(data)


def test_a_bad_original_is_not_saved_and_its_address_not_asked(world):
    """Before the proof holds, the address is a stranger's wish."""
    world.documents[URL] = edition(world, **NEWER)
    data = changed(edition(world), name="changed")
    fetcher = world.fetcher
    report = verify(data, fetcher=fetcher, now=NOW)
    assert URL not in fetcher.asked
    assert report.refresh is None
    assert report.outcome_of(Check.PROOF) is Outcome.FAILED


def test_a_stranger_does_not_send_us_anywhere(world):
    south = stranger_of(world)
    data = edition(world, signer=south)
    fetcher = world.fetcher
    assert verify(data, fetcher=fetcher, now=NOW).verdict is Verdict.NOT_VERIFIED
    assert URL not in fetcher.asked


def test_it_is_asked_once_and_no_further(world):
    second = f"{HOST}/refresh/2"
    world.documents[URL] = edition(world, **NEWER, url=second)
    world.documents[second] = edition(world, **NEWER)
    data = edition(world)
    fetcher = world.fetcher
    report = verify(data, fetcher=fetcher, now=NOW)
    assert report.refresh.reason == "refresh.newer"
    assert fetcher.asked.count(URL) == 1
    assert second not in fetcher.asked


def test_a_newer_edition_can_be_revoked(world):
    world.bits.set(7)
    world.publish_list()
    entry = json.loads(world.credential())["credentialStatus"]
    entry["statusListIndex"] = "7"
    world.documents[URL] = edition(world, **NEWER, credentialStatus=entry)
    assert summary(world.verify(edition(world)))["status"] == "status.revoked"


def test_other_services_are_not_asked(world):
    document = json.loads(edition(world))
    del document["proof"]
    document["refreshService"] = {"id": URL, "type": "SomethingElse"}
    signed = eddsa_jcs_2022.sign(
        document,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW - timedelta(hours=1),
    )
    assert world.verify(json.dumps(signed).encode()).refresh is None


def test_an_issuer_offers_newer_editions_of_what_it_issues(world):
    """OB30-X3, T-LD-3: the address and the context that names its type."""
    offered = world.award(refresh=URL)
    document = json.loads(world.credential(offered))
    assert document["@context"][-1] == EXTENSIONS
    assert document["refreshService"]["id"] == URL
    world.documents[URL] = world.credential(offered)
    report = world.verify(world.credential(offered))
    assert (report.verdict, report.refresh.reason) == (
        Verdict.VERIFIED,
        "refresh.same",
    )


def test_the_token_of_the_newest_edition_is_no_older_one(world):
    """The same words, signed in another way."""
    offered = world.award(refresh=URL)
    world.documents[URL] = world.credential(offered)
    report = world.verify(world.token(offered))
    assert report.refresh.reason == "refresh.same"
    assert report.verdict is Verdict.VERIFIED
