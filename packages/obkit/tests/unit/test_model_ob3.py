"""OB 3.0 models: what is refused, where and why; what is kept."""

import pytest
from obkit.errors import MalformedDocument
from obkit.model import identity_hash, identity_matches, ob3
from obkit.model.fields import MAX_PROBLEMS


def credential():
    return {
        "@context": [ob3.CREDENTIALS_V2, ob3.OB3_CONTEXT],
        "id": "https://badges.example/b/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Facilitation",
        "issuer": {"id": "did:web:badges.example", "type": ["Profile"], "name": "Lab"},
        "validFrom": "2026-11-21T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": "Ada Lovelace",
                    "identityType": "name",
                }
            ],
            "achievement": {
                "id": "https://badges.example/a/1",
                "type": ["Achievement"],
                "name": "Facilitation",
                "description": "Leads a group.",
                "criteria": {"narrative": "Lead **three** sessions."},
            },
        },
    }


def place(document, path):
    *steps, last = path.split(".")
    for step in steps:
        document = document[int(step)] if step.isdigit() else document[step]
    return document, int(last) if last.isdigit() else last


def with_(path, value):
    document = credential()
    where, name = place(document, path)
    where[name] = value
    return document


def without(path):
    document = credential()
    where, name = place(document, path)
    del where[name]
    return document


SUBJECT = "credentialSubject"
ACHIEVEMENT = "credentialSubject.achievement"
IDENTIFIER = "credentialSubject.identifier.0"

MISSING = [  # OB30-C1..C4, AS1, AC1, P1, O6
    "@context", "id", "type", "issuer", "validFrom", SUBJECT, f"{SUBJECT}.type",
    f"{SUBJECT}.achievement", f"{ACHIEVEMENT}.id", f"{ACHIEVEMENT}.type",
    f"{ACHIEVEMENT}.name", f"{ACHIEVEMENT}.description", f"{ACHIEVEMENT}.criteria",
    f"{IDENTIFIER}.hashed", f"{IDENTIFIER}.identityHash", f"{IDENTIFIER}.identityType",
    "issuer.id", "issuer.type",
]  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_a_missing_member_is_named(path):
    with pytest.raises(MalformedDocument) as caught:
        ob3.AchievementCredential.from_document(without(path))
    where = "$." + path.replace(".0", "[0]")
    named = [p["path"] for p in caught.value.facts["problems"]]
    assert where in named


WRONG = {
    "subject nobody": (f"{SUBJECT}.identifier", [], "document.subject_unidentified"),
    "two subjects": (SUBJECT, [{}, {}], "document.not_a_single_value"),
    "two achievements": (f"{SUBJECT}.achievement", [{}, {}], "document.not_a_single_value"),
    "empty criteria": (f"{ACHIEVEMENT}.criteria", {}, "document.criteria_empty"),
    "null": ("name", None, "document.not_a_string"),
    "number": ("name", 7, "document.not_a_string"),
    "issuer as number": ("issuer", 7, "document.not_an_object"),
    "relative id": ("id", "b/1", "document.not_an_iri"),
    "id with space": ("id", "https://badges.example/b 1", "document.not_an_iri"),
    "date without zone": ("validFrom", "2026-11-21T00:00:00", "document.not_a_date_time"),
    "date alone": ("validFrom", "2026-11-21", "document.not_a_date_time"),
    "no such day": ("validFrom", "2026-02-30T00:00:00Z", "document.not_a_date_time"),
    "ends first": ("validUntil", "2026-11-20T00:00:00Z", "document.ends_before_it_starts"),
    "unknown type term": (
        f"{ACHIEVEMENT}.achievementType", "Pin", "document.unknown_term",
    ),
    "e-mail as identity type": (
        f"{IDENTIFIER}.identityType", "email", "document.unknown_term",
    ),
    "hashed that is none": (f"{IDENTIFIER}.hashed", True, "document.not_an_identity_hash"),
    "hashed as text": (f"{IDENTIFIER}.hashed", "false", "document.not_a_boolean"),
    "closed object": (f"{IDENTIFIER}.colour", "red", "document.unknown_member"),
    "single type": (
        f"{IDENTIFIER}.type", ["IdentityObject"], "document.not_a_single_value",
    ),
    "types not together": (
        "type", ["OpenBadgeCredential"], "document.wrong_type",
    ),
    "context order": (
        "@context", [ob3.OB3_CONTEXT, ob3.CREDENTIALS_V2], "document.context_order",
    ),
    "context alone": ("@context", [ob3.CREDENTIALS_V2], "document.context_order"),
    "foreign context second": (
        "@context",
        [ob3.CREDENTIALS_V2, ob3.OB3_EXTENSIONS, ob3.OB3_CONTEXT],
        "document.context_order",
    ),
    "two statuses": ("credentialStatus", [{}, {}], "document.not_a_single_value"),
    "status without type": (
        "credentialStatus", {"id": "urn:x:1"}, "document.member_missing",
    ),
    "proof without type": ("proof", [{}], "document.member_missing"),
    "credits as text": (f"{SUBJECT}.creditsEarned", "3", "document.not_a_number"),
    "result of nothing": (
        f"{SUBJECT}.result",
        [{"type": "Result", "resultDescription": "urn:uuid:x"}],
        "document.result_description_unknown",
    ),
    "endorsement token": ("endorsementJwt", ["abc"], "document.not_a_compact_jws"),
    "language": (f"{ACHIEVEMENT}.inLanguage", "English", "document.not_a_language"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "reason"), WRONG.values(), ids=WRONG.keys())
