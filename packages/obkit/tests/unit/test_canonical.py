"""Blank nodes that only their surroundings tell apart get the same labels whatever they are called."""

import pytest
from obkit.encoding.canonical import Quad, canonical_lines


def renamed(quads: list[Quad], suffix: str) -> list[Quad]:
    def name(term: str) -> str:
        return f"{term}{suffix}" if term.startswith("_:") else term

    return [(name(s), p, name(o), name(g)) for s, p, o, g in reversed(quads)]


def families(last: str) -> list[Quad]:
    """Two parents who look alike; what tells their children apart is a step further off."""
    quads = [
        ("_:one", "<urn:x:is>", f'"{last}"', ""),
        ("_:two", "<urn:x:is>", '"two"', ""),
        ("_:three", "<urn:x:is>", '"three"', ""),
    ]
    for parent in ("_:p", "_:q"):
        for toy in ("one", "two", "three"):
            child = f"{parent}-{toy}"
            quads.append((parent, "<urn:x:child>", child, ""))
            quads.append((child, "<urn:x:toy>", f"_:{toy}", ""))
    return quads


def test_children_are_told_apart_by_what_is_a_step_further_off():
    # The order in which they are tried is a matter of chance, so: many families.
    for last in map(str, range(12)):
        quads = families(last)
        expected = canonical_lines(quads)
        assert expected.count(b"\n") == len(quads)
        for suffix in "abc":
            assert canonical_lines(renamed(quads, suffix)) == expected
        assert canonical_lines(families(f"{last}!")) != expected


@pytest.mark.parametrize("objects", [("<urn:x:o>",), ("<urn:x:o>", '"text"')])
def test_one_graph_may_be_related_by_several_statements(objects):
    quads = [
        (node, predicate, obj, graph)
        for node in ("_:n", "_:m")
        for predicate in ("<urn:x:p>", "<urn:x:q>")
        for obj in objects
        for graph in ("_:g", "_:h")
    ]
    if len(objects) > 1:  # eight places make 40,320 orders: one statement less
        quads = [quad for quad in quads if quad[1:3] != ("<urn:x:q>", '"text"')]
    expected = canonical_lines(quads)
    assert expected.count(b"\n") == len(quads)
    assert canonical_lines(renamed(quads, "x")) == expected
