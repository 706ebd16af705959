"""Our tables of the published schemas: each rule broken once, in both forms.

That the answers are those of the schemas themselves is shown in `conformance/test_schemas`.
"""

import copy
import json

import pytest
from obkit.schemas import Form, Schema, conforms

from packages.obkit.tests.badges import World, changed

CREDENTIAL = Schema.ACHIEVEMENT_CREDENTIAL
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"


@pytest.fixture(scope="module")
def badge():
    document = json.loads(
        changed(World().credential(), awardedDate="2026-11-20T12:00:00Z")
    )
    document["credentialSubject"]["achievement"] |= {
        "creditsAvailable": 3,
        "inLanguage": "en-GB",
        "achievementType": "Badge",
        "tag": ["groups"],
    }
    return document


def put(document, path, value):
    """A copy with another value at `a.b.c`; None takes it away."""
    found = copy.deepcopy(document)
    *way, last = path.split(".")
    holder = found
    for step in way:
        holder = holder[int(step) if step.isdigit() else step]
    if value is None:
        del holder[last]
    else:
        holder[int(last) if last.isdigit() else last] = value
    return found


def test_a_badge_of_ours_conforms_in_both_forms(badge):
    assert conforms(badge, CREDENTIAL, form=Form.PLAIN) == ()
    assert conforms(badge, CREDENTIAL, form=Form.COMPACTED) == ()


ACHIEVEMENT = "credentialSubject.achievement"
EITHER = [
    ("credentialSubject", "x", "not_an_object"),
    (f"{ACHIEVEMENT}.name", None, "member_missing"),
    (f"{ACHIEVEMENT}.name", 7, "not_a_string"),
    (f"{ACHIEVEMENT}.name", ["x"], "not_a_string"),
    (f"{ACHIEVEMENT}.creditsAvailable", "3", "not_a_number"),
    (f"{ACHIEVEMENT}.creditsAvailable", True, "not_a_number"),
    (f"{ACHIEVEMENT}.inLanguage", "English", "not_a_language"),
    (f"{ACHIEVEMENT}.achievementType", "Medal", "unknown_term"),
    (f"{ACHIEVEMENT}.achievementType", 7, "unknown_term"),
    (f"{ACHIEVEMENT}.tag.0", 7, "not_a_string"),
    (f"{ACHIEVEMENT}.type", [], "wrong_type"),
    (f"{ACHIEVEMENT}.type", ["Achievement", 7], "not_a_string"),
    (f"{ACHIEVEMENT}.type", ["Medal"], "wrong_type"),
    (f"{ACHIEVEMENT}.type", 7, "wrong_type"),
    ("credentialSubject.identifier.0.hashed", "yes", "not_a_boolean"),
    ("credentialSubject.identifier.0.type", "Identity", "wrong_type"),
    ("credentialSubject.identifier.0.colour", "blue", "unknown_member"),
    ("validFrom", "yesterday", "not_a_date_time"),
    ("validFrom", "2026-02-30T12:00:00Z", "not_a_date_time"),
    ("validFrom", 7, "not_a_date_time"),
    ("issuer.dateOfBirth", "1815-02-30", "not_a_date"),
    ("issuer.dateOfBirth", 1815, "not_a_date"),
    ("issuer", 7, "not_an_object"),
    ("type", ["VerifiableCredential"], "wrong_type"),
    ("@context", 7, "context_order"),
    ("@context.0", {"x": "urn:x:1"}, "context_order"),
]  # fmt: skip


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize(("path", "value", "reason"), EITHER)
def test_a_broken_rule_is_named_with_its_place(badge, form, path, value, reason):
    found = conforms(put(badge, path, value), CREDENTIAL, form=form)
    place = "$." + path.replace(".0", "[0]")
    assert [(p.path, p.reason) for p in found] == [(place, f"document.{reason}")]


# One value for a list of one, and texts by language, are for the compacted form.
COMPACTED = [
    (f"{ACHIEVEMENT}.tag", "groups", "not_a_list"),
    (f"{ACHIEVEMENT}.name", {"en": "Facilitation", "de-CH": "Moderation"}, "not_a_string"),
    (f"{ACHIEVEMENT}.type", "Achievement", "wrong_type"),
    ("@context", CREDENTIALS_V2, "context_order"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "reason"), COMPACTED)
def test_what_json_ld_may_write_shorter_is_for_one_form_alone(
    badge, path, value, reason
):
    document = put(badge, path, value)
    assert conforms(document, CREDENTIAL, form=Form.COMPACTED) == ()
    found = conforms(document, CREDENTIAL, form=Form.PLAIN)
    assert [p.reason for p in found] == [f"document.{reason}"]


@pytest.mark.parametrize("names", [{"EN": "x"}, {"en": 7}, {"en": ["x"]}])
def test_a_text_by_language_has_languages_and_texts(badge, names):
    (found,) = conforms(put(badge, f"{ACHIEVEMENT}.name", names), CREDENTIAL)
    assert found.reason == "document.not_a_string"


@pytest.mark.parametrize("form", Form)
def test_a_context_that_is_missing_is_named_with_its_place(badge, form):
    found = conforms(put(badge, "@context", [CREDENTIALS_V2]), CREDENTIAL, form=form)
    assert [(p.path, p.reason) for p in found] == [
        ("$.@context[1]", "document.context_order")
    ]


def test_further_contexts_are_addresses_or_objects(badge):
    for further, reasons in (
        ("https://example.org/more", []),
        ({"x": "urn:x:1"}, []),
        (7, ["document.context_order"]),
    ):
        document = put(badge, "@context", [*badge["@context"], further])
        assert [p.reason for p in conforms(document, CREDENTIAL)] == reasons


def test_a_record_has_something_in_it():
    subject = {"type": ["ClrSubject"], "verifiableCredential": []}
    found = conforms({"credentialSubject": subject}, Schema.CLR_CREDENTIAL)
    assert ("$.credentialSubject.verifiableCredential", "document.empty_list") in {
        (p.path, p.reason) for p in found
    }


def test_no_more_problems_are_listed_than_anybody_reads(badge):
    document = put(badge, "evidence", [{"type": ["Evidence"], "name": 7}] * 5_000)
    assert 50 <= len(conforms(document, CREDENTIAL)) <= 60
