"""Contexts that are written into a document, to break the one who compares them with the standard's."""

import json
import time

import pytest
from obkit.verify import Verdict

from packages.obkit.tests.badges import World, changed


@pytest.mark.parametrize(
    "context",
    [
        {"@set": []},
        {"a": {"@id": ["b"]}},
        {"a": {"@id": {"b": "c"}}, "b": {}},
        {"a": {"@id": "b"}, "b": {"@id": "a"}},
        {"a": {"@id": "a"}},
        {f"t{n}": {"@id": f"t{n + 1}"} for n in range(2_000)},
        {"@version": 1.1, "": {"@id": ""}},
    ],
    ids=["list", "list id", "object id", "circle", "self", "chain", "empty"],
)
def test_a_context_in_the_document_is_refused_not_followed(context):
    """security.md #14."""
    world = World()
    began = time.process_time()
    report = world.verify(changed(world.hosted(), **{"@context": context}))
    assert report.verdict is Verdict.NOT_VERIFIED
    assert time.process_time() - began < 1.5
    json.dumps(report.as_json())
