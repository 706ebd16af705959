"""Our vocabulary tables say what the published contexts say, term by term."""

import json
from pathlib import Path

import pytest
from obkit.vocabulary import contexts

STANDARDS = Path(__file__).parents[5] / "shared/standards"

pytestmark = pytest.mark.skipif(
    not (STANDARDS / "contexts/index.json").exists(),
    reason="the published contexts are not beside this repository (../shared/standards)",
)


def published(url):
    index = json.loads((STANDARDS / "contexts/index.json").read_text())
    return json.loads((STANDARDS / "contexts" / index[url]["file"]).read_text())


def spelled_out(context, outer=None):
    """Every definition as an object, every IRI in full, so that spelling does not matter."""
    known = {**(outer or {}), **context}

    def full(iri):
        if not isinstance(iri, str) or iri.startswith("@"):
            return iri
        prefix, colon, name = iri.partition(":")
        if not colon and iri in known:
            target = known[iri]
            return full(target["@id"] if isinstance(target, dict) else target)
        if colon and isinstance(known.get(prefix), str) and not name.startswith("//"):
            return full(known[prefix]) + name
        return iri

    found = {}
    for term, entry in context.items():
        if term.startswith("@"):
            # Every context is one of JSON-LD 1.1, whether it says so or not.
            found |= {term: entry} if term != "@version" else {}
            continue
        definition = dict(entry) if isinstance(entry, dict) else {"@id": entry}
        for key in ("@id", "@type"):
            if key in definition:
                definition[key] = full(definition[key])
        scope = definition.get("@context")
        if isinstance(scope, dict):
            definition["@context"] = spelled_out(scope, known)
        found[term] = definition
    return found


@pytest.mark.parametrize("url", sorted(contexts.URLS))
def test_every_term_means_what_the_published_context_says(url):
    ours = spelled_out(contexts.document(url)["@context"])
    theirs = spelled_out(published(url)["@context"])
    assert sorted(ours) == sorted(theirs)
    for term, definition in theirs.items():
        assert ours[term] == definition, term


@pytest.mark.parametrize("url", sorted(contexts.URLS))
def test_what_may_serve_as_a_prefix_serves_as_one(url):
    """A simple definition that ends in a delimiter is a prefix; an object is not one."""

    def prefixes(context):
        return {t for t, d in context.items() if isinstance(d, str) and d[-1] in "#/:"}

    assert prefixes(contexts.document(url)["@context"]) == prefixes(
        published(url)["@context"]
    )


def test_the_open_badges_2_context_is_known_as_an_object_in_both_editions():
    for name in ("ob-v2p0.json", "ob-v2p0-validator-copy.json"):
        found = json.loads((STANDARDS / "contexts/ob" / name).read_text())["@context"]
        assert contexts.is_open_badges_2(found)
        assert not contexts.is_open_badges_2({**found, "revoked": "obi:salt"})
        assert not contexts.is_open_badges_2({**found, "evil": "obi:revoked"})
