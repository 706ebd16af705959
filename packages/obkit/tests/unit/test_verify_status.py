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


def with_status(world: World, status) -> bytes:
    """A credential with another status entry, or several."""
    from obkit.proofs import eddsa_rdfc_2022

    document = json.loads(world.credential())
    document.pop("proof")
    document["@context"].append(
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
    )
    document["credentialStatus"] = status
    signed = eddsa_rdfc_2022.sign(
        document, signer=world.ed25519, verification_method=world.method, created=NOW
    )
    return json.dumps(signed).encode()


def entry_of(world: World, **changes) -> dict:
    return json.loads(world.credential())["credentialStatus"] | changes


def test_other_kinds_and_numbers_of_status_leave_it_open(world):
    other = {"id": f"{HOST}/revocations", "type": "1EdTechCredentialRefresh"}
    assert summary(world.verify(with_status(world, other)))["status"] == (
        "status.unknown_type"
    )
    several = [
        entry_of(world, id=f"urn:uuid:{n}0000000-0000-4000-8000-000000000000")
        for n in range(1, 5)
    ]
    report = world.verify(with_status(world, several))
    assert summary(report)["status"] == "status.too_many"
    assert report.verdict is not Verdict.VERIFIED


# more than one bit (BS-5)

MESSAGES = [
    {"status": "0x0", "message": "in order"},
    {"status": "0x1", "message": "being looked at"},
    {"status": "0x2", "message": "moved"},
    {"status": "0x3", "message": "withdrawn for now"},
]


def with_messages(world: World, **changes) -> bytes:
    entry = {"statusPurpose": "message", "statusSize": 2, "statusMessage": MESSAGES}
    return with_status(world, entry_of(world, **(entry | changes)))


@pytest.mark.parametrize("value", range(4))
def test_a_message_is_reported_with_its_words(world, value):
    world.bits = type(world.bits)(2 * 131_072)
    world.bits.set(2 * 94_567, to=bool(value & 2))
    world.bits.set(2 * 94_567 + 1, to=bool(value & 1))
    world.publish_list(purpose="message")
    report = world.verify(with_messages(world))
    found = report.result(Check.STATUS)
    assert found.reason == ("status.message" if value else "status.good")
    assert found.facts["said"] == MESSAGES[value]["message"]
    assert found.facts["value"] == f"0x{value}"
    assert report.verdict is Verdict.VERIFIED


def test_a_list_must_be_long_enough_for_entries_of_this_size(world):
    world.publish_list(purpose="message")
    report = world.verify(with_messages(world))
    assert summary(report)["status"] == "status.list_too_short"


@pytest.mark.parametrize(
    ("changes", "outcome", "reason"),
    [
        ({"statusSize": 9}, Outcome.INCONCLUSIVE, "status.unknown_size"),
        ({"statusSize": 0}, Outcome.FAILED, "status.entry_malformed"),
        ({"statusSize": 3}, Outcome.FAILED, "status.entry_malformed"),
        ({"statusMessage": MESSAGES[:3]}, Outcome.FAILED, "status.entry_malformed"),
        (
            {"statusMessage": [*MESSAGES[:3], {"status": "x", "message": "y"}]},
            Outcome.FAILED,
            "status.entry_malformed",
        ),
        (
            {"statusMessage": [*MESSAGES[:3], {"status": "0x3"}]},
            Outcome.FAILED,
            "status.entry_malformed",
        ),
    ],
)
def test_messages_that_do_not_cover_every_value_are_refused(
    world, changes, outcome, reason
):
    world.publish_list(purpose="message")
    result = world.verify(with_messages(world, **changes)).result(Check.STATUS)
    assert (result.outcome, result.reason) == (outcome, reason)


def test_of_two_lists_the_graver_word_counts_and_both_are_reported(world):
    """Suspended and revoked is revoked; suspended alone is suspended, and can end."""
    other = f"{HOST}/status/suspension"
    entries = [
        entry_of(world, id="urn:x:1", statusPurpose="suspension", statusListCredential=other),
        entry_of(world, id="urn:x:2"),
    ]  # fmt: skip
    data = with_status(world, entries)
    good = world.documents[world.list_url]
    world.bits.set(94_567)
    world.publish_list(purpose="suspension", id=other)
    world.documents[other] = world.documents[world.list_url]
    world.documents[world.list_url] = good
    report = world.verify(data)
    assert summary(report)["status"] == "status.suspended"
    reasons = [e["reason"] for e in report.result(Check.STATUS).facts["entries"]]
    assert reasons == ["status.suspended", "status.good"]
    world.publish_list()
    assert summary(world.verify(data))["status"] == "status.revoked"


# StatusList2021


def list_of_2021(world: World, encoded: str, **changes) -> bytes:
    from obkit.proofs import eddsa_rdfc_2022

    document = {
        "@context": [
            "https://www.w3.org/2018/credentials/v1",
            "https://w3id.org/vc/status-list/2021/v1",
            "https://w3id.org/security/data-integrity/v2",
        ],
        "id": world.list_url,
        "type": ["VerifiableCredential", "StatusList2021Credential"],
        "issuer": world.did,
        "issuanceDate": "2026-11-20T00:00:00Z",
        "credentialSubject": {
            "id": f"{world.list_url}#list",
            "type": "StatusList2021",
            "statusPurpose": "revocation",
            "encodedList": encoded,
        },
    } | changes
    return json.dumps(
        eddsa_rdfc_2022.sign(
            document,
            signer=world.ed25519,
            verification_method=world.method,
            created=NOW,
        )
    ).encode()


