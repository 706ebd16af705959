"""BAR-12: the inputs of the W3C's suite for the data model 2.0.

They are unsecured and meant to be issued first; where one says nothing of the issuer, the suite's
driver adds its own, and so do we. Contexts written into a document are understood by no part of
ours (a stranger could redefine words with them), so such inputs are judged by their shape alone
when they are to be accepted, and refused on issue in any case.
"""

import json
from pathlib import Path

import pytest
from obkit.encoding import strict_json
from obkit.errors import ObkitError
from obkit.issue import lint
from obkit.model import vcdm
from obkit.proofs import eddsa_rdfc_2022
from obkit.verify import Check, Outcome

from packages.obkit.tests.badges import NOW, World, summary

SUITE = Path(__file__).parents[5] / "shared/standards/vectors/vcdm2-test-suite"

pytestmark = pytest.mark.skipif(
    not SUITE.is_dir(),
    reason="the suite's inputs are not beside this repository (../shared/standards)",
)

NAMES = sorted(
    str(path.relative_to(SUITE))
    for path in (SUITE.rglob("*.json") if SUITE.is_dir() else [])
    if path.name.startswith(("credential-", "issuer-"))
)
OK = [name for name in NAMES if name.endswith("-ok.json")]
FAIL = [name for name in NAMES if "-fail" in name]


@pytest.fixture(scope="module")
def world():
    return World()


def read(name, world):
    text = (SUITE / name).read_text()
    # The driver fills these in.
    text = text.replace("PAST DATE", "2020-01-01T00:00:00Z")
    document = json.loads(text.replace("FUTURE DATE", "2040-01-01T00:00:00Z"))
    if "no-issuer" in name:
        return document
    issuer = document.get("issuer")
    if isinstance(issuer, dict) and "-ok" in name:
        return {**document, "issuer": {**issuer, "id": world.did}}
    return {"issuer": world.did, **document}


def is_plain(document):
    context = document.get("@context")
    return all(
        isinstance(c, str)
        for c in (context if isinstance(context, list) else [context])
    )


def test_the_suite_is_there():
    assert (len(OK), len(FAIL)) > (30, 30)


@pytest.mark.parametrize("name", OK)
def test_what_is_to_be_accepted_is_issued_and_verified(name, world):
    document = read(name, world)
    vcdm.Credential.from_document(document)
    # RDF has no place for the direction of a text, so signing would drop it and is refused.
    if not is_plain(document) or "@direction" in json.dumps(document):
        with pytest.raises(ObkitError):
            lint({k: v for k, v in document.items() if k != "proof"})
        return
    document.pop("proof", None)
    signed = eddsa_rdfc_2022.sign(
        document,
        signer=world.ed25519,
        verification_method=world.method,
        created=NOW,
    )
    report = world.verify(strict_json.dumps(signed))
    assert summary(report).items() >= {
        ("conforms", "document.conforms"),
        ("proof", "proof.fits"),
        ("issuer", "issuer.confirmed"),
    }
    # Some have expired by now, some have not begun; that is no fault of their shape.
    failed = {r.check for r in report.results if r.outcome is Outcome.FAILED}
    assert failed <= {Check.VALID_FROM, Check.VALID_UNTIL}


@pytest.mark.parametrize("name", FAIL)
def test_what_is_to_be_refused_is_refused(name, world):
    document = read(name, world)
    problems = vcdm.Credential.problems_of(document)
    if not problems:
        with pytest.raises(ObkitError):
            lint({k: v for k, v in document.items() if k != "proof"})
