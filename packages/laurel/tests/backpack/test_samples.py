"""Every published sample of a badge, in a backpack: its status, and its bytes as they came."""

import pytest
from laurel.backpack import reading, selectors, services
from laurel.backpack.errors import NotKept
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from obkit.resolve import MemoryFetcher

from packages.laurel.tests.factories import people
from packages.obkit.tests.conformance.test_manifest import web_of
from packages.obkit.tests.conformance.test_samples import JAVA, NOW, SAMPLES, manifest

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        not JAVA.is_dir(),
        reason="the official samples are not beside this checkout (../shared/standards)",
    ),
]
_web = MemoryFetcher({})

# file: how it stands in the backpack. Every other file is no award, or none to rely on (see the
# library's own tests of the same samples): it is refused.
KEPT = {
    # Not awarded by anybody whom one could ask; a did:key is its own witness.
    "dcc-verifier-core/verifiablecredentials-v2--v2NoStatus.json": "valid",
    "dcc-verifier-core/verifiablecredentials-v2--v2OBv3SpecExample.json": "valid",
    "dcc-verifier-core/verifiablecredentials-v2--v2SimpleIssuerId.json": "valid",
    **{
        f"java-validator/ob20/{name}": "valid"
        for name in (
            "assertion-with-extension-node-basic.json",
            "assertion-with-multiple-extensions.json",
            "basic-assertion-no-public-key.json",
            "basic-assertion-with-allowed-origins-valid-starts-with.json",
            "basic-assertion-with-allowed-origins.json",
            "basic-assertion.json",
            "simple-not-revoked.jwt",
            "simple.jwt",
            "warning-with-redirection.json",
        )
    },
    **{
        f"java-validator/ob30/{name}": "valid"
        for name in (
            "simple-context-version.json",
            "simple-json.png",
            "simple-json.svg",
            "simple-multiple-proofs.json",
            "simple.1ob",
            "simple.json",
            "simple_v1.json",
        )
    },
    "java-validator/ob30/bit-string-list/credential-status-revoked.json": "revoked",
    "java-validator/ob30/credential-status-revoked.json": "revoked",
    "java-validator/ob30/simple-err-expired.json": "expired",
    # Its list does not exist; no way leads to the key; nobody says whose key it is.
    "java-validator/ob30/complete.json": "unknown",
    "java-validator/ob30/simple-err-proof-method-unknown-did-method.json": "unknown",
    "java-validator/ob30/simple-err-proof-method-unknown-scheme.json": "unknown",
    "java-validator/ob30/simple-err-proof-method.json": "unknown",
    "java-validator/ob30/simple-jwt_v1.png": "unknown",
    # Open Badges 1.0 and 2.0 whose hosts do not answer.
    "validator-core/1_0_basic_assertion.json": "unknown",
    "validator-core/1_0_basic_assertion_with_extra_properties.json": "unknown",
    "validator-core/2_0_basic_assertion.json": "unknown",
}


ASSERTED = {entry["file"] for entry in manifest()}


def web():
    """What `LAUREL_FETCHER` names: the web of the sample at hand."""
    return _web


def names():
    files = SAMPLES.rglob("*") if SAMPLES.is_dir() else ()
    return sorted(str(path.relative_to(SAMPLES)) for path in files if path.is_file())


@pytest.fixture
def sample(request, settings, monkeypatch):
    """A sample's bytes, in the web in which it was made."""
    name = request.param
    data = (SAMPLES / name).read_bytes()
    known = name.removeprefix("java-validator/")
    found = web_of(known, data) if known in ASSERTED else web()
    monkeypatch.setitem(globals(), "_web", found)
    settings.LAUREL_FETCHER = f"{__name__}.web"
    with clock.using(clock.FixedClock(NOW)):
        yield data


@pytest.mark.parametrize(
    ("sample", "standing"), KEPT.items(), indirect=["sample"], ids=list(KEPT)
)
@pytest.mark.requirement("I10")
def test_a_badge_has_its_status_and_comes_out_as_it_came_in(sample, standing):
    holder = people.account()
    row = services.bring(account_id=holder.pk, data=sample, actor=SYSTEM)
    [card] = selectors.held(holder.pk)
    assert (card.ref, card.standing) == (row.public_id, standing)
    kept = selectors.imported(holder.pk, row.public_id)
    assert bytes(kept.data) == sample
    assert kept.is_vouched or standing == "unknown"
    assert kept.container == reading.container_of(sample)


@pytest.mark.parametrize("sample", sorted(set(names()) - set(KEPT)), indirect=True)
def test_nothing_else_gets_in(sample):
    holder = people.account()
    with pytest.raises(NotKept):
        services.bring(account_id=holder.pk, data=sample, actor=SYSTEM)
    assert selectors.held(holder.pk) == []


def test_every_sample_is_there():
    assert set(KEPT) <= set(names())
