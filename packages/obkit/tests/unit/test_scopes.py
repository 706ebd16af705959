"""What each term means: the forms of a definition that are known, and those that are declined."""

from typing import Any

import pytest
from obkit.encoding import scopes
from obkit.encoding.scopes import Declined, Kind, Scope

NAMES = {"id": "@id", "type": "@type"}


def scope(**definitions: Any) -> Scope:
    return Scope({}).extended(NAMES | definitions)


@pytest.mark.parametrize(
    "definition",
    [
        {"@id": None},
        {"@reverse": "urn:x:p"},
        {"@id": "urn:x:p", "@container": "@language"},
        {"@id": "urn:x:p", "@language": "en"},
        {"@id": "urn:x:p", "@container": "@list", "@type": "@id"},
        {"@id": "no address"},
    ],
    ids=["no IRI", "the other way round", "by language", "of a language", "a typed list",
         "not an IRI"],
)  # fmt: skip
def test_a_definition_of_another_form_is_declined(definition):
    with pytest.raises(Declined):
        scope(term=definition)


def test_contexts_that_contradict_each_other_are_declined():
    protected = {**NAMES, "term": "urn:x:p", "@protected": True}
    start = Scope({}).extended(protected)
    assert start.extended(protected) is start
    with pytest.raises(Declined):
        start.extended({"term": "urn:x:q"})


def test_a_definition_may_be_shortened_by_a_prefix_of_the_same_context_or_an_outer_one():
    outer = scope(ex="https://a.example/", one="ex:1")
    inner = outer.extended({"two": {"@id": "ex:2", "@type": "ex:T"}})
    assert outer.terms["one"].iri == "<https://a.example/1>"
    assert inner.terms["two"].iri == "<https://a.example/2>"
    assert inner.terms["two"].datatype == "<https://a.example/T>"
    assert inner.link("ex:3") == "<https://a.example/3>"
    assert inner.link("ex://3") == "<ex://3>"


def test_a_prefix_that_is_defined_at_length_shortens_nothing():
    found = scope(ex={"@id": "https://a.example/"}, one="ex:1", two="urn://ex:2")
    assert found.terms["one"].iri == "<ex:1>"
    assert found.terms["two"].iri == "<urn://ex:2>"
    assert found.link("ex:3") == "<ex:3>"


def test_a_text_stands_for_a_term_where_one_may_stand():
    found = scope(purpose={"@id": "urn:x:p", "@type": "@vocab"}, claim="urn:x:claim")
    assert found.terms["purpose"].kind is Kind.VOCAB
    assert found.vocab_iri("purpose", "claim") == "<urn:x:claim>"
    assert found.vocab_iri("purpose", "urn:x:other") == "<urn:x:other>"
    for text in ("id", "type", "undefined"):
        with pytest.raises(Declined):
            found.vocab_iri("purpose", text)


@pytest.mark.parametrize("text", ["relative", "a b", "https://a.example/\ufffe", ""])
def test_what_is_no_iri_is_declined(text):
    with pytest.raises(Declined):
        scopes.absolute(text)
    assert scopes.absolute("https://a.example/é") == "<https://a.example/é>"
