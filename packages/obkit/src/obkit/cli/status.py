"""`obkit status`: make a status list, and revoke or restore badges in it."""

import argparse
from datetime import UTC, datetime

from obkit import issue
from obkit.cli import keyfile, signing
from obkit.cli.terminal import (
    EXIT_DONE,
    UsageError,
    moment,
    printable,
    read,
    replace,
    say,
    write,
)
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import ObkitError
from obkit.keys import LocalSigner
from obkit.proofs import eddsa_rdfc_2022
from obkit.status.bitstring import MIN_ENTRIES, Bitstring
from obkit.verify.kinds import as_list
from obkit.verify.status_list import StatusList

NAME = "status"
SUMMARY = "Make a status list; revoke badges in it; look into it."
EXAMPLES = (
    (
        (
            "obkit status new https://college.example/1 --issuer did:web:college.example \\"
            "\n    --key issuer.key.json -o list.json"
        ),
        "an empty list of 131,072 badges",
    ),
    ("obkit status set list.json 94567 --key issuer.key.json", "revoke a badge"),
    ("obkit status clear list.json 94567 --key issuer.key.json", "take that back"),
    ("obkit status show list.json 94567", "what the list says"),
)
_MAX_PROOFS = 4  # a list has one; more than a few are somebody making work
PURPOSES = ("revocation", "suspension")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    actions = parser.add_subparsers(metavar="action", required=True)
    new = actions.add_parser("new", help="an empty list")
    new.add_argument("url", help="where the list will be published")
    new.add_argument("--issuer", required=True, help="the issuer's DID")
    new.add_argument("--purpose", choices=PURPOSES, default=PURPOSES[0])
    new.add_argument("--entries", type=int, default=MIN_ENTRIES, help="how many badges")
    new.add_argument("-o", "--output", required=True, help="a new file; or -")
    new.set_defaults(act=_new)
    for name, help_ in (("set", "revoke badges"), ("clear", "take that back")):
        change = actions.add_parser(name, help=f"{help_}, and sign the list anew")
        change.add_argument("list", help="the list's file, which is replaced")
        change.add_argument("index", nargs="+", type=int, help="places in the list")
        change.add_argument(
            "--rotated",
            action="store_true",
            help="the list was signed with an earlier key; you vouch that it is yours",
        )
        change.set_defaults(act=_change, to=name == "set")
        _signing_arguments(change)
    _signing_arguments(new)
    show = actions.add_parser("show", help="what a list says; nothing is verified")
    show.add_argument("list", help="the list's file; or -")
    show.add_argument("index", nargs="*", type=int, help="places in the list")
    show.set_defaults(act=_show)


def _signing_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--key", metavar="FILE", required=True, help="a key file of obkit keygen"
    )
    parser.add_argument("--method", metavar="URL", help="where the key is published")
    parser.add_argument(
        "--now", metavar="TIME", type=moment, help="the time of signing"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    arguments.act(arguments)
    return EXIT_DONE


def _new(arguments: argparse.Namespace) -> None:
    try:
        bits = Bitstring(arguments.entries)
    except ValueError as error:
        raise UsageError(f"a list cannot have {error}") from error
    signer = keyfile.load(arguments.key)
    data = _signed(
        bits,
        signer,
        arguments,
        id_=arguments.url,
        issuer=arguments.issuer,
        purpose=arguments.purpose,
    )
    write(data, arguments.output)
    say(f"Publish it at {printable(arguments.url)}")


def _change(arguments: argparse.Namespace) -> None:
    document = strict_json.loads_object(read(arguments.list))
    found = StatusList.from_document(document)
    signer = keyfile.load(arguments.key)
    if not arguments.rotated and not _is_signed_by(document, signer):
        # Signing a list that somebody altered would make their changes ours.
        raise UsageError(
            f"{printable(arguments.list)} was altered, or signed with another key; "
            "if it is yours and the key is new, add --rotated"
        )
    bits = Bitstring.decode(found.encoded_list)
    for index in arguments.index:
        bits.set(index, to=arguments.to)
    data = _signed(
        bits,
        signer,
        arguments,
        id_=found.id,
        issuer=signing.issuer_of(document),
        purpose=" ".join(sorted(found.purposes)),
    )
    replace(data, arguments.list)
    say(f"Changed. Publish {printable(arguments.list)} at {printable(found.id)}")


def _signed(
    bits: Bitstring,
    signer: LocalSigner,
    arguments: argparse.Namespace,
    *,
    id_: str,
    issuer: str,
    purpose: str,
) -> bytes:
    # The command line is where the time comes in.
    now = arguments.now or datetime.now(UTC)  # noqa: TID251
    return issue.status_list(
        id=id_,
        issuer=issuer,
        purpose=purpose,
        encoded_list=bits.encode(),
        valid_from=now,
        signer=signer,
        verification_method=keyfile.method_of(
            signer.public_key, issuer, arguments.method
        ),
        created=now,
    )


def _is_signed_by(document: dict[str, Json], signer: LocalSigner) -> bool:
    return any(
        isinstance(proof, dict) and _fits(document, proof, signer)
        for proof in as_list(document.get("proof"))[:_MAX_PROOFS]
    )


def _fits(
    document: dict[str, Json], proof: dict[str, Json], signer: LocalSigner
) -> bool:
    try:
        return eddsa_rdfc_2022.verify(document, proof, key=signer.public_key)
    except ObkitError:
        return False


def _show(arguments: argparse.Namespace) -> None:
    document = strict_json.loads_object(read(arguments.list))
    found = StatusList.from_document(document)
    bits = Bitstring.decode(found.encoded_list)
    size = len(bits)
    count = sum(bits.get(index) for index in range(size))
    print(f"list     {printable(found.id)}, NOT verified")
    print(f"issuer   {printable(signing.issuer_of(document))}")
    print(f"purpose  {printable(', '.join(sorted(found.purposes)))}")
    print(f"set      {count} of {size}")
    for index in arguments.index:
        print(f"{index:>8} {'set' if bits.get(index) else 'not set'}")
