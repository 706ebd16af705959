"""Our own check answers as the published JSON Schemas do, on every sample and on spoilt ones."""

import copy
import json
import random
from dataclasses import fields
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from obkit.model import clr, ob3
from obkit.schemas import Form, Schema, conforms, schema_of
from obkit.schemas.tables import CLASSES, CLOSED

STANDARDS = Path(__file__).parents[5] / "shared/standards"
SCHEMAS = STANDARDS / "schemas"

pytestmark = pytest.mark.skipif(
    not SCHEMAS.exists(),
    reason="the published schemas are not beside this repository (../shared/standards)",
)

PUBLISHED = {
    (Schema.ACHIEVEMENT_CREDENTIAL, Form.COMPACTED): (
        "ob-v3p0-published/ob_v3p0_achievementcredential_schema.json",
        "clr-v2p0-published/clr_v2p0_achievementcredential_schema.json",
    ),
    (Schema.ENDORSEMENT_CREDENTIAL, Form.COMPACTED): (
        "ob-v3p0-published/ob_v3p0_endorsementcredential_schema.json",
        "clr-v2p0-published/clr_v2p0_endorsementcredential_schema.json",
    ),
    (Schema.PROFILE, Form.COMPACTED): (
        "ob-v3p0-published/ob_v3p0_profile_schema.json",
        "clr-v2p0-published/clr_v2p0_profile_schema.json",
    ),
    (Schema.CLR_CREDENTIAL, Form.COMPACTED): (
        "clr-v2p0-published/clr_v2p0_clrcredential_schema.json",
    ),
    (Schema.ACHIEVEMENT_CREDENTIAL, Form.PLAIN): (
        "ob-v3p0-canonical/achievementcredential.json",
    ),
    (Schema.ENDORSEMENT_CREDENTIAL, Form.PLAIN): (
        "ob-v3p0-canonical/endorsementcredential.json",
    ),
    (Schema.PROFILE, Form.PLAIN): ("ob-v3p0-canonical/profile.json",),
}


@cache
def oracle(name):
    schema = json.loads((SCHEMAS / name).read_text())
    return jsonschema.Draft201909Validator(
        schema, format_checker=jsonschema.Draft201909Validator.FORMAT_CHECKER
    )


@cache
def documents():
    """Every published document that could be meant for one of the schemas, by its file."""
    found = {}
    for folder in ("samples", "examples", "vectors"):
        for path in sorted((STANDARDS / folder).rglob("*")):
            if not path.is_file() or path.suffix not in {".json", ".1ob"}:
                continue
            try:
                document = json.loads(path.read_text())
            except ValueError:
                continue
            if isinstance(document, dict):
                found[str(path.relative_to(STANDARDS))] = document
    return found


def disagreements(document, schema, form, names):
    ours = not conforms(document, schema, form=form)
    return [n for n in names if oracle(n).is_valid(document) != ours]


@pytest.mark.parametrize(("schema", "form"), PUBLISHED, ids=str)
def test_every_published_document_gets_the_answer_of_the_schema(schema, form):
    assert len(documents()) > 150
    accepted = 0
    for name, document in documents().items():
        wrong = disagreements(document, schema, form, PUBLISHED[schema, form])
        assert wrong == [], name
        accepted += not conforms(document, schema, form=form)
    if schema is not Schema.PROFILE:
        assert accepted >= 1