def test_a_broken_rule_is_named(path, value, reason):
    with pytest.raises(MalformedDocument) as caught:
        ob3.AchievementCredential.from_document(with_(path, value))
    assert reason in [p["reason"] for p in caught.value.facts["problems"]]


def test_every_broken_rule_is_reported_at_once():
    document = without("name")
    document["validFrom"] = "yesterday"
    document["credentialSubject"]["achievement"]["criteria"] = {}
    with pytest.raises(MalformedDocument) as caught:
        ob3.AchievementCredential.from_document(document)
    assert [p["path"] for p in caught.value.facts["problems"]] == [
        "$.validFrom",
        "$.credentialSubject.achievement.criteria",
    ]


def test_reports_are_limited():
    document = with_("evidence", [7] * 500)
    with pytest.raises(MalformedDocument) as caught:
        ob3.AchievementCredential.from_document(document)
    assert len(caught.value.facts["problems"]) == MAX_PROBLEMS


def test_depth_is_limited():
    profile = {"id": "urn:x:1", "type": ["Profile"]}
    for _ in range(400):
        profile = {"id": "urn:x:1", "type": ["Profile"], "parentOrg": profile}
    with pytest.raises(MalformedDocument) as caught:
        ob3.Profile.from_document(profile)
    assert caught.value.reason == "document.too_deep"


@pytest.mark.parametrize("document", [None, 7, "x", [], [{}]])
def test_what_is_no_object_is_refused(document):
    with pytest.raises(MalformedDocument, match=r"\$: document.not_an_object"):
        ob3.AchievementCredential.from_document(document)


def test_an_issuer_may_be_its_id_alone():
    """OB30-C3."""
    document = with_("issuer", "did:web:badges.example")
    found = ob3.AchievementCredential.from_document(document)
    assert found.issuer_id == "did:web:badges.example"
    assert found.to_document() == document
    with pytest.raises(MalformedDocument):
        ob3.AchievementCredential.from_document(with_("issuer", "the lab"))


def test_unknown_members_are_kept_at_every_level():
    document = with_("credentialSubject.achievement.ceterms:ctid", "ce-1")
    document["futureMember"] = {"a": [1, None, True]}
    document["issuer"]["https://example.org/x"] = "y"
    found = ob3.AchievementCredential.from_document(document)
    assert found.to_document() == document


def test_single_values_are_read_as_lists():
    """OB30-S3: both forms in, lists out."""
    found = ob3.AchievementCredential.from_document(
        with_("credentialSubject.type", "AchievementSubject")
    )
    assert found.credential_subject.type == ("AchievementSubject",)
    assert found.to_document() == credential()


def test_the_identity_hash_has_its_check_value():
    """OB30-O8."""
    found = identity_hash("a@example.com", "Kosher")
    assert found.startswith("sha256$b5809d8a")
    assert found.endswith("f399")
    assert identity_matches("a@example.com", identity=found, salt="Kosher")
    assert identity_matches(
        "a@example.com", identity=found.upper().replace("SHA", "sha"), salt="Kosher"
    )
    assert not identity_matches("A@example.com", identity=found, salt="Kosher")


def test_the_hashes_of_2_0_have_their_check_values():
    """OB20-I4; md5 is read, never written."""
    assert identity_hash("mayze", "").startswith("sha256$7a1a1b3f")
    assert identity_hash("nobody@example.org", "deadsea").endswith("1942")
    md5 = "md5$5d41402abc4b2a76b9719d911017c592"
    assert identity_matches("hello", identity=md5, salt="")
    assert not identity_matches("hello", identity="sha1$" + "0" * 40, salt="")
