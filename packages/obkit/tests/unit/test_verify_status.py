"""Status lists as a verifier meets them (BS-1..BS-11, security.md #20 and #21).

Whatever is wrong with a list, the badge is neither revoked nor good: it is unknown.
"""

import gzip
import json
from datetime import timedelta

import pytest
from obkit.encoding import multibase
from obkit.keys import KeyKind, LocalSigner
from obkit.verify import Check, Outcome, Verdict

from packages.obkit.tests.badges import HOST, NOW, World, changed, summary


@pytest.fixture
def world():
    return World()


def signed_with_status(world: World, **entry) -> bytes:
    """A credential whose own status entry is written as the test wants it."""
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.credential())
    document.pop("proof")
    document["credentialStatus"] |= entry
    document["credentialStatus"] = {
        k: v for k, v in document["credentialStatus"].items() if v is not None
    }
    signed = eddsa_rdfc_2022.sign(
        document, signer=world.ed25519, verification_method=world.method, created=NOW
    )
    return json.dumps(signed).encode()


@pytest.mark.parametrize(
    ("purpose", "outcome", "reason"),
    [
        ("revocation", Outcome.FAILED, "status.revoked"),
        ("suspension", Outcome.FAILED, "status.suspended"),
        ("refresh", Outcome.WARNED, "status.refresh_available"),
        ("message", Outcome.WARNED, "status.message"),
        ("somethingElse", Outcome.INCONCLUSIVE, "status.unknown_purpose"),
    ],
)
def test_a_set_bit_means_what_its_purpose_says(world, purpose, outcome, reason):
    data = signed_with_status(world, statusPurpose=purpose)
    world.bits.set(94_567)
    world.publish_list(purpose=purpose)
    report = world.verify(data)
    assert report.outcome_of(Check.STATUS) is outcome
    assert summary(report)["status"] == reason
    world.bits.set(94_567, to=False)
    world.publish_list(purpose=purpose)
    assert summary(world.verify(data))["status"] == "status.good"


@pytest.mark.parametrize("neighbour", [94_566, 94_568, 94_567 ^ 7])
def test_a_neighbours_bit_is_not_ours(world, neighbour):
    """Bit order: the most significant first (T-ST-1)."""
    world.bits.set(neighbour)
    world.publish_list()
    assert summary(world.verify(world.credential()))["status"] == "status.good"


@pytest.mark.parametrize("answer", [None, 404, 500, 410])
def test_a_list_that_does_not_come_leaves_the_status_unknown(world, answer):
    data = world.credential()
    if answer is None:
        del world.documents[world.list_url]
    else:
        world.documents[world.list_url] = answer
    report = world.verify(data)
    assert report.verdict is Verdict.INCONCLUSIVE
    assert summary(report)["status"] == "status.unreachable"
    assert report.result(Check.STATUS).facts["list"] == world.list_url
    # The page can still say whose badge it is and what could not be checked.
    assert report.subject.name == "Facilitation"


def packed(content: bytes) -> str:
    return multibase.encode_base64url(gzip.compress(content))


def rewritten(world: World, **members) -> None:
    """Publish a list whose subject is changed and signed again by the issuer."""
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.documents[world.list_url])
    document.pop("proof")
    document["credentialSubject"] |= members
    signed = eddsa_rdfc_2022.sign(
        document, signer=world.ed25519, verification_method=world.method, created=NOW
    )
    world.documents[world.list_url] = json.dumps(signed).encode()


BAD_LISTS = {
    "not JSON": (
        lambda w: w.documents.update({w.list_url: b"<html>parked</html>"}),
        "status.list_not_verified",
    ),
    "unsigned": (
        lambda w: w.documents.update(
            {w.list_url: changed(w.documents[w.list_url], proof=None)}
        ),
        "status.list_not_verified",
    ),
    "altered": (
        lambda w: w.documents.update(
            {
                w.list_url: changed(
                    w.documents[w.list_url], validFrom="2026-01-01T00:00:00Z"
                )
            }
        ),
        "status.list_not_verified",
    ),
    "signed by a stranger": (
        lambda w: w.publish_list(LocalSigner.generate(KeyKind.ED25519)),
        "status.list_not_verified",
    ),
    "out of date": (
        lambda w: w.publish_list(valid_until=NOW - timedelta(hours=1)),
        "status.list_not_verified",
    ),
    "from tomorrow": (
        lambda w: w.publish_list(valid_from=NOW + timedelta(days=1)),
        "status.list_not_verified",
    ),
    "another kind of document": (
        lambda w: w.documents.update({w.list_url: w.credential()}),
        "document.not_a_status_list",
    ),
    "another list of the issuer": (
        lambda w: w.publish_list(id=f"{HOST}/status/other"),
        "status.another_list",
    ),
    "another purpose": (
        lambda w: w.publish_list(purpose="suspension"),
        "status.purpose_mismatch",
    ),
    "too short": (
        lambda w: rewritten(w, encodedList=packed(bytes(16_383))),
        "status.list_too_short",
    ),
    "a bomb": (
        lambda w: rewritten(w, encodedList=packed(bytes(17 << 20))),
        "status.list_too_large",
    ),
    "not gzip": (lambda w: rewritten(w, encodedList="uAAAA"), "status.list_malformed"),
    "shorter than the index": (
        lambda w: rewritten(w, encodedList=packed(bytes(16_384))),
        "status.index_out_of_range",
    ),
}