def entry_of_2021(world: World) -> bytes:
    from obkit.proofs import eddsa_jcs_2022

    document = json.loads(world.credential())
    document.pop("proof")
    document["@context"].append("https://w3id.org/vc/status-list/2021/v1")
    document["credentialStatus"]["type"] = "StatusList2021Entry"
    signed = eddsa_jcs_2022.sign(
        document, signer=world.ed25519, verification_method=world.method, created=NOW
    )
    return json.dumps(signed).encode()


@pytest.mark.parametrize("revoked", [True, False])
@pytest.mark.parametrize("padded", [True, False])
def test_a_status_list_of_2021_is_read(world, revoked, padded):
    world.bits.set(94_567, to=revoked)
    encoded = world.bits.encode()[1:]
    if padded:
        encoded += "=" * (-len(encoded) % 4)
    world.documents[world.list_url] = list_of_2021(world, encoded)
    reason = summary(world.verify(entry_of_2021(world)))["status"]
    assert reason == ("status.revoked" if revoked else "status.good")


def test_a_status_list_of_2021_that_somebody_else_signed_says_nothing(world):
    stranger = World(name="south")
    stranger.ed25519 = LocalSigner.generate(KeyKind.ED25519)
    world.documents[world.list_url] = list_of_2021(
        stranger, world.bits.encode()[1:], id=world.list_url
    )
    report = world.verify(entry_of_2021(world))
    assert report.outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE


# 1EdTechRevocationList (OB30-X1)

NAMED = f"{HOST}/revocations/1"


def with_named_list(world: World, entries, **changes) -> bytes:
    document = {"id": NAMED, "issuer": world.did, "revokedCredential": entries}
    world.documents[NAMED] = json.dumps(document | changes).encode()
    return with_status(world, {"id": NAMED, "type": "1EdTechRevocationList"})


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ([], "status.good"),
        ([{"id": f"{HOST}/b/41"}], "status.good"),
        ([{"id": f"{HOST}/b/42", "revoked": False}], "status.good"),
        ([{"id": f"{HOST}/b/42"}], "status.revoked"),
        ([{"id": f"{HOST}/b/42", "revoked": True, "revocationReason": "Typo"}], "status.revoked"),
        ("x", "status.list_malformed"),
        ([5], "status.list_malformed"),
        ([{"revoked": True}], "status.list_malformed"),
        ([{"id": 5}], "status.list_malformed"),
        ([{"id": ["x"]}], "status.list_malformed"),
        ([{"id": f"{HOST}/b/41", "uid": {}}], "status.list_malformed"),
    ],
)  # fmt: skip
def test_a_named_list_revokes_whom_it_names(world, entries, reason):
    report = world.verify(with_named_list(world, entries))
    assert summary(report)["status"] == reason
    if reason == "status.list_malformed":
        assert report.verdict is Verdict.INCONCLUSIVE
    if "revocationReason" in str(entries):
        assert report.result(Check.STATUS).facts["said"] == "Typo"


def test_a_named_list_of_another_issuer_says_nothing(world):
    data = with_named_list(world, [], issuer={"id": "did:web:other.example"})
    assert summary(world.verify(data))["status"] == "status.list_of_another"


@pytest.mark.parametrize("answer", [500, 404, None, b"<html>"])
def test_a_named_list_that_does_not_come_leaves_the_status_unknown(world, answer):
    data = with_named_list(world, [])
    if answer is None:
        del world.documents[NAMED]
    else:
        world.documents[NAMED] = answer
    report = world.verify(data)
    assert report.outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE
    assert report.verdict is Verdict.INCONCLUSIVE


def test_a_named_list_over_plain_http_says_only_who_is_revoked(world):
    plain = NAMED.replace("https:", "http:")
    for entries, reason in (
        ([], "status.plain_http"),
        ([{"id": f"{HOST}/b/42"}], "status.revoked"),
    ):
        with_named_list(world, entries)
        world.documents[plain] = world.documents[NAMED]
        data = with_status(world, {"id": plain, "type": "1EdTechRevocationList"})
        assert summary(world.verify(data))["status"] == reason


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


@pytest.mark.parametrize("messages", ["x", [MESSAGES[0]] * 257])
def test_messages_are_a_list_and_not_more_than_there_are_values(world, messages):
    world.publish_list(purpose="message")
    data = with_messages(world, statusMessage=messages)
    result = world.verify(data).result(Check.STATUS)
    assert (result.outcome, result.reason) == (Outcome.FAILED, "status.entry_malformed")


def test_an_entry_that_names_no_list_is_wrong(world):
    report = world.verify(with_status(world, {"type": "1EdTechRevocationList"}))
    assert summary(report)["status"] == "status.entry_malformed"
    assert report.verdict is Verdict.NOT_VERIFIED
