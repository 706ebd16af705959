"""Where private keys are: sealed in the database, opened only to sign.

The context that each is sealed with names the key, its issuer and its purpose, so that a row
whose private part was exchanged for another row's does not open.
"""

import hashlib
from functools import lru_cache

from django.conf import settings
from obkit.errors import ObkitError
from obkit.keys import KeyKind, LocalSigner
from obkit.keys.seal import seal, unseal

from laurel.keys.errors import WrongMasterKey
from laurel.keys.models import SigningKey

OPEN_SIGNERS = 64  # issuers whose keys stay open in memory; loading an RSA key is slow


def sealed(signer: LocalSigner, *, key: SigningKey) -> bytes:
    """The private part as it is stored."""
    return seal(
        signer.private_bytes(), master_key=_master_key(), context=context_of(key)
    )


def opened(key: SigningKey) -> LocalSigner:
    """The signer of an active key.

    Raises:
        WrongMasterKey: the private part does not open under our master key.
    """
    return _opened(KeyKind(key.kind), bytes(key.sealed or b""), context_of(key))


@lru_cache(maxsize=OPEN_SIGNERS)
def _opened(kind: KeyKind, private: bytes, context: bytes) -> LocalSigner:
    try:
        secret = unseal(private, master_key=_master_key(), context=context)
    except ObkitError:
        # `from None`: nothing of the secret may reach a traceback.
        raise WrongMasterKey("a signing key does not open") from None
    return LocalSigner.from_private_bytes(kind, secret)


def forget() -> None:
    """Close every signer that is open in this process."""
    _opened.cache_clear()


def context_of(key: SigningKey) -> bytes:
    """What the private part is bound to: key, issuer, purpose."""
    return f"{key.public_id}\x1f{key.issuer_public_id}\x1f{key.purpose}".encode()


def master_key_id() -> str:
    """A name for the master key that says nothing about it."""
    return hashlib.sha256(b"laurel master key id\0" + _master_key()).hexdigest()[:16]


def _master_key() -> bytes:
    key: bytes = settings.LAUREL.master_key
    return key