@pytest.mark.parametrize("name", BAD_LISTS)
def test_a_list_that_cannot_be_relied_on_leaves_the_status_unknown(world, name):
    spoil, reason = BAD_LISTS[name]
    data = (
        signed_with_status(world, statusListIndex="131072")
        if "index" in name
        else world.credential()
    )
    assert world.verify(world.credential()).verdict is Verdict.VERIFIED
    spoil(world)
    report = world.verify(data)
    assert summary(report)["status"] == reason
    assert report.outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE
    assert report.verdict is Verdict.INCONCLUSIVE


def test_another_issuers_list_is_not_believed(world):
    """security.md #20: anybody can publish a sound list of their own in which nothing is revoked."""
    other = World(name="south")
    world.documents |= other.documents
    data = signed_with_status(world, statusListCredential=other.list_url)
    report = world.verify(data)
    assert summary(report)["status"] == "status.list_of_another"
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_list_may_serve_several_purposes(world):
    rewritten(world, statusPurpose=["suspension", "revocation"])
    assert world.verify(world.credential()).verdict is Verdict.VERIFIED


@pytest.mark.parametrize("index", ["-1", "01", "1e3", "", " 5", "x"])
def test_an_index_in_another_spelling_is_the_badges_own_fault(world, index):
    report = world.verify(signed_with_status(world, statusListIndex=index))
    assert summary(report)["status"] == "status.entry_malformed"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_list_over_plain_http_must_say_how_long_it_holds(world):
    """Somebody on the way could answer the list of last year, in which nothing is revoked."""
    plain = world.list_url.replace("https:", "http:")
    data = signed_with_status(world, statusListCredential=plain)
    for ends, reason in (
        (None, "status.plain_http"),
        (NOW + timedelta(hours=1), "status.good"),
    ):
        world.publish_list(id=plain, valid_until=ends)
        world.documents[plain] = world.documents[world.list_url]
        assert summary(world.verify(data))["status"] == reason
    world.bits.set(94_567)
    world.publish_list(id=plain)
    world.documents[plain] = world.documents[world.list_url]
    assert summary(world.verify(data))["status"] == "status.revoked"


def test_a_status_list_can_be_verified_by_itself(world):
    report = world.verify(world.documents[world.list_url])
    assert (report.kind, report.verdict) == ("status_list", Verdict.VERIFIED)


def test_nobody_is_asked_for_a_status_before_the_proof_holds(world):
    """Otherwise a forger chooses whom we call."""
    data = changed(world.credential(), name="Another name")
    fetcher = world.fetcher
    from obkit.verify import verify

    report = verify(data, fetcher=fetcher, now=NOW)
    assert report.outcome_of(Check.PROOF) is Outcome.FAILED
    assert world.list_url not in fetcher.asked


def test_other_kinds_and_sizes_of_status_leave_it_open(world):
    from obkit.proofs import eddsa_rdfc_2022

    def signed(status) -> bytes:
        document = json.loads(world.credential())
        document.pop("proof")
        document["@context"].append(
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
        )
        document["credentialStatus"] = status
        return json.dumps(
            eddsa_rdfc_2022.sign(
                document,
                signer=world.ed25519,
                verification_method=world.method,
                created=NOW,
            )
        ).encode()

    entry = json.loads(world.credential())["credentialStatus"]
    listed = {"id": f"{HOST}/revocations", "type": "1EdTechRevocationList"}
    assert summary(world.verify(signed(listed)))["status"] == "status.unknown_type"
    sized = entry | {"statusSize": 2}
    assert summary(world.verify(signed(sized)))["status"] == "status.unknown_size"
    several = [
        entry | {"id": f"urn:uuid:{n}0000000-0000-4000-8000-000000000000"}
        for n in range(1, 5)
    ]
    report = world.verify(signed(several))
    assert summary(report)["status"] == "status.too_many"
    assert report.verdict is not Verdict.VERIFIED


@pytest.mark.parametrize(
    "members",
    [
        {"@context": ["https://example.org/other"]},
        {"type": ["BitstringStatusListCredential"]},
        {"credentialSubject": "x"},
        {
            "credentialSubject": {
                "type": "Other",
                "statusPurpose": "revocation",
                "encodedList": "u",
            }
        },
        {
            "credentialSubject": {
                "type": "BitstringStatusList",
                "statusPurpose": [],
                "encodedList": "u",
            }
        },
        {
            "credentialSubject": {
                "type": "BitstringStatusList",
                "statusPurpose": "revocation",
                "encodedList": 7,
            }
        },
    ],
)
def test_a_status_list_must_be_shaped_as_one(world, members):
    report = world.verify(changed(world.documents[world.list_url], **members))
    assert summary(report)["conforms"] == "document.not_a_status_list"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_clear_bit_in_another_list_says_nothing_but_a_set_one_counts(world):
    data = world.credential()
    world.publish_list(id=f"{HOST}/status/other")
    assert summary(world.verify(data))["status"] == "status.another_list"
    world.bits.set(94_567)
    world.publish_list(id=f"{HOST}/status/other")
    assert summary(world.verify(data))["status"] == "status.revoked"