PROFILE = {
    "id": "https://college.example/about",
    "type": ["Profile"],
    "name": "Northern College",
    "url": "https://college.example",
    "dateOfBirth": "1815-12-10",
    "endorsementJwt": ["e30.e30.c2ln"],
    "image": {"id": "https://college.example/logo.png", "type": "Image"},
    "address": {
        "type": ["Address"],
        "addressCountry": "Scotland",
        "geo": {"type": "GeoCoordinates", "latitude": 56.0, "longitude": -3.2},
    },
    "otherIdentifier": [
        {
            "type": "IdentifierEntry",
            "identifier": "4711",
            "identifierType": "ext:register",
        }
    ],
    "parentOrg": {"id": "https://university.example", "type": ["Profile"]},
}
SEEDS = {
    Schema.ACHIEVEMENT_CREDENTIAL: "samples/java-validator/ob30/complete.json",
    Schema.ENDORSEMENT_CREDENTIAL: "samples/java-validator/ob30/endorsement-valid.json",
    Schema.CLR_CREDENTIAL: "samples/java-validator/clr20/simple.json",
    Schema.PROFILE: PROFILE,
}
OTHERS = (
    None, True, 0, 7.5, "", "text", "ext:mine", "2026-11-21T14:02:05Z",
    "2026-11-21T14:02:05", "2026-02-30T14:02:05Z", "2026-11-21", "2026-13-21",
    [], ["text"], [7], {}, {"en": "text"}, {"de-CH": "Text"}, {"EN": "text"}, {"en": 7},
    "Image", "IdentityObject", ["Image"], {"en": "Image"}, "a.b.c", "a.b", "zh-Hant-TW",
    "Completed", "https://www.w3.org/ns/credentials/v2",
)  # fmt: skip


def seed(schema):
    given = SEEDS[schema]
    return given if isinstance(given, dict) else documents()[given]


def spoilt(document, chance):
    """The document with one to three places changed, anywhere in it."""
    document = copy.deepcopy(document)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        holder, key = chance.choice(list(places(document)))
        change = chance.choice(("other", "other", "remove", "wrap", "unwrap", "add"))
        if change == "other":
            holder[key] = copy.deepcopy(chance.choice(OTHERS))
        elif change == "remove":
            del holder[key]
        elif change == "wrap":
            holder[key] = [holder[key]]
        elif change == "unwrap" and isinstance(holder[key], list) and holder[key]:
            holder[key] = holder[key][0]
        elif isinstance(holder[key], dict):
            name = chance.choice(("surprise", "id", "name", "type", "image"))
            holder[key][name] = copy.deepcopy(chance.choice(OTHERS))
    return document


def places(value):
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield value, key
            yield from places(item)


@pytest.mark.parametrize(("schema", "form"), PUBLISHED, ids=str)
def test_spoilt_documents_get_the_answer_of_the_schema(schema, form):
    chance = random.Random(f"{schema} {form}")
    outcomes = {True: 0, False: 0}
    for _ in range(400):
        document = spoilt(seed(schema), chance)
        wrong = disagreements(document, schema, form, PUBLISHED[schema, form][:1])
        assert wrong == [], json.dumps(document)
        outcomes[not conforms(document, schema, form=form)] += 1
    assert min(outcomes.values()) > 5, outcomes  # both answers were asked for


def test_a_problem_names_its_place_and_its_rule():
    document = copy.deepcopy(seed(Schema.ACHIEVEMENT_CREDENTIAL))
    document["credentialSubject"]["achievement"]["criteria"]["narrative"] = 7
    document["issuer"]["image"]["colour"] = "blue"
    found = conforms(document, Schema.ACHIEVEMENT_CREDENTIAL)
    assert {(problem.path, problem.reason) for problem in found} == {
        (
            "$.credentialSubject.achievement.criteria.narrative",
            "document.not_a_string",
        ),
        ("$.issuer.image.colour", "document.unknown_member"),
    }


def test_a_schema_is_known_by_its_published_address():
    for names in PUBLISHED.values():
        for name in names:
            if "published" in name:
                schema = json.loads((SCHEMAS / name).read_text())
                assert schema_of(schema["$id"]) is not None, name
    assert schema_of("https://college.example/schema.json") is None


@pytest.mark.parametrize("name", sorted(CLASSES))
def test_the_models_and_the_tables_name_the_same_members(name):
    """Two statements of one data model; a member in one only would be a mistake in the other."""
    name_of_model = {"VerifiableCredential": "IncludedCredential"}.get(name, name)
    model = getattr(ob3, name_of_model, None) or getattr(clr, name_of_model, None)
    if model is None:  # classes that we look at by their type alone
        assert name in {"CredentialStatus", "CredentialSchema", "RefreshService",
                        "TermsOfUse", "Proof", "CredentialSubject"}  # fmt: skip
        return
    names = {
        "@context" if f.name == "context" else camel(f.name)
        for f in fields(model)
        if f.name != "extra"
    }
    assert set(CLASSES[name]) <= names
    assert (name in CLOSED) == model.CLOSED


def camel(name):
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)
