"""`obkit did`: the document that publishes an issuer's keys on its web server."""

import argparse
import json
from pathlib import Path

from obkit.cli import keyfile
from obkit.cli.terminal import (
    EXIT_DONE,
    STANDARD_INPUT,
    UsageError,
    printable,
    say,
    write,
)
from obkit.encoding.strict_json import Json
from obkit.errors import ObkitError
from obkit.keys import KeyKind, PublicKey, public_key_from_multikey
from obkit.resolve.did_web import document_url

NAME = "did"
SUMMARY = "Make the did.json that publishes an issuer's keys."
EXAMPLES = (
    (
        "obkit did did:web:college.example issuer.key.json -o did.json",
        "for https://college.example/.well-known/did.json",
    ),
    (
        "obkit did did:web:college.example:issuers:north new.key.json z6Mk…",
        "a new key beside an old one, of which only the public half is left",
    ),
)
_CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("did", help="did:web:HOST, or did:web:HOST:PATH:PATH")
    parser.add_argument(
        "keys",
        metavar="key",
        nargs="+",
        help="a key file, of which the public half is taken; or a multikey (z…)",
    )
    parser.add_argument(
        "-o", "--output", default=STANDARD_INPUT, help="a new file; or -"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the document, and say where it belongs."""
    did: str = arguments.did
    if not did.startswith("did:web:"):
        raise UsageError("a did.json is for did:web:…; a did:key needs no document")
    address = document_url(did)
    keys = dict.fromkeys(_public_key(name) for name in arguments.keys)
    document = json.dumps(document_of(did, tuple(keys)), indent=2).encode() + b"\n"
    write(document, arguments.output)
    say(f"Publish it at {address}")
    return EXIT_DONE


def document_of(did: str, keys: tuple[PublicKey, ...]) -> dict[str, Json]:
    """The DID document: each key may sign badges (assertionMethod), and nothing else."""
    methods: list[Json] = [_method(did, key) for key in keys]
    names: list[Json] = [f"{did}#{keyfile.fragment_of(key)}" for key in keys]
    return {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": names,
    }


def _method(did: str, key: PublicKey) -> dict[str, Json]:
    is_rsa = key.kind is KeyKind.RSA  # as a multikey it has 370 characters
    method: dict[str, Json] = {
        "id": f"{did}#{keyfile.fragment_of(key)}",
        "type": "JsonWebKey" if is_rsa else "Multikey",
        "controller": did,
    }
    if is_rsa:
        method["publicKeyJwk"] = key.to_jwk()
    else:
        method["publicKeyMultibase"] = key.to_multikey()
    return method


def _public_key(name: str) -> PublicKey:
    if not name.startswith("z") or Path(name).exists():
        return keyfile.load(name).public_key
    try:
        return public_key_from_multikey(name)
    except ObkitError as error:
        raise UsageError(
            f"{printable(name)} is neither a key file nor a multikey"
        ) from error
