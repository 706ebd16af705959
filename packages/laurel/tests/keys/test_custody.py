"""Private keys: sealed at rest, bound to their row, never seen."""

import dataclasses
import logging
import pickle

import pytest
from django.core import serializers
from django.db import IntegrityError, connection, transaction
from laurel.foundation.actors import SYSTEM
from laurel.foundation.ids import public_id, uuid7
from laurel.foundation.models import EventRecord
from laurel.keys import custody, selectors, services
from laurel.keys.errors import NoActiveKey, WrongMasterKey
from laurel.keys.models import KeyState, SigningKey
from obkit.keys import KeyKind, LocalSigner

pytestmark = pytest.mark.django_db

KINDS = (KeyKind.ED25519, KeyKind.RSA)


@pytest.fixture(autouse=True)
def _closed():
    custody.forget()
    yield
    custody.forget()


def made(kind=KeyKind.ED25519, issuer=""):
    return services.create(
        issuer_public_id=issuer or public_id(),
        kind=kind,
        organization_id=uuid7(),
        actor=SYSTEM,
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_signs_what_its_public_part_verifies(kind):
    key = made(kind)
    held = services.held(issuer_public_id=key.issuer_public_id, kind=kind)
    signature = held.signer.sign(b"a badge")
    assert held.public_id == key.public_id
    assert held.signer.public_key.verify(signature, b"a badge")
    assert held.signer.public_key.to_jwk() == key.public_jwk


@pytest.mark.parametrize("kind", KINDS)
def test_a_dump_without_the_master_key_cannot_sign(kind, settings):
    key = made(kind)
    settings.LAUREL = dataclasses.replace(settings.LAUREL, master_key=b"x" * 32)
    with pytest.raises(WrongMasterKey) as caught:
        services.held(issuer_public_id=key.issuer_public_id, kind=kind)
    assert caught.value.__cause__ is None


def test_a_private_part_moved_to_another_row_does_not_open():
    """A thief with write access cannot let one issuer's key sign for another."""
    mine, theirs = made(), made()
    SigningKey.objects.filter(pk=mine.pk).update(sealed=theirs.sealed)
    with pytest.raises(WrongMasterKey):
        services.held(issuer_public_id=mine.issuer_public_id, kind=KeyKind.ED25519)


@pytest.mark.parametrize("kind", KINDS)
def test_the_canary_is_nowhere_to_be_seen(kind, monkeypatch, caplog):
    """A known private key goes in; no output of ours contains its bytes."""
    canary = LocalSigner.generate(kind)
    secret = canary.private_bytes()
    monkeypatch.setattr(LocalSigner, "generate", lambda _kind: canary)
    with caplog.at_level(logging.DEBUG):
        key = made(kind)
        held = services.held(issuer_public_id=key.issuer_public_id, kind=kind)
        held.signer.sign(b"a badge")
    rows = [bytes(SigningKey.objects.get(pk=key.pk).sealed)]
    with connection.cursor() as cursor:
        cursor.execute("select * from keys_signingkey")
        rows += [repr(row).encode() for row in cursor.fetchall()]
    outputs = [
        repr(key),
        str(key),
        repr(held),
        caplog.text,
        serializers.serialize("json", SigningKey.objects.all()),
        repr(selectors.published(key.issuer_public_id)),
        repr(list(EventRecord.objects.values())),
    ]
    shapes = (secret, secret.hex().encode(), repr(secret)[2:-1].encode())
    for output in [*rows, *(o.encode() for o in outputs)]:
        assert not any(shape in output for shape in shapes)
    with pytest.raises(TypeError):
        pickle.dumps(held.signer)


def test_an_issuer_has_one_active_key_of_a_kind():
    key = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        made(issuer=key.issuer_public_id)
    made(KeyKind.RSA, issuer=key.issuer_public_id)


def test_rotation_destroys_the_old_private_part_and_keeps_the_public_one():
    old = made()
    before = services.held(
        issuer_public_id=old.issuer_public_id, kind=KeyKind.ED25519
    ).signer
    new = services.rotate(
        issuer_public_id=old.issuer_public_id,
        kind=KeyKind.ED25519,
        organization_id=uuid7(),
        actor=SYSTEM,
    )
    old.refresh_from_db()
    assert (old.state, old.sealed) == (KeyState.RETIRED, None)
    now = services.held(issuer_public_id=old.issuer_public_id, kind=KeyKind.ED25519)
    assert now.public_id == new.public_id
    assert now.signer.public_key != before.public_key
    published = selectors.published(old.issuer_public_id)
    assert [(k.public_id, k.active) for k in published] == [
        (old.public_id, False),
        (new.public_id, True),
    ]
    assert published[0].retired_at is not None
    events = EventRecord.objects.filter(payload__issuer_public_id=old.issuer_public_id)
    assert sorted(events.values_list("name", flat=True)) == [
        "key.activated",
        "key.activated",
        "key.retired",
    ]


def test_without_a_key_nothing_signs_and_nothing_rotates():
    with pytest.raises(NoActiveKey):
        services.held(issuer_public_id=public_id(), kind=KeyKind.ED25519)
    with pytest.raises(NoActiveKey):
        services.rotate(
            issuer_public_id=public_id(),
            kind=KeyKind.RSA,
            organization_id=uuid7(),
            actor=SYSTEM,
        )


@pytest.mark.parametrize(
    "broken",
    [
        {"state": KeyState.RETIRED},  # retired, and still able to sign
        {"sealed": None},  # active, and unable to sign
        {"activated_at": None},
    ],
)
def test_bad_states_are_impossible_in_the_database(broken):
    key = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        SigningKey.objects.filter(pk=key.pk).update(**broken)


def test_a_pending_key_is_not_published():
    key = made()
    SigningKey.objects.filter(pk=key.pk).update(
        state=KeyState.PENDING, activated_at=None
    )
    assert selectors.published(key.issuer_public_id) == ()
    assert "pending" in str(SigningKey.objects.get(pk=key.pk))
