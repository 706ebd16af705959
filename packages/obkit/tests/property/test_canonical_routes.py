"""Every way to canonical N-Quads gives the same bytes: general route, walker, shapes, another library.

A route may decline; it may never differ. What the general route refuses, no other accepts.
"""

import contextlib
import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from obkit.encoding import canon, rdfc, walker
from obkit.encoding.scopes import Declined
from obkit.errors import ObkitError
from obkit.vocabulary import contexts
from pyld import jsonld

from packages.obkit.tests import credentials as c

# The general route takes milliseconds for each of these, so fewer examples than usual.
fewer = settings(
    max_examples=60, deadline=None, suppress_health_check=list(HealthCheck)
)


def outcome(route: Callable[[Any], bytes], document: Any) -> bytes | str:
    """The bytes, or the kind of the refusal: of several reasons any may come first."""
    try:
        return route(document)
    except ObkitError as error:
        return type(error).__name__


def shaped(document: Any, *, like: Any = None) -> bytes | str:
    """What a shape gives that was learnt from a document like this one."""
    shapes = canon.Shapes()
    for example in (like or document,) * 2:
        try:
            shapes.canonical(example)
        except (Declined, ObkitError):
            continue
    try:
        return outcome(shapes.canonical, document)
    except Declined:
        return outcome(rdfc.canonical_nquads, document)


@fewer
@given(c.credentials())
def test_the_walker_takes_every_credential_and_agrees(document):
    before = copy.deepcopy(document)
    expected = outcome(rdfc.canonical_nquads, document)
    try:
        assert outcome(walker.canonical_nquads, document) == expected
    except Declined:
        # Contradicting editions, and what readers differ about, are for the general route.
        assert isinstance(expected, str) or _has_odd_parts(document)
    assert document == before


@fewer
@given(c.credentials(), st.data())
def test_a_shape_learnt_from_one_document_fits_the_next(document, data):
    other = c.with_other_texts(document, data.draw)
    assert shaped(other, like=document) == outcome(rdfc.canonical_nquads, other)
    assert shaped(document) == outcome(rdfc.canonical_nquads, document)


@fewer
@given(
    c.credentials(text=c.texts | c.refused_texts, iri=c.iris | c.refused_iris, depth=0),
    st.data(),
)
def test_what_the_general_route_refuses_no_other_route_takes(document, data):
    expected = outcome(rdfc.canonical_nquads, document)
    assert outcome(canon.canonical, document) == expected
    assert outcome(canon.canonical, document) == expected
    assert shaped(document, like=c.with_other_texts(document, data.draw)) == expected


terms = st.sampled_from(
    sorted(
        {
            term
            for url in contexts.URLS
            for term, definition in contexts.document(url)["@context"].items()
            for term in (
                term,
                *(
                    (definition.get("@context") or {})
                    if isinstance(definition, dict)
                    else ()
                ),
            )
        }
    )
)
names = terms | st.sampled_from(
    (
        "undefined",
        "@id",
        "@type",
        "@graph",
        "schema:name",
        "https://a.example/p",
        "@value",
    )
)
leaves = (
    c.texts | c.iris | terms | c.numbers | st.booleans() | st.none() | c.languages(c.texts)
    | st.fixed_dictionaries({"@value": c.texts, "type": c.iris | terms})
)  # fmt: skip
wild = st.recursive(
    leaves,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(names, inner, max_size=4)
        | st.builds(
            lambda types, members: {**members, "type": types},
            terms | st.lists(terms, max_size=3),
            st.dictionaries(terms, inner, max_size=4),
        )
    ),
    max_leaves=12,
)


@settings(fewer, max_examples=300)
@given(
    st.lists(st.sampled_from(sorted(contexts.URLS)), max_size=3),
    terms | st.lists(terms, max_size=2),
    st.dictionaries(names, wild, max_size=5),
)
def test_any_members_in_any_place_are_read_alike_or_left_to_the_general_route(
    urls, types, members
):
    document = {"@context": urls, "id": "urn:x:1", "type": types, **members}
    expected = outcome(rdfc.canonical_nquads, document)
    assert outcome(canon.canonical, document) == expected
    assert shaped(document) == expected


# Where PyLD is known to differ from RDFC-1.0 and from other readers: it writes some controls as
# they are, numbers without a fraction as doubles, and small numbers with zeros before the exponent.
plain = c.texts.filter(lambda text: not any(ch < " " or ch == "\x7f" for ch in text))


@fewer
@given(c.credentials(text=plain))
def test_an_independent_library_reads_the_same(document):
    _without_fractions(document)
    expected = outcome(canon.canonical, document)
    if isinstance(expected, bytes):
        assert expected == _by_pyld(document)


def _by_pyld(document: Any) -> bytes:
    def load(url: str, options: Any = None) -> Any:
        del options
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": contexts.document(url),
            "contentType": "application/ld+json",
        }

    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load,
        "base": None,
    }
    found: str = jsonld.normalize(copy.deepcopy(document), options)
    return found.encode()


def _without_fractions(value: Any) -> None:
    for key, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, float):
            value[key] = 1.5
        _without_fractions(item)
    for item in value if isinstance(value, list) else ():
        _without_fractions(item)


