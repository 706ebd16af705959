"""Issuers whose keys are known elsewhere than in their own document: did:jwk, and a host's set."""

import json

import pytest
from obkit.encoding.multibase import base64url
from obkit.errors import AddressRefused
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome, Verdict
from obkit.verify.fetching import HttpsOnly

from packages.obkit.tests.badges import HOST, World, summary

ISSUER = f"{HOST}/issuers/plain"
KEY_SET = f"{HOST}/.well-known/jwks.json"
PAGE = b"<!doctype html><title>Northern College</title>"


class PlainWorld(World):
    """An issuer whose id is a web address."""

    @property
    def did(self) -> str:
        return ISSUER

    @property
    def method(self) -> str:
        return f"{KEY_SET}#one"


def world_with(*, issuer: bytes | int, keys: list[dict] | int | None) -> PlainWorld:
    world = PlainWorld()
    world.documents[ISSUER] = issuer
    if isinstance(keys, int):
        world.documents[KEY_SET] = keys
    elif keys is not None:
        world.documents[KEY_SET] = json.dumps({"keys": keys}).encode()
    return world


def profile(**members) -> bytes:
    return json.dumps({"id": ISSUER, "type": ["Profile"], **members}).encode()


def ours(**members) -> dict:
    return {**World().ed25519.public_key.to_jwk(), "kid": "one", **members}


@pytest.mark.parametrize("issuer", [profile(), PAGE])
def test_the_set_of_the_issuers_host_confirms_its_key(issuer):
    world = world_with(issuer=issuer, keys=[{"kty": "EC", "crv": "P-521"}, ours()])
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == "issuer.confirmed_by_host"
    assert report.outcome_of(Check.ISSUER) is Outcome.WARNED
    assert report.verdict is Verdict.VERIFIED


def test_a_set_that_says_whose_key_it_is_is_as_good_as_the_issuers_document():
    """ADR 6: the recommended practice gives each key of the host its `iss`."""
    strangers = ours(kid="two", iss=f"{HOST}/issuers/other")
    world = world_with(issuer=profile(), keys=[strangers, ours(iss=ISSUER)])
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == "issuer.confirmed"
    assert report.outcome_of(Check.ISSUER) is Outcome.PASSED
    assert report.result(Check.ISSUER).facts["method"] == KEY_SET


@pytest.mark.parametrize("owner", [f"{HOST}/issuers/other", "", 7, [ISSUER]])
def test_a_key_that_the_host_gives_to_another_issuer_confirms_nothing(owner):
    """One tenant of a host cannot sign for another who lists no keys."""
    world = world_with(issuer=profile(), keys=[ours(iss=owner)])
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_a_document_that_lists_keys_is_the_issuers_last_word():
    """A key taken off the issuer's own list is not its key, whatever its host still shows."""
    world = world_with(issuer=profile(assertionMethod=[]), keys=[ours()])
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED


@pytest.mark.parametrize("missing", [404, 410])
def test_a_plain_profile_without_any_set_does_not_list_the_key(missing):
    world = world_with(issuer=profile(), keys=missing)
    data = world.credential(
        verification_method=f"{ISSUER}#{world.ed25519.public_key.to_multikey()}"
    )
    assert summary(world.verify(data))["issuer"] == "issuer.key_not_listed"


@pytest.mark.parametrize("answer", [None, 500, 403])
def test_a_set_that_does_not_come_leaves_the_issuer_unknown(answer):
    world = world_with(issuer=profile(), keys=answer)
    data = world.credential(
        verification_method=f"{ISSUER}#{world.ed25519.public_key.to_multikey()}"
    )
    report = world.verify(data)
    assert report.outcome_of(Check.ISSUER) is Outcome.INCONCLUSIVE
    assert summary(report)["proof"] == "proof.fits"


def test_the_set_of_another_host_says_nothing_of_the_issuer():
    world = world_with(issuer=profile(), keys=404)
    elsewhere = "https://stranger.example/.well-known/jwks.json"
    world.documents[elsewhere] = json.dumps({"keys": [ours()]}).encode()
    report = world.verify(world.credential(verification_method=f"{elsewhere}#one"))
    assert summary(report)["proof"] == "proof.fits"
    assert summary(report)["issuer"] == "issuer.key_not_listed"


def test_a_set_that_is_none_confirms_nothing():
    world = world_with(issuer=profile(), keys=None)
    world.documents[KEY_SET] = PAGE
    data = world.credential(
        verification_method=f"{ISSUER}#{world.ed25519.public_key.to_multikey()}"
    )
    assert summary(world.verify(data))["issuer"] == "issuer.key_not_listed"


class JwkWorld(World):
    """An issuer whose id is its key."""

    @property
    def did(self) -> str:
        jwk = json.dumps(self.ed25519.public_key.to_jwk()).encode()
        return f"did:jwk:{base64url(jwk)}"

    @property
    def method(self) -> str:
        return f"{self.did}#0"


def test_an_issuer_that_is_its_own_key_needs_nobody_to_confirm_it():
    world = JwkWorld()
    report = world.verify(world.credential())
    assert summary(report)["issuer"] == "issuer.confirmed"
    assert report.verdict is Verdict.VERIFIED


def test_another_key_is_not_that_issuers():
    world, other = JwkWorld(), LocalSigner.generate(KeyKind.ED25519)
    method = f"did:key:{other.public_key.to_multikey()}"
    data = world.credential(signer=other, verification_method=method)
    assert summary(world.verify(data))["issuer"] == "issuer.key_not_issuers"


def test_a_set_without_the_key_does_not_confirm_it():
    """Keys of unknown kinds and keys of others are passed over."""
    other = LocalSigner.generate(KeyKind.ED25519).public_key.to_jwk()
    keys = [{"kty": "EC", "crv": "P-521"}, {**other, "kid": "two"}]
    world = world_with(issuer=profile(), keys=keys)
    data = world.credential(
        verification_method=f"{ISSUER}#{world.ed25519.public_key.to_multikey()}"
    )
    report = world.verify(data)
    assert summary(report)["issuer"] == "issuer.key_not_listed"
    assert report.verdict is Verdict.NOT_VERIFIED


def test_keys_are_not_fetched_over_plain_http():
    """Whatever asks for one: anybody on the way could answer with a key of theirs."""
    url = "http://college.example/key"
    inner = MemoryFetcher({url: b"{}"})
    with pytest.raises(AddressRefused) as caught:
        HttpsOnly(inner).fetch(url)
    assert caught.value.reason == "fetch.scheme"
    assert inner.asked == []
