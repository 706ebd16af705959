"""The models accept and refuse what the published validators do, and for the same reason."""

import json
from pathlib import Path

import pytest
from obkit.errors import MalformedDocument
from obkit.model import clr, ob2, ob3

STANDARDS = Path(__file__).parents[5] / "shared/standards"
SAMPLES = STANDARDS / "samples/java-validator"

pytestmark = pytest.mark.skipif(
    not SAMPLES.exists(),
    reason="the published samples are not beside this repository (../shared/standards)",
)


def read(name):
    return json.loads((SAMPLES / name).read_text())


# The first broken rule of every sample that is wrong in its shape, and where.
WRONG_IN_SHAPE = {
    "simple-err-context.json": ("$.@context[0]", "document.context_order"),
    "simple-err-type.json": ("$.type", "document.wrong_type"),
    "simple-err-issuer.json": ("$.issuer", "document.member_missing"),
    "simple-err-issuer-type.json": ("$.issuer.type", "document.wrong_type"),
    "simple-err-issuer-otheridentifier-type.json": (
        "$.issuer.otherIdentifier[1].type",
        "document.wrong_type",
    ),
    "simple-err-credential-subject-type.json": (
        "$.credentialSubject.type",
        "document.wrong_type",
    ),
    "simple-err-credential-subject-identifier-type.json": (
        "$.credentialSubject.identifier[0].type",
        "document.wrong_type",
    ),
    "simple-err-credential-subject-achievement-result-description-type.json": (
        "$.credentialSubject.achievement.resultDescription[2].type",
        "document.wrong_type",
    ),
    "simple-noproof.json": (
        "$.credentialSubject.achievement",
        "document.member_missing",
    ),
}


@pytest.mark.parametrize("name", WRONG_IN_SHAPE)
def test_a_sample_of_wrong_shape_is_refused_with_the_place_and_the_rule(name):
    with pytest.raises(MalformedDocument) as caught:
        ob3.AchievementCredential.from_document(read(f"ob30/{name}"))
    assert (caught.value.facts["path"], caught.value.reason) == WRONG_IN_SHAPE[name]


@pytest.mark.parametrize(
    "name",
    [
        "complete.json",
        "simple.json",
        "simple.1ob",
        "simple-context-version.json",
        "simple-did-key-method.json",
        "simple-err-expired.json",  # expired is not malformed
        "simple-err-proof-method.json",  # nor is a key that cannot be found
        "bit-string-list/credential-status-revoked.json",
        "simple_v1.json",  # of the data model 1.1, with its own names for the times
        "credential-status-revoked.json",
    ],
)
def test_a_sample_of_right_shape_is_read_and_written_without_loss(name):
    document = read(f"ob30/{name}")
    found = ob3.AchievementCredential.from_document(document)
    assert as_lists(found.to_document()) == as_lists(document)
    assert ob3.AchievementCredential.from_document(found.to_document()) == found


def as_lists(value):
    """A document in which every single value stands in a list, so that both forms are equal.

    Empty lists say nothing and are not written (OB30-S1).
    """
    if isinstance(value, dict):
        return {
            key: [as_lists(item) for item in (v if isinstance(v, list) else [v])]
            for key, v in value.items()
            if v != []
        }
    return value


def test_the_endorsement_sample_is_one():
    document = read("ob30/endorsement-valid.json")
    found = ob3.EndorsementCredential.from_document(document)
    assert as_lists(found.to_document()) == as_lists(document)


@pytest.mark.parametrize("name", ["simple.json", "simple_v1.json"])
def test_a_learner_record_is_read_and_written_without_loss(name):
    document = read(f"clr20/{name}")
    found = clr.ClrCredential.from_document(document)
    assert as_lists(found.to_document()) == as_lists(document)


KINDS = {
    "Assertion": ob2.Assertion,
    "BadgeClass": ob2.BadgeClass,
    "Issuer": ob2.Profile,
    "Profile": ob2.Profile,
    "CryptographicKey": ob2.CryptographicKey,
    "RevocationList": ob2.RevocationList,
}
WRONG_2 = {
    "basic-assertion-invalid-context.json": "document.context_order",
    "basic-assertion-expired-before-issued.json": "document.ends_before_it_starts",
}
# These have no image, which 2.0 requires; the test they come from looks at types alone.
WITHOUT_IMAGE = {
    "badge-class-with-language.json",
    "rdf-validation/badge-class-invalid-issuer-type.json",
    "rdf-validation/valid-badge-class.json",
    "rdf-validation/valid-badge-class-empty-criteria-type.json",
}


def test_every_sample_of_2_0_has_its_outcome():
    read_well = 0
    for path in sorted((SAMPLES / "ob20").rglob("*.json")):
        name = str(path.relative_to(SAMPLES / "ob20"))
        try:
            document = json.loads(path.read_text())
        except ValueError:
            continue  # some stand for a web page
        kinds = document.get("type", [])
        kind = KINDS.get(kinds if isinstance(kinds, str) else next(iter(kinds), ""))
        if kind is None:
            continue
        if name in WRONG_2 or name in WITHOUT_IMAGE:
            with pytest.raises(MalformedDocument) as caught:
                kind.from_document(document)
            expected = WRONG_2.get(name, "document.member_missing")
            assert caught.value.reason == expected, name
            continue
        found = kind.from_document(document)
        assert as_lists(found.to_document()) == as_lists(document), name
        read_well += 1
    assert read_well > 30


@pytest.mark.parametrize(
    "name",
    sorted(
        path.name
        for folder in [STANDARDS / "examples/ob-v3p0"]
        if folder.exists()
        for path in folder.glob("*.json")
        if path.name.startswith(("basic", "full", "skill", "achievementalignment"))
    ),
)
def test_the_examples_of_the_standard_conform(name):
    document = json.loads((STANDARDS / "examples/ob-v3p0" / name).read_text())
    ob3.AchievementCredential.from_document(document)
