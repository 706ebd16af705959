"""Key files: what `obkit keygen` writes, and the ways to name a key in public."""

import hashlib
import json
import stat
from pathlib import Path

from obkit.cli.terminal import STANDARD_INPUT, UsageError, printable, read, say
from obkit.encoding import multibase, strict_json
from obkit.encoding.multibase import base64url
from obkit.errors import Malformed
from obkit.keys import KeyKind, LocalSigner, PublicKey

_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def to_bytes(signer: LocalSigner) -> bytes:
    """The content of a key file."""
    secret = {
        "kind": str(signer.public_key.kind),
        "publicKeyMultibase": signer.public_key.to_multikey(),
        "privateBytes": multibase.encode_base64url(signer.private_bytes()),
    }
    return json.dumps(secret, indent=2).encode() + b"\n"


def load(name: str) -> LocalSigner:
    """The signer of a key file; warns where others may read it.

    Raises:
        UsageError: there is no such file, or it is no key file.
    """
    if name == STANDARD_INPUT:
        raise UsageError("a private key is read from a file, not from standard input")
    data = read(name)
    if Path(name).stat().st_mode & _OTHERS:
        say(f"{printable(name)} can be read by others; better: chmod 600")
    try:
        document = strict_json.loads_object(data)
        # What is no text is no key either: `str` makes it a text that does not decode.
        kind = KeyKind(str(document.get("kind")))
        secret = multibase.decode_base64url(str(document.get("privateBytes")))
        return LocalSigner.from_private_bytes(kind, secret)
    except (Malformed, ValueError):
        # `from None`: the cause may quote the secret.
        raise UsageError(
            f"{printable(name)} is no key file; make one: obkit keygen {printable(name)}"
        ) from None


def fragment_of(key: PublicKey) -> str:
    """The name of a key in its owner's document: its multikey, or of RSA its thumbprint."""
    if key.kind is not KeyKind.RSA:
        return key.to_multikey()
    # RFC 7638; an RSA key written out as a multikey has 370 characters.
    jwk = json.dumps(key.to_jwk(), sort_keys=True, separators=(",", ":")).encode()
    return base64url(hashlib.sha256(jwk).digest())


def did_key_of(key: PublicKey) -> str:
    """The DID that is the key itself, and needs no web server."""
    return f"did:key:{key.to_multikey()}"


def method_of(key: PublicKey, issuer: str, given: str | None) -> str:
    """The verification method that a signature of the issuer names.

    Raises:
        UsageError: it cannot be told, or is not the issuer's, so that no verifier would accept it.
    """
    if given is not None:
        if given.partition("#")[0] != issuer and issuer.startswith("did:"):
            raise UsageError(
                f"the key {printable(given)} is not in the document of the issuer "
                f"{printable(issuer)}; nobody would accept the signature"
            )
        return given
    if issuer.startswith("did:key:"):
        if issuer != did_key_of(key):
            raise UsageError(
                f"the issuer {printable(issuer)} is another key than the one in the key file"
            )
        return f"{issuer}#{key.to_multikey()}"
    if issuer.startswith("did:web:"):
        return f"{issuer}#{fragment_of(key)}"
    raise UsageError(
        f"say where the key of {printable(issuer)} is published: --method https://…"
    )