def _has_odd_parts(value: Any) -> bool:
    """Numbers of seventeen digits, and names that code points and UTF-16 order differently."""
    if isinstance(value, float):
        return (
            abs(value) >= 2**53
            or float(f"{value:.15E}") != value
            or abs(value) < 1e-300
        )
    if isinstance(value, dict) and {"\U0001f600", "\ufb33"} <= value.keys():
        return True
    inner = value.values() if isinstance(value, dict) else value
    return isinstance(value, dict | list) and any(map(_has_odd_parts, inner))


def credential(**members: Any) -> dict[str, Any]:
    return {
        "@context": [c.V2, c.CURRENT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        **members,
    }


def unnamed(**members: Any) -> dict[str, Any]:
    return credential(credentialSubject={"type": ["Achievement"], **members})


def evidence(*narratives: str) -> dict[str, Any]:
    return credential(
        evidence=[{"type": ["Evidence"], "narrative": text} for text in narratives]
    )


@pytest.mark.parametrize(
    ("like", "document"),
    [
        (credential(evidence=["urn:x:2", "urn:x:3"]), credential(evidence=["urn:x:4"] * 2)),
        (credential(evidence=["urn:x:2", "urn:x:3"]), credential(evidence=["urn:x:9", "urn:x:4"])),
        (credential(issuer={"id": "urn:x:2", "name": "a"}), credential(issuer={"id": "urn:x:1", "name": "a"})),
        (unnamed(tag=["a", "b"]), unnamed(tag=["same", "same"])),
        (unnamed(tag=["a", "b"]), unnamed(tag=["b", "a"])),
        (evidence("a", "b"), evidence("same", "same")),
        (evidence("a", "b", "c"), evidence("c", "a", "b")),
        (unnamed(name="a", description="b"), unnamed(name='"', description="\\\n\x7f\x00\t")),
    ],
    ids=["one evidence twice", "other order", "issuer is the credential", "one tag twice",
         "tags in other order", "nodes alike", "labels in other order", "escapes"],
)  # fmt: skip
def test_a_shape_is_filled_with_texts_that_meet(like, document):
    expected = rdfc.canonical_nquads(document)
    shapes = canon.Shapes()
    for _ in range(2):
        with contextlib.suppress(Declined):
            assert shapes.canonical(like) == rdfc.canonical_nquads(like)
    try:
        assert shapes.canonical(document) == expected
    except Declined:
        assert document == evidence("same", "same")
    assert canon.canonical(document) == expected


@pytest.mark.parametrize(
    "alike",
    [
        {"type": ["Evidence"], "narrative": "the same"},
        {"type": ["Evidence"]},
    ],
)
def test_equal_blank_nodes_are_told_apart_as_on_the_general_route(alike):
    document = {
        "@context": [c.V2, c.CURRENT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "evidence": [alike, dict(alike), {"type": ["Evidence"], "name": "another"}],
    }
    expected = rdfc.canonical_nquads(document)
    assert expected.count(b"_:c14n2") > 0
    for _ in range(3):
        assert canon.canonical(document) == expected


def test_one_statement_made_twice_counts_once_in_a_hash():
    def document(first: str, second: str) -> dict[str, Any]:
        evidence = [{"type": ["Evidence"], "narrative": "why"}]
        return unnamed(tag=[first, second]) | {"evidence": evidence}

    shapes = canon.Shapes()
    for _ in range(2):
        with contextlib.suppress(Declined):
            shapes.canonical(document("a", "b"))
    # Whether a wrong hash changes the order of the labels is a matter of chance, so: sixteen.
    for text in map(str, range(16)):
        twice = document(text, text)
        assert shapes.canonical(twice) == rdfc.canonical_nquads(twice)


def test_more_shapes_than_are_kept_do_not_compile_all_the_time(monkeypatch):
    compiled = []
    compile_ = canon._compile
    monkeypatch.setattr(
        canon, "_compile", lambda *a: (compiled.append(1), compile_(*a))[1]
    )
    shapes = canon.Shapes()
    documents = [evidence(*["why"] * number) for number in range(1, 200)]
    for document in documents * 5:
        with contextlib.suppress(Declined):
            shapes.canonical(document)
    few = (canon.SAVED_AT_MOST + 5 * len(documents)) / canon.PRICE
    assert 0 < len(compiled) <= few
    assert len(shapes._shapes) <= canon.MAX_SHAPES


def test_a_credential_in_two_places_of_itself_is_refused_by_every_route():
    def document(inner: str) -> dict[str, Any]:
        endorsement = {
            "id": inner,
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "issuer": "urn:x:9",
        }
        return credential(endorsement=[endorsement])

    shapes = canon.Shapes()
    for _ in range(3):
        with contextlib.suppress(Declined):
            shapes.canonical(document("urn:x:2"))
    assert shapes.canonical(document("urn:x:3"))
    for route in (shapes.canonical, walker.canonical_nquads):
        with pytest.raises(Declined):
            route(document("urn:x:1"))
    with pytest.raises(ObkitError) as caught:
        canon.canonical(document("urn:x:1"))
    assert caught.value.reason == "proof.two_places"
