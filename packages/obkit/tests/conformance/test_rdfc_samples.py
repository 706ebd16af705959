"""Our route and an independent one give the same bytes on every published document.

The other route is PyLD with the *published* contexts, so this compares our vocabulary tables too.
"""

import json
from pathlib import Path

import pytest
from obkit.encoding import rdfc
from obkit.errors import ObkitError
from pyld import jsonld

STANDARDS = Path(__file__).parents[5] / "shared/standards"

pytestmark = pytest.mark.skipif(
    not (STANDARDS / "contexts/index.json").exists(),
    reason="the published documents are not beside this repository (../shared/standards)",
)


def load_published(url, _options=None):
    index = json.loads((STANDARDS / "contexts/index.json").read_text())
    document = json.loads((STANDARDS / "contexts" / index[url]["file"]).read_text())
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
        "contentType": "application/ld+json",
    }


def by_pyld(document):
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": load_published,
        "base": None,
    }
    return jsonld.normalize(document, options).encode()


def documents():
    for folder in ("samples", "vectors", "examples"):
        for path in sorted((STANDARDS / folder).rglob("*")):
            if not path.is_file() or path.suffix not in {".json", ".1ob", ""}:
                continue
            try:
                found = json.loads(path.read_text())
            except ValueError:
                continue
            if isinstance(found, dict) and "@context" in found:
                yield path, found


def test_every_published_document_that_we_take_has_the_bytes_of_another_route():
    compared = 0
    for path, document in documents():
        try:
            ours = rdfc.canonical_nquads(document)
        except ObkitError:
            continue
        assert ours == by_pyld(document), path
        compared += 1
    assert compared > 150


def test_what_an_independent_safe_mode_refuses_is_refused():
    path = STANDARDS / (
        "samples/dcc-verifier-core/verifiablecredentials-eddsa-v2--safeModeBreaker.json"
    )
    with pytest.raises(ObkitError) as caught:
        rdfc.canonical_nquads(json.loads(path.read_text()))
    assert caught.value.reason == "proof.undefined_term"
