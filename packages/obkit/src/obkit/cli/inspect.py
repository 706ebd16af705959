"""`obkit inspect`: what is in this file, in words? Nothing is verified and nobody is asked."""

import argparse
import json
from collections.abc import Iterator

from obkit import baking
from obkit.baking import PayloadForm
from obkit.cli.table import KINDS
from obkit.cli.terminal import EXIT_DONE, printable, read
from obkit.encoding import jws, strict_json
from obkit.encoding.strict_json import Json
from obkit.verify.intake import take
from obkit.verify.kinds import as_list, kind_of

NAME = "inspect"
SUMMARY = "Show what is in a badge, in words, without verifying it."
EXAMPLES = (
    ("obkit inspect badge.png", "what the badge says, and how it is signed"),
    ("obkit inspect badge.png --json", "the documents themselves"),
)
_CONTAINERS = {
    "png": "a PNG",
    "svg": "an SVG",
    "json": "a JSON document",
    "jwt": "a signed token",
}
_NAME = 14  # width of the column of names
_MOST = 10  # of skills, evidence and the like; --json shows all of them


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
        documents = [document for document, _ in found]
        print(json.dumps(documents, indent=2, ensure_ascii=False))
        return EXIT_DONE
    container = _CONTAINERS.get(intake.container, intake.container)
    several = f" with {len(found)} badges" if len(found) > 1 else ""
    print(f"{printable(arguments.source)}: {container}{several}, NOT verified")
    for document, header in found:
        print()
        for name, value in _facts(document, header):
            print(f"  {name:<{_NAME}}{printable(value)}")
    print("\nThis is what it claims. To know whether it is true: obkit verify")
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
) -> Iterator[tuple[str, str]]:
    kind = str(kind_of(document))
    yield "kind", f"{KINDS.get(kind) or 'not a kind that is known here'} ({kind})"
    yield from _texts(document, id="id")
    subject = _object(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    for place in (achievement, _object(document.get("badge")), document):
        if place.get("name"):
            yield from _texts(place, name="badge", description="says")
            break
    yield from _people(document, subject)
    yield from _times(document)
    yield from _texts(subject, narrative="story")
    yield from _texts(document, narrative="story", badge="badge class")
    for claim in (subject, _object(document.get("claim"))):  # of an endorsement
        yield from _texts(claim, endorsementComment="comment")
    yield from _texts(document, claim="about")
    for name, items, members in (
        ("skill", achievement.get("alignment"), ("targetName", "targetUrl")),
        ("result", subject.get("result"), ("value", "status", "achievedLevel")),
        ("evidence", document.get("evidence"), ("name", "id", "narrative")),
        ("endorsed by", document.get("endorsement"), ("issuer",)),
    ):
        yield from (
            (name, _described(item, members)) for item in as_list(items)[:_MOST]
        )
    yield from _signatures(document, header)
    yield from _statuses(document)


def _people(
    document: dict[str, Json], subject: dict[str, Json]
) -> Iterator[tuple[str, str]]:
    recipient = _object(document.get("recipient"))  # Open Badges 2.0
    for identity in [*as_list(subject.get("identifier")), recipient][:_MOST]:
        if isinstance(identity, dict) and identity:
            yield "awarded to", _identity(identity)
    yield from _texts(subject, id="awarded to")
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        yield "issued by", _described(issuer, ("name", "id"))
    elif issuer:
        yield "issued by", str(issuer)


def _identity(identity: dict[str, Json]) -> str:
    value = identity.get("identityHash") or identity.get("identity") or "?"
    kind = identity.get("identityType") or identity.get("type") or "identity"
    if identity.get("hashed") is True:
        return f"{kind}, as a hash that does not tell it ({value})"
    return f"{value} ({kind})"


def _times(document: dict[str, Json]) -> Iterator[tuple[str, str]]:
    yield from _texts(
        document,
        issuedOn="issued on",
        validFrom="valid from",
        issuanceDate="valid from",
        awardedDate="awarded on",
        expires="until",
        validUntil="until",
        expirationDate="until",
    )


def _signatures(
    document: dict[str, Json], header: dict[str, Json]
) -> Iterator[tuple[str, str]]:
    if header:
        key = header.get("kid") or "a key in its header"
        yield "signed", f"{header.get('alg')} with {key}"
    for proof in as_list(document.get("proof"))[:_MOST]:
        if isinstance(proof, dict):
            suite = proof.get("cryptosuite") or proof.get("type")
            made = f", on {proof['created']}" if proof.get("created") else ""
            yield "signed", f"{suite} with {proof.get('verificationMethod')}{made}"
    hosted = _object(document.get("verification") or document.get("verify"))
    if hosted:
        yield "proven by", str(hosted.get("type"))


def _statuses(document: dict[str, Json]) -> Iterator[tuple[str, str]]:
    for status in as_list(document.get("credentialStatus"))[:_MOST]:
        if isinstance(status, dict):
            where = status.get("statusListCredential") or status.get("id")
            index = status.get("statusListIndex")
            at = f", place {index}" if index is not None else ""
            yield "status", f"{status.get('type')} in {where}{at}"
    for service in as_list(document.get("refreshService"))[:_MOST]:
        yield from _texts(_object(service), id="renewed at")
    if document.get("revoked") is True:
        yield (
            "status",
            f"revoked: {document.get('revocationReason') or 'no reason given'}",
        )


def _texts(place: dict[str, Json], **names: str) -> Iterator[tuple[str, str]]:
    """The members of a place that have a text or the id of something, under our names."""
    for member, name in names.items():
        value = place.get(member)
        if isinstance(value, dict):
            value = value.get("id") or value.get("@value")
        if isinstance(value, str) and value:
            yield name, value


def _object(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _described(item: Json, members: tuple[str, ...]) -> str:
    found = [text for _, text in _texts(_object(item), **{m: m for m in members})]
    if not found:
        return str(item) if isinstance(item, str) else "(no name)"
    first, *rest = found
    return f"{first} <{', '.join(rest)}>" if rest else first
