"""Every published sample, example and vector: all routes to canonical N-Quads agree on it."""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from obkit.encoding import canon, rdfc, walker
from obkit.encoding.scopes import Declined
from obkit.errors import ObkitError

STANDARDS = Path(__file__).parents[5] / "shared/standards"
FOLDERS = ("samples", "examples", "vectors")

pytestmark = pytest.mark.skipif(
    not STANDARDS.exists(),
    reason="the published samples are not beside this repository (../shared/standards)",
)


def documents(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every JSON-LD document, whole and as a proof covers it, and the options of its proofs."""
    for path in sorted((STANDARDS / folder).rglob("*.json*")):
        try:
            document = json.loads(path.read_bytes())
        except ValueError:
            continue
        if not isinstance(document, dict) or "@context" not in document:
            continue
        name = str(path.relative_to(STANDARDS))
        yield name, document
        if "proof" in document:
            yield f"{name} without proof", {**document, "proof": []}
            found = document["proof"]
            for proof in found if isinstance(found, list) else [found]:
                if isinstance(proof, dict):
                    options = {**proof, "@context": document["@context"]}
                    options.pop("proofValue", None)
                    yield f"{name} options", options


def outcome(route: Any, document: dict[str, Any]) -> bytes | str:
    try:
        found: bytes = route(document)
    except ObkitError as error:
        return type(error).__name__
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_route_reads_every_sample_alike(folder):
    walked = 0
    for name, document in documents(folder):
        expected = outcome(rdfc.canonical_nquads, document)
        with contextlib.suppress(Declined):
            assert outcome(walker.canonical_nquads, document) == expected, name
            walked += 1
        shapes = canon.Shapes()
        for _ in range(3):
            with contextlib.suppress(Declined):
                assert outcome(shapes.canonical, document) == expected, name
        assert outcome(canon.canonical, document) == expected, name
    assert walked > 30


def test_the_walker_leaves_almost_no_sound_document_to_the_general_route():
    """Those that it leaves name contexts again inside a catch-all vocabulary, or none at all."""
    left = []
    for folder in FOLDERS:
        for name, document in documents(folder):
            if isinstance(outcome(rdfc.canonical_nquads, document), bytes):
                try:
                    walker.canonical_nquads(document)
                except Declined:
                    left.append(name)
    assert len(left) <= 5, left
