"""OB 2.0 models: what is refused and why."""

import pytest
from obkit.errors import MalformedDocument
from obkit.model import ob2


def assertion():
    return {
        "@context": ob2.CONTEXT,
        "type": "Assertion",
        "id": "https://badges.example/ob2/assertions/1",
        "recipient": {"type": "email", "hashed": False, "identity": "ada@example.org"},
        "badge": "https://badges.example/ob2/badges/1/1",
        "issuedOn": "2026-11-21T12:00:00Z",
        "verification": {"type": "hosted"},
    }


def test_an_assertion_is_read_and_written_without_loss():
    document = assertion() | {"schema:duration": "PT2H"}
    found = ob2.Assertion.from_document(document)
    assert found.verification.is_hosted
    assert found.badge_id == "https://badges.example/ob2/badges/1/1"
    assert found.to_document() == document


@pytest.mark.parametrize("name", [n for n in assertion() if n != "@context"])
def test_a_missing_member_is_named(name):
    document = assertion()
    del document[name]
    with pytest.raises(MalformedDocument) as caught:
        ob2.Assertion.from_document(document)
    assert caught.value.facts["path"] == f"$.{name}"


WRONG = {
    "OB20-A7 Unix time": ("issuedOn", 1390000000, "document.not_a_date_time"),
    "OB20-A7 no zone": ("issuedOn", "2026-11-21T12:00:00", "document.not_a_date_time"),
    "OB20-A9 data image": (
        "image",
        "data:image/png;base64,AA",
        "document.not_an_image",
    ),
    "OB20-I6 plain hash": (
        "recipient",
        {"type": "email", "hashed": False, "identity": "sha256$" + "0" * 64},
        "document.not_an_identity_hash",
    ),
    "OB20-I6 hashed plain": (
        "recipient",
        {"type": "email", "hashed": True, "identity": "ada@example.org"},
        "document.not_an_identity_hash",
    ),
    "OB20-I6 no address": (
        "recipient",
        {"type": "email", "hashed": False, "identity": "ada"},
        "document.not_an_email",
    ),
    "OB20-V1 way": ("verification", {"type": "trust me"}, "document.wrong_type"),
    "OB20-A8 ends first": (
        "expires",
        "2026-11-20T12:00:00Z",
        "document.ends_before_it_starts",
    ),
    "OB20-A1 context": (
        "@context",
        {"badge": "https://evil.example/"},
        "document.context_order",
    ),
}


@pytest.mark.parametrize(("name", "value", "reason"), WRONG.values(), ids=WRONG.keys())
def test_a_broken_rule_is_named(name, value, reason):
    with pytest.raises(MalformedDocument) as caught:
        ob2.Assertion.from_document(assertion() | {name: value})
    assert caught.value.reason == reason


@pytest.mark.parametrize("when", ["2017-10-01T00:00Z", "2017-10-01T00:00:00.5+0200"])
def test_dates_as_2_0_writes_them_are_moments(when):
    found = ob2.Assertion.from_document(assertion() | {"issuedOn": when})
    assert found.issued_on.at.tzinfo is not None
    assert found.to_document()["issuedOn"] == when


def test_verify_is_an_alias():
    """OB20-A6."""
    document = assertion()
    document["verify"] = document.pop("verification")
    assert ob2.Assertion.from_document(document).verification.is_hosted


def test_a_revoked_assertion_needs_only_its_id():
    """OB20-A11."""
    found = ob2.RevokedAssertion.from_document({"id": "urn:uuid:1", "revoked": True})
    assert found.revoked


def test_a_revocation_list_finds_what_it_revokes():
    """OB20-R1."""
    found = ob2.RevocationList.from_document(
        {
            "type": "RevocationList",
            "revokedAssertions": [
                "urn:uuid:1",
                {"id": "urn:uuid:2", "revocationReason": "A mistake"},
                {"id": "urn:uuid:3", "revoked": False},
                {"uid": "four"},
            ],
        }
    )
    assert found.find("urn:uuid:1")
    assert found.find("urn:uuid:2").revocation_reason == "A mistake"
    assert found.find("urn:uuid:3") is None
    assert found.find("four")
    assert found.find("urn:uuid:9") is None


@pytest.mark.parametrize(
    "host", ["localhost", "10.0.0.1", "https://x.example", "x.example:80"]
)
def test_allowed_origins_are_host_names(host):
    """OB20-V4."""
    with pytest.raises(MalformedDocument):
        ob2.VerificationObject.from_document({"allowedOrigins": [host]})
    assert ob2.VerificationObject.from_document({"allowedOrigins": "badges.example"})


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("issuedOn", "2026-13-21T12:00:00Z", "document.not_a_date_time"),
        ("badge", "no address", "document.not_an_iri"),
    ],
)
def test_values_that_only_look_right_are_refused(name, value, reason):
    with pytest.raises(MalformedDocument) as caught:
        ob2.Assertion.from_document(assertion() | {name: value})
    assert (caught.value.facts["path"], caught.value.reason) == (f"$.{name}", reason)


BADGE = {
    "@context": ob2.CONTEXT,
    "type": "BadgeClass",
    "id": "https://badges.example/ob2/badges/1/1",
    "name": "Facilitation",
    "description": "Leads a group.",
    "image": "https://badges.example/image.png",
    "criteria": {"narrative": "Led three workshops."},
    "issuer": "https://badges.example/ob2/issuers/1",
}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("criteria", {"type": "Criteria"}, "document.criteria_empty"),
        ("version", True, "document.not_a_version"),
        ("image", "data:text/html,x", "document.not_an_image"),
        ("@language", "not a tag", "document.not_a_language"),
    ],
)
def test_a_badge_class_says_what_must_be_done_in_which_language(name, value, reason):
    ob2.BadgeClass.from_document(BADGE)
    with pytest.raises(MalformedDocument) as caught:
        ob2.BadgeClass.from_document(BADGE | {name: value})
    assert (caught.value.facts["path"], caught.value.reason) == (f"$.{name}", reason)


def test_a_picture_with_a_caption_has_an_address():
    with pytest.raises(MalformedDocument) as caught:
        ob2.BadgeClass.from_document(BADGE | {"image": {"id": 7, "caption": "Laurel"}})
    facts = caught.value.facts
    assert (facts["path"], caught.value.reason) == (
        "$.image.id",
        "document.not_an_image",
    )
