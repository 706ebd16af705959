"""Presentations, in which somebody shows credentials: named for what they are (VC-15)."""

import json

import pytest
from obkit.cli.cures import cure_of
from obkit.encoding import jws
from obkit.verify import Kind, Verdict

from packages.obkit.tests.badges import World, summary

V2 = "https://www.w3.org/ns/credentials/v2"


@pytest.fixture
def world():
    return World()


def presentation(world: World) -> dict[str, object]:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "holder": "did:web:ada.example",
        "verifiableCredential": [json.loads(world.credential())],
    }


@pytest.mark.parametrize("form", ["plain", "enveloped", "token", "older token"])
def test_a_presentation_is_no_badge_and_the_reader_is_told_what_to_do(world, form):
    shown = presentation(world)
    if form == "enveloped":
        shown = {
            "@context": [V2],
            "type": "EnvelopedVerifiablePresentation",
            "id": "data:application/vp+jwt,e30.e30.c2ln",
        }
    if form == "older token":
        shown = {"iss": "did:web:ada.example", "vp": shown}
    data = json.dumps(shown).encode()
    if "token" in form:
        header = {"alg": "EdDSA", "kid": world.method}
        data = jws.assemble(header, data, world.ed25519.sign).encode()
    report = world.verify(data)
    assert report.kind == str(Kind.PRESENTATION)
    assert summary(report) == {"parse": "input.presentation"}
    assert report.verdict is Verdict.INCONCLUSIVE
    assert report.subject.name is None
    assert "verifiableCredential" in cure_of("input.presentation")


def test_what_is_shown_is_verified_by_itself(world):
    """As the report advises."""
    (credential,) = presentation(world)["verifiableCredential"]
    assert world.verify(json.dumps(credential).encode()).verdict is Verdict.VERIFIED
