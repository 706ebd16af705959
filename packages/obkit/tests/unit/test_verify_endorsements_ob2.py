"""Endorsements of Open Badges 2.0, hosted and signed (OB20-E4..E6, checklist §1.3 step 9)."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from obkit.cli.verify import Offline
from obkit.encoding import jws
from obkit.keys import KeyKind, LocalSigner
from obkit.verify import Check, Kind, Report, Verdict, verify, verify_url
from obkit.verify.fetching import MAX_FETCHES
from obkit.verify.nested import MAX_NESTED

from packages.obkit.tests.badges import EMAIL, HOST, NOW, World, changed, summary

ASSERTION, BADGE = f"{HOST}/ob2/assertions/42", f"{HOST}/ob2/badges/1/1"
ISSUER = f"{HOST}/ob2/issuers/north"
STATE = "https://state.example"
BOARD, PRAISE, KEY = f"{STATE}/board", f"{STATE}/praise/1", f"{STATE}/keys/1"
REVOKED = f"{STATE}/revoked"
CONTEXT = "https://w3id.org/openbadges/v2"
RSA = LocalSigner.generate(KeyKind.RSA)
STRANGER = LocalSigner.generate(KeyKind.RSA)


@pytest.fixture
def world() -> World:
    """A hosted badge, and a board on another host that endorses badges."""
    world = World()
    world.hosted()
    publish(
        world,
        BOARD,
        type="Issuer",
        name="Board of Education",
        url=STATE,
        email="board@state.example",
        publicKey=[KEY],
        revocationList=REVOKED,
    )
    publish(
        world,
        KEY,
        type="CryptographicKey",
        owner=BOARD,
        publicKeyPem=RSA.public_key.to_pem().decode(),
    )
    publish(world, REVOKED, type="RevocationList", revokedAssertions=[])
    return world


def publish(world: World, address: str, **members: Any) -> None:
    document = {"@context": CONTEXT, "id": address, **members}
    world.documents[address] = json.dumps(document).encode()


def edit(world: World, url: str, **members: Any) -> None:
    world.documents[url] = changed(world.documents[url], **members)


def praise(**changes: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": PRAISE,
        "type": "Endorsement",
        "claim": {"id": BADGE, "endorsementComment": "Rigorous and fair."},
        "issuer": BOARD,
        "issuedOn": "2026-11-01T12:00:00Z",
        "verification": {"type": "HostedBadge"},
    } | changes


def host(world: World, **changes: Any) -> dict[str, Any]:
    """The board publishes its endorsement."""
    document = praise(**changes)
    world.documents[PRAISE] = json.dumps(document).encode()
    return document


def signed(signer: LocalSigner = RSA, **changes: Any) -> bytes:
    verification = {"type": "SignedBadge", "creator": KEY}
    document = praise(verification=verification, id="urn:uuid:praise-1", **changes)
    header = {"alg": signer.public_key.algorithm}
    return jws.assemble(header, json.dumps(document).encode(), signer.sign).encode()


def check(world: World, **policy: Any) -> Report:
    """The badge as its issuer publishes it."""
    data = world.documents[ASSERTION]
    assert isinstance(data, bytes)
    return world.verify(data, **policy)


def only_endorsement(world: World, **policy: Any) -> Report:
    """The one endorsement of a badge that stands by itself, whatever becomes of its praise."""
    report = check(world, **policy)
    assert report.verdict is Verdict.VERIFIED
    (found,) = report.endorsements
    return found


@pytest.mark.parametrize("endorsed", [ASSERTION, BADGE, ISSUER])
@pytest.mark.parametrize("is_linked", [True, False])
def test_an_endorsement_is_verified_and_shown_wherever_it_hangs(
    world, endorsed, is_linked
):
    """OB20-E5: on the award, on what was earned, and on who issues it."""
    document = host(world, claim={"id": endorsed, "endorsementComment": "Fair."})
    edit(world, endorsed, endorsement=[PRAISE if is_linked else document])
    report = check(world, recipient=EMAIL)
    assert report.verdict is Verdict.VERIFIED
    (found,) = report.confirmed_endorsements
    assert found.kind == "ob2.endorsement"
    assert summary(found) == {
        "parse": "input.read",
        "conforms": "document.conforms",
        "proof": "hosted.same",
        "issuer": "issuer.hosts_it",
        "status": "status.good",
        "valid_from": "validity.begun",
        "valid_until": "validity.no_end",
        "recipient": "recipient.not_asked",
        "trust": "trust.not_asked",
        "about": "endorsement.of_this",
    }
    assert found.subject.issuer_name == "Board of Education"
    assert found.subject.comment == "Fair."
    assert found.subject.endorses == endorsed
    assert found.subject.issued_on == "2026-11-01T12:00:00Z"


def test_a_signed_endorsement_is_verified_where_it_is_linked(world):
    edit(world, BADGE, endorsement=PRAISE)
    world.documents[PRAISE] = signed() + b"\n"
    found = only_endorsement(world)
    assert (found.kind, found.container) == ("ob2.endorsement", "jwt")
    assert summary(found)["issuer"] == "issuer.confirmed"
    assert summary(found)["status"] == "status.good"
    assert found.verdict is Verdict.VERIFIED
    assert found.subject.comment == "Rigorous and fair."


def test_a_stranger_cannot_sign_an_endorsement_in_the_boards_name(world):
    edit(world, BADGE, endorsement=PRAISE)
    world.documents[PRAISE] = signed(STRANGER)
    found = only_endorsement(world)
    assert summary(found)["proof"] == "proof.altered"
    assert found.subject.comment is None


def test_a_signed_endorsement_that_its_endorser_lists_as_revoked_is_not_shown(world):
    edit(world, BADGE, endorsement=PRAISE)
    world.documents[PRAISE] = signed()
    edit(world, REVOKED, revokedAssertions=["urn:uuid:praise-1"])
    found = only_endorsement(world)
    assert summary(found)["status"] == "status.revoked"
    assert found.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("form", ["json", "jwt", "url"])
def test_an_endorsement_alone_is_a_document_of_its_own_kind(world, form):
    data = json.dumps(host(world)).encode()
    if form == "url":
        report = verify_url(PRAISE, fetcher=world.fetcher, now=NOW)
    else:
        report = world.verify(signed() if form == "jwt" else data)
    assert (report.kind, report.container) == (str(Kind.OB2_ENDORSEMENT), form)
    assert report.verdict is Verdict.VERIFIED
    assert report.subject.endorses == BADGE
    assert report.result(Check.ABOUT) is None


def test_with_the_proof_alone_nobody_is_asked_about_endorsements(world):
    host(world)
    edit(world, BADGE, endorsement=PRAISE)
    report = check(world, proof_only=True)
    assert (report.verdict, report.endorsements) == (Verdict.VERIFIED, ())
    alone = world.verify(world.documents[PRAISE], proof_only=True)
    assert alone.verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"claim": {"id": BADGE, "endorsementComment": "The best of all."}},
        {"issuer": f"{HOST}/ob2/issuers/other"},
    ],
)
def test_a_copy_that_claims_something_else_is_no_endorsement(world, change):
    """An issuer could put praise into a famous mouth."""
    host(world)
    edit(world, BADGE, endorsement=[praise(**change)])
    found = only_endorsement(world)
    assert summary(found)["proof"] == "hosted.copy_altered"
    assert summary(found)["about"] == "endorsement.of_this"
    assert found.verdict is Verdict.NOT_VERIFIED
    assert found.subject.comment is None


def test_a_copy_may_have_the_endorser_in_it(world):
    host(world)
    board = json.loads(world.documents[BOARD])
    edit(world, BADGE, endorsement=[praise(issuer=board)])
    assert only_endorsement(world).verdict is Verdict.VERIFIED


def test_an_endorsement_in_the_name_of_another_host_is_not_the_others_word(world):
    own = f"{HOST}/ob2/praise"
    document = praise(id=own)
    world.documents[own] = json.dumps(document).encode()
    edit(world, BADGE, endorsement=own)
    found = only_endorsement(world)
    assert summary(found)["issuer"] == "issuer.out_of_scope"
    assert found.subject.issuer_name is None


def test_an_endorsement_of_something_else_is_not_shown(world):
    host(world, claim={"id": f"{HOST}/ob2/badges/9/9"})
    edit(world, BADGE, endorsement=PRAISE)
    found = only_endorsement(world)
    assert summary(found)["about"] == "endorsement.of_another"
    assert found.verdict is Verdict.NOT_VERIFIED


def test_an_award_where_an_endorsement_belongs_is_none(world):
    world.documents[PRAISE] = signed(
        type="Assertion",
        badge=BADGE,
        recipient={"type": "email", "hashed": False, "identity": EMAIL},
    )
    edit(world, BADGE, endorsement=PRAISE)
    found = only_endorsement(world)
    assert summary(found)["about"] == "endorsement.not_one"
    assert found.verdict is Verdict.NOT_VERIFIED


def test_a_hosted_award_where_an_endorsement_belongs_does_not_read_as_one(world):
    edit(world, BADGE, endorsement=ASSERTION)
    found = only_endorsement(world)
    assert summary(found)["proof"] == "hosted.malformed"
    assert summary(found)["about"] == "check.not_run"


@pytest.mark.parametrize("missing", [PRAISE, BOARD])
@pytest.mark.parametrize("answer", [None, 404, b"<html>parked</html>"])
def test_who_does_not_answer_leaves_the_endorsement_open(world, missing, answer):
    host(world)
    edit(world, BADGE, endorsement=PRAISE)
    world.documents.pop(missing)
    if answer:
        world.documents[missing] = answer
    found = only_endorsement(world)
    assert found.kind == "ob2.endorsement"
    assert found.verdict is Verdict.INCONCLUSIVE
    assert summary(found)["about"] == "check.not_run"


def test_offline_an_endorsement_alone_stays_open(world):
    data = json.dumps(host(world)).encode()
    report = verify(data, fetcher=Offline(), now=NOW)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.result(Check.PROOF).facts["fetch"] == "fetch.offline"


@pytest.mark.parametrize(
    "answer",
    [
        410,
        json.dumps(
            {
                "@context": CONTEXT,
                "id": PRAISE,
                "type": "Endorsement",
                "issuer": BOARD,
                "revoked": True,
            }
        ).encode(),
    ],
)
def test_an_endorsement_that_was_taken_back_says_so(world, answer):
    """OB20-E6."""
    data = json.dumps(host(world)).encode()
    edit(world, BADGE, endorsement=PRAISE)
    world.documents[PRAISE] = answer
    for found in (only_endorsement(world), world.verify(data)):
        assert found.kind == "ob2.endorsement"
        assert summary(found)["status"] == "status.revoked"
        assert found.verdict is Verdict.NOT_VERIFIED


def test_what_remains_of_a_revoked_endorsement_says_whose_it_was(world):
    """OB20-E6: id, issuer and `revoked`."""
    remains = {"@context": CONTEXT, "id": PRAISE, "type": "Endorsement"}
    remains |= {"issuer": BOARD, "revoked": True}
    world.documents[PRAISE] = 410
    report = world.verify(json.dumps(remains).encode())
    assert summary(report)["conforms"] == "document.conforms"
    assert summary(report)["status"] == "status.revoked"
    del remains["issuer"]
    report = world.verify(json.dumps(remains).encode())
    assert report.result(Check.CONFORMS).facts["path"] == "$.issuer"


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("urn:uuid:praise-1", "hosted.not_an_address"),
        ("_:b0", "hosted.not_an_address"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(world, link, reason):
    edit(world, BADGE, endorsement=link)
    found = only_endorsement(world)
    assert summary(found)["proof"] == reason
    assert found.result(Check.PROOF).facts["id"] == link


@pytest.mark.parametrize("is_linked", [True, False])
def test_what_calls_itself_signed_and_is_not_proves_nothing(world, is_linked):
    document = host(world, verification={"type": "SignedBadge", "creator": KEY})
    edit(world, BADGE, endorsement=PRAISE if is_linked else document)
    assert summary(only_endorsement(world))["proof"] == "proof.missing"


def test_an_endorsement_says_how_it_is_verified(world):
    """OB20-V1: neither hosted nor signed is no way."""
    document = host(world, verification={"type": "WordOfMouth"})
    report = world.verify(json.dumps(document).encode())
    result = report.result(Check.CONFORMS)
    assert result.reason == "document.wrong_type"
    assert result.facts["path"] == "$.verification.type"


def test_an_endorsement_of_tomorrow_does_not_count_yet(world):
    host(world, issuedOn=f"{(NOW + timedelta(days=1)):%Y-%m-%dT%H:%M:%SZ}")
    edit(world, BADGE, endorsement=PRAISE)
    assert summary(only_endorsement(world))["valid_from"] == "validity.not_yet"


def test_with_a_list_of_trusted_issuers_only_their_endorsements_count(world):
    host(world)
    edit(world, BADGE, endorsement=PRAISE)
    found = only_endorsement(world, trusted_issuers=frozenset({ISSUER}))
    assert summary(found)["trust"] == "trust.unknown"


def test_an_endorsers_own_endorsement_is_looked_at_too(world):
    second = f"{STATE}/praise/2"
    host(world)
    edit(world, BADGE, endorsement=PRAISE)
    edit(world, BOARD, endorsement=second)
    document = praise(id=second, claim={"id": BOARD})
    world.documents[second] = json.dumps(document).encode()
    (first,) = check(world).confirmed_endorsements
    (own,) = first.confirmed_endorsements[:1]
    assert own.subject.endorses == BOARD


def test_who_praise_each_other_without_end_are_asked_only_so_often(world):
    """security.md #7: no badge makes us ask others more than ten times."""
    links = []
    for number in range(20):
        url = f"{STATE}/praise/{number}"
        world.documents[url] = json.dumps(praise(id=url)).encode()
        links.append(url)
    edit(world, BADGE, endorsement=links)
    edit(world, BOARD, endorsement=links)
    fetcher = world.fetcher
    data = world.documents[ASSERTION]
    report = verify(data, fetcher=fetcher, now=NOW)
    assert len(fetcher.asked) == MAX_FETCHES
    assert report.verdict is Verdict.VERIFIED
    found = list(all_endorsements(report))
    assert len(found) == MAX_NESTED
    unknown = [one for one in found if one.verdict is Verdict.INCONCLUSIVE]
    assert unknown
    for one in unknown:
        assert one.result(Check.PROOF).facts["fetch"] == "fetch.budget_spent"


def all_endorsements(report: Report) -> Iterator[Report]:
    for one in report.endorsements:
        yield one
        yield from all_endorsements(one)
