"""`obkit keygen`: a new signing key in a file that only its owner can read."""

import argparse
import json

from obkit.cli.terminal import EXIT_DONE, STANDARD_INPUT, UsageError, say, write
from obkit.encoding import multibase
from obkit.keys import KeyKind, LocalSigner

NAME = "keygen"
SUMMARY = "Make a signing key, and show its public half."
_OWNER_ONLY = 0o600


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("file", help="a new file for the private key")
    parser.add_argument(
        "--kind", choices=[str(kind) for kind in KeyKind], default=str(KeyKind.ED25519)
    )


def run(arguments: argparse.Namespace) -> int:
    """Make the key; the private half goes into the file, the public half to the terminal."""
    if arguments.file == STANDARD_INPUT:
        raise UsageError("a private key is not printed; name a file")
    kind = KeyKind(arguments.kind)
    signer = LocalSigner.generate(kind)
    secret = {
        "kind": str(kind),
        "publicKeyMultibase": signer.public_key.to_multikey(),
        "privateBytes": multibase.encode_base64url(signer.private_bytes()),
    }
    write(
        json.dumps(secret, indent=2).encode() + b"\n", arguments.file, mode=_OWNER_ONLY
    )
    multikey = signer.public_key.to_multikey()
    print(f"multikey  {multikey}")
    if (
        kind is not KeyKind.RSA
    ):  # did:key knows RSA, but as DIDs of 400 characters nobody uses it
        print(f"did:key   did:key:{multikey}")
    print(f"jwk       {json.dumps(signer.public_key.to_jwk())}")
    say(
        f"The private key is in {arguments.file}. Whoever reads it can sign in your name."
    )
    return EXIT_DONE
