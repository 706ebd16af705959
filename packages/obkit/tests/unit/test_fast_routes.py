"""Where the fast routes stop: they keep little, and what is beyond them is done the general way."""

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from obkit import issue
from obkit.encoding import canon, rdfc, scopes, walker
from obkit.encoding.scopes import Declined
from obkit.errors import ObkitError
from obkit.issue import issuing

from packages.obkit.tests import credentials as c
from packages.obkit.tests.badges import NOW, World


def credential(**members: Any) -> dict[str, Any]:
    return {
        "@context": [c.V2, c.CURRENT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        **members,
    }


def evidence(number: int, text: str = "why") -> dict[str, Any]:
    each = [{"type": ["Evidence"], "narrative": f"{text}{n}"} for n in range(number)]
    return credential(evidence=each)


@pytest.mark.parametrize(
    "document",
    [
        evidence(canon.MAX_SHAPE_HOLES + 1),
        credential(evidence=[{"type": ["Evidence"], "narrative": n} for n in range(600)]),
    ],
    ids=["too many texts", "too long"],
)  # fmt: skip
def test_a_large_document_has_no_shape_and_is_canonicalised_all_the_same(document):
    shapes = canon.Shapes()
    for _ in range(3):
        with pytest.raises(Declined):
            shapes.canonical(document)


def test_a_document_that_is_too_deep_is_refused_by_every_route():
    document: dict[str, Any] = {"type": ["Evidence"]}
    for _ in range(rdfc.MAX_DEPTH + 2):
        document = {"evidence": document}
    with pytest.raises(Declined):
        canon.Shapes().canonical(credential(**document))
    with pytest.raises(ObkitError) as caught:
        canon.canonical(credential(**document))
    assert caught.value.reason == "proof.too_deep"


def test_no_more_shapes_are_kept_than_said(monkeypatch):
    monkeypatch.setattr(canon, "MAX_SHAPES", 2)
    monkeypatch.setattr(canon, "MAX_SEEN", 3)
    shapes = canon.Shapes()
    for number in (1, 2, 3, 4, 5):
        document = evidence(number)
        for _ in range(2):
            with contextlib.suppress(Declined):
                shapes.canonical(document)
        assert shapes.canonical(document) == rdfc.canonical_nquads(document)
    assert len(shapes._shapes) == 2
    assert len(shapes._seen) == 3


def test_scopes_are_made_anew_when_there_are_many(monkeypatch):
    monkeypatch.setattr(scopes, "MAX_KEPT_SCOPES", 1)
    for number in (1, 2, 3):
        document = evidence(number)
        assert walker.canonical_nquads(document) == rdfc.canonical_nquads(document)


def test_no_more_templates_are_kept_than_said_and_every_award_is_right(monkeypatch):
    monkeypatch.setattr(issuing, "MAX_TEMPLATES", 2)
    world = World()
    options: dict[str, Any] = {
        "signer": world.ed25519,
        "verification_method": world.method,
        "created": NOW,
    }
    batch = issue.Batch(**options, check_every=1)
    one = world.award()
    for award in (one, replace(one, narrative="n"), replace(one, evidence=()), one):
        expected = issue.sign_embedded(issue.build(award), **options)
        assert batch.issue(award) == expected
    assert len(batch._templates) == 2
