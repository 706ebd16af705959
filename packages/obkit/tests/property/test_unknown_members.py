"""What a model does not know is kept: any member, anywhere, in every published sample."""

import copy
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from obkit.errors import MalformedDocument
from obkit.model import clr, ob2, ob3, vcdm

STANDARDS = Path(__file__).parents[5] / "shared/standards"

pytestmark = pytest.mark.skipif(
    not STANDARDS.is_dir(),
    reason="the standards are not beside this repository (../shared/standards)",
)

MODELS = {
    "ClrCredential": clr.ClrCredential,
    "AchievementCredential": ob3.AchievementCredential,
    "OpenBadgeCredential": ob3.AchievementCredential,
    "EndorsementCredential": ob3.EndorsementCredential,
    "Assertion": ob2.Assertion,
    "BadgeClass": ob2.BadgeClass,
    "Issuer": ob2.Profile,
    "Profile": ob2.Profile,
    "Endorsement": ob2.Endorsement,
    "CryptographicKey": ob2.CryptographicKey,
    "RevocationList": ob2.RevocationList,
    "VerifiableCredential": vcdm.Credential,
}
# Objects to which the standard lets nobody add anything.
CLOSED = {"Association", "IdentifierEntry", "IdentityObject", "Image"}

members = st.text("abcdefghijklmnopqrstuvwxyz:", min_size=1, max_size=12).map(
    "x-{}".format
)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(members, inner, max_size=3)
    ),
    max_leaves=5,
)


@cache
def samples():
    """Every published document that one of the models reads, with that model."""
    found = []
    for folder in ("samples", "examples", "vectors"):
        for path in sorted((STANDARDS / folder).rglob("*")):
            if path.suffix not in {".json", ".1ob"}:
                continue
            try:
                document = json.loads(path.read_text())
            except ValueError:
                continue
            model = model_of(document)
            if model is None:
                continue
            try:
                model.from_document(document)
            except MalformedDocument:
                continue
            found.append((str(path.relative_to(STANDARDS)), model, document))
    return found


def model_of(document):
    types = document.get("type", []) if isinstance(document, dict) else []
    types = types if isinstance(types, list) else [types]
    return next((MODELS[name] for name in MODELS if name in types), None)


def objects(value):
    """Every object to which a member may be added."""
    if isinstance(value, dict):
        types = value.get("type", [])
        if not CLOSED & set(types if isinstance(types, list) else [types]):
            yield value
        for name, item in value.items():
            if (
                name != "@context"
            ):  # which says what words mean, so it is not to be added to
                yield from objects(item)
    elif isinstance(value, list):
        for item in value:
            yield from objects(item)


def as_lists(value):
    """One value and a list of it say the same; an empty list says nothing (OB30-S1, S3)."""
    if isinstance(value, dict):
        return {
            key: as_lists(item) if isinstance(item, list) else [as_lists(item)]
            for key, item in value.items()
            if item != []
        }
    return [as_lists(item) for item in value] if isinstance(value, list) else value


def survives(model, document):
    found = model.from_document(document)
    written = found.to_document()
    assert as_lists(written) == as_lists(document)
    assert model.from_document(written) == found
    assert written == model.from_document(written).to_document()


def test_every_sample_survives_as_it_is():
    assert len(samples()) >= 130
    assert {model for _, model, _ in samples()} == set(MODELS.values())
    for name, model, document in samples():
        try:
            survives(model, document)
        except AssertionError as error:
            raise AssertionError(name) from error


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_unknown_members_survive_wherever_they_stand(data):
    _, model, document = data.draw(st.sampled_from(samples()))
    document = copy.deepcopy(document)
    for _ in range(data.draw(st.integers(1, 3))):
        holder = data.draw(st.sampled_from(list(objects(document))))
        holder[data.draw(members)] = data.draw(values)
    survives(model, document)


@given(values)
@settings(max_examples=60, deadline=None)
def test_extensions_of_2_0_survive(value):
    """OB20-EX1, OB20-X5."""
    extension = {
        "@context": "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json",
        "type": ["Extension", "extensions:ApplyLink"],
        "url": "https://college.example/apply",
        "x-more": value,
    }
    for _, model, document in samples():
        if model is ob2.BadgeClass:
            extended = {**document, "extensions:applyLink": extension}
            found = model.from_document(extended)
            assert found.to_document()["extensions:applyLink"] == extension


@pytest.mark.parametrize(
    ("extension", "reason"),
    [
        ({"type": ["Extension", "extensions:ApplyLink"]}, "document.member_missing"),
        ({"@context": "https://a.example", "type": "Extension"},
         "document.extension_untyped"),
    ],
)  # fmt: skip
def test_what_only_calls_itself_an_extension_is_refused(extension, reason):
    document = next(d for _, m, d in samples() if m is ob2.BadgeClass)
    with pytest.raises(MalformedDocument) as caught:
        ob2.BadgeClass.from_document({**document, "extensions:applyLink": extension})
    assert caught.value.reason == reason
    assert caught.value.facts["path"].startswith("$.extensions:applyLink.")
