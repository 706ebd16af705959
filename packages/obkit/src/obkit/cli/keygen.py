"""`obkit keygen`: a new signing key in a file that only its owner can read."""

import argparse
import json

from obkit.cli import keyfile
from obkit.cli.terminal import EXIT_DONE, STANDARD_INPUT, UsageError, say, write
from obkit.keys import KeyKind, LocalSigner

NAME = "keygen"
SUMMARY = "Make a signing key, and show its public half."
EXAMPLES = (
    ("obkit keygen issuer.key.json", "an Ed25519 key, the usual one"),
    ("obkit keygen rsa.key.json --kind rsa", "for signed tokens (RS256)"),
)
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
    signer = LocalSigner.generate(KeyKind(arguments.kind))
    write(keyfile.to_bytes(signer), arguments.file, mode=_OWNER_ONLY)
    key = signer.public_key
    print(f"multikey  {key.to_multikey()}")
    if key.kind is not KeyKind.RSA:
        # did:key knows RSA, but as DIDs of 400 characters nobody uses it
        print(f"did:key   {keyfile.did_key_of(key)}")
    print(f"jwk       {json.dumps(key.to_jwk())}")
    say(
        f"The private key is in {arguments.file}. Whoever reads it can sign in your name.\n"
        f"Publish its public half: obkit did did:web:YOUR.HOST {arguments.file}"
    )
    return EXIT_DONE
