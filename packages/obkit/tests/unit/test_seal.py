"""Sealed secrets: what cannot be opened says so."""

import pytest
from obkit.errors import MalformedKey, MalformedSeal
from obkit.keys.seal import seal, unseal

KEY = bytes(range(32))


def test_a_sealed_secret_opens_under_its_key_and_context():
    sealed = seal(b"secret", master_key=KEY, context=b"issuer 1")
    assert b"secret" not in sealed
    assert unseal(sealed, master_key=KEY, context=b"issuer 1") == b"secret"


def test_sealing_twice_gives_two_texts():
    assert seal(b"s", master_key=KEY, context=b"") != seal(
        b"s", master_key=KEY, context=b""
    )


@pytest.mark.parametrize(
    ("key", "context"), [(KEY[::-1], b"issuer 1"), (KEY, b"issuer 2"), (KEY, b"")]
)
def test_another_key_or_context_does_not_open(key, context):
    sealed = seal(b"secret", master_key=KEY, context=b"issuer 1")
    with pytest.raises(MalformedSeal) as caught:
        unseal(sealed, master_key=key, context=context)
    assert caught.value.reason == "seal.not_authentic"


def test_a_sealed_secret_cut_short_is_named():
    sealed = seal(b"", master_key=KEY, context=b"")
    for size in range(len(sealed)):
        with pytest.raises(MalformedSeal) as caught:
            unseal(sealed[:size], master_key=KEY, context=b"")
        assert caught.value.reason == "seal.too_short"


def test_a_later_version_is_named():
    sealed = seal(b"secret", master_key=KEY, context=b"")
    with pytest.raises(MalformedSeal) as caught:
        unseal(b"\x02" + sealed[1:], master_key=KEY, context=b"")
    assert (caught.value.reason, caught.value.facts["version"]) == ("seal.version", 2)


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_master_key_has_32_bytes(size):
    for use in (seal, unseal):
        with pytest.raises(MalformedKey) as caught:
            use(b"x" * 64, master_key=b"k" * size, context=b"")
        assert caught.value.reason == "key.master_key_size"
        assert caught.value.facts["size"] == size
