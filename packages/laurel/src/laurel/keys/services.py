"""Making, replacing and using signing keys."""

import uuid

from django.db import transaction
from obkit.keys import KeyKind, LocalSigner

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.keys import custody
from laurel.keys.errors import NoActiveKey
from laurel.keys.events import KeyActivated, KeyRetired
from laurel.keys.models import KeyState, SigningKey
from laurel.keys.types import PURPOSE, HeldKey


@transaction.atomic
def create(
    *,
    issuer_public_id: str,
    kind: KeyKind,
    organization_id: uuid.UUID | None,
    actor: Actor,
) -> SigningKey:
    """Make a key that signs for the issuer from now on; without organization, for the instance.

    Raises:
        IntegrityError: the issuer has an active key of this kind; `rotate` replaces it.
    """
    signer, now = LocalSigner.generate(kind), clock.now()
    key = SigningKey(
        issuer_public_id=issuer_public_id,
        kind=kind.value,
        purpose=PURPOSE,
        algorithm=signer.public_key.algorithm,
        public_multikey=_multikey(signer),
        public_jwk=signer.public_key.to_jwk(),
        kek_id=custody.master_key_id(),
        state=KeyState.ACTIVE,
        created_at=now,
        activated_at=now,
    )
    key.sealed = custody.sealed(signer, key=key)
    key.save(force_insert=True)
    events.publish(
        KeyActivated(
            actor=actor,
            organization_id=organization_id,
            issuer_public_id=issuer_public_id,
            key_public_id=key.public_id,
            kind=key.kind,
        )
    )
    return key


@transaction.atomic
def rotate(
    *, issuer_public_id: str, kind: KeyKind, organization_id: uuid.UUID, actor: Actor
) -> SigningKey:
    """Let a new key sign, and destroy the private part of the old one.

    What the old one signed still verifies: its public part stays published, without `expires`
    or `revoked`, which would void every signature that it ever made (CID 1.0).

    Raises:
        NoActiveKey: there is none to replace.
    """
    old = _active(issuer_public_id, kind, lock=True)
    old.state = KeyState.RETIRED
    old.retired_at = clock.now()
    old.sealed = None
    old.save(update_fields=["state", "retired_at", "sealed"])
    custody.forget()
    events.publish(
        KeyRetired(
            actor=actor,
            organization_id=organization_id,
            issuer_public_id=issuer_public_id,
            key_public_id=old.public_id,
            kind=old.kind,
        )
    )
    return create(
        issuer_public_id=issuer_public_id,
        kind=kind,
        organization_id=organization_id,
        actor=actor,
    )


def held(*, issuer_public_id: str, kind: KeyKind) -> HeldKey:
    """The issuer's active key of this kind, ready to sign.

    Raises:
        NoActiveKey: it has none.
        WrongMasterKey: the private part does not open under our master key.
    """
    key = _active(issuer_public_id, kind)
    return HeldKey(public_id=key.public_id, signer=custody.opened(key))


def _active(issuer_public_id: str, kind: KeyKind, *, lock: bool = False) -> SigningKey:
    rows = SigningKey.objects.select_for_update() if lock else SigningKey.objects.all()
    key = rows.filter(
        issuer_public_id=issuer_public_id, kind=kind.value, state=KeyState.ACTIVE
    ).first()
    if key is None:
        raise NoActiveKey(f"issuer {issuer_public_id} has no active {kind} key")
    return key


def _multikey(signer: LocalSigner) -> str:
    # RSA keys are published as JWKs only; a Multikey of theirs is in no table of ours.
    if signer.public_key.kind is KeyKind.RSA:
        return ""
    return signer.public_key.to_multikey()
