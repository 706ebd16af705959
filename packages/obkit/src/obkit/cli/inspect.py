"""`obkit inspect`: what is in this file? Nothing is verified and nobody is asked."""

import argparse
import json
from collections.abc import Iterator

from obkit import baking
from obkit.baking import PayloadForm
from obkit.cli.terminal import EXIT_DONE, printable, read
from obkit.encoding import jws, strict_json
from obkit.encoding.strict_json import Json
from obkit.verify.intake import take
from obkit.verify.kinds import as_list, kind_of

NAME = "inspect"
SUMMARY = "Show what is in a badge without verifying it."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("source", metavar="badge", help="PNG, SVG, JSON or token; or -")
    parser.add_argument(
        "--json", action="store_true", help="the documents themselves, as JSON"
    )


def run(arguments: argparse.Namespace) -> int:
    """Show every badge in the file."""
    intake = take(read(arguments.source))
    found = [_open(payload) for payload in intake.payloads]
    if arguments.json:
        print(
            json.dumps(
                [document for document, _ in found], indent=2, ensure_ascii=False
            )
        )
        return EXIT_DONE
    print(
        f"{printable(arguments.source)}: {intake.container}, {len(found)} badge(s), NOT verified"
    )
    for document, header in found:
        print()
        for name, value in _facts(document, header):
            print(f"  {name:<12}{printable(value)}")
    return EXIT_DONE


def _open(payload: bytes) -> tuple[dict[str, Json], dict[str, Json]]:
    """The document and, of a token, the header."""
    form = baking.form_of(payload)
    if form is PayloadForm.JWS:
        token = jws.split(payload.strip())
        return strict_json.loads_object(token.payload), token.header
    if form is PayloadForm.URL:
        return {"id": payload.strip().decode()}, {}
    return strict_json.loads_object(payload), {}


def _facts(
    document: dict[str, Json], header: dict[str, Json]
) -> Iterator[tuple[str, Json]]:
    yield "kind", str(kind_of(document))
    yield "id", document.get("id", "")
    yield "type", ", ".join(map(str, as_list(document.get("type"))))
    issuer = document.get("issuer")
    if issuer:
        yield "issuer", issuer.get("id", "") if isinstance(issuer, dict) else issuer
    for member in ("badge", "issuedOn", "expires", "validFrom", "validUntil"):
        value = document.get(member)
        if value:
            yield member, value.get("id", "") if isinstance(value, dict) else value
    if header:
        yield (
            "signed",
            f"{header.get('alg')} with {header.get('kid') or 'a key in its header'}",
        )
    for proof in as_list(document.get("proof")):
        if isinstance(proof, dict):
            suite = proof.get("cryptosuite") or proof.get("type")
            yield "signed", f"{suite} with {proof.get('verificationMethod')}"
    for status in as_list(document.get("credentialStatus")):
        if isinstance(status, dict):
            where = status.get("statusListCredential") or status.get("id")
            yield "status", f"{status.get('type')} in {where}"
