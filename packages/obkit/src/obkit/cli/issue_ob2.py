"""`obkit issue --format ob2`: the documents of an Open Badges 2.0 badge, and where each belongs."""

import argparse
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from obkit import baking, issue
from obkit.baking import Standard
from obkit.cli import facts_file, keyfile
from obkit.cli.terminal import (
    EXIT_DONE,
    STANDARD_INPUT,
    UsageError,
    about_file,
    printable,
    read,
    say,
    write,
)
from obkit.encoding import strict_json
from obkit.model.fields import Node
from obkit.resolve import MemoryFetcher
from obkit.verify import Policy, Verdict, cause_of, verify

HOSTED, SIGNED = "ob2", "ob2-signed"
_SALT_BYTES = 16  # as of a badge of 3.0


def run(arguments: argparse.Namespace, *, now: datetime) -> int:
    """Make the documents, try them, and write them to a new folder."""
    _check_options(arguments)
    award = facts_file.read_award(read(arguments.facts), defaults=_defaults(now))
    _check_addresses(award, is_hosted=arguments.format == HOSTED)
    badge, name, published = (_hosted if arguments.format == HOSTED else _signed)(
        award, arguments
    )
    _check_verifies(badge, published, now)
    files = {name: badge} | {file: data for file, (_, data) in published.items()}
    if arguments.picture:
        picture = read(arguments.picture)
        baked = baking.bake(picture, badge, Standard.OB2)
        files[f"badge.{baking.container_of(baked)}"] = baked
    folder = _new_folder(arguments.output)
    for file, data in files.items():
        write(data, str(folder / file))
    for file, (address, _) in published.items():
        say(f"Publish {printable(folder / file)} at {printable(address)}")
    say(f"Then try it: obkit verify {printable(folder / name)}")
    return EXIT_DONE


_Published = Mapping[
    str, tuple[str, bytes]
]  # by file: the address, and what it answers


def _hosted(
    award: issue.Award, arguments: argparse.Namespace
) -> tuple[bytes, str, _Published]:
    del arguments
    badge = _bytes(issue.ob2_assertion(award))
    others = _others(award)
    return badge, "assertion.json", {"assertion.json": (award.ob2_id, badge)} | others


def _signed(
    award: issue.Award, arguments: argparse.Namespace
) -> tuple[bytes, str, _Published]:
    signer = keyfile.load(arguments.key)
    key = issue.ob2_key(signer.public_key, id=arguments.method, issuer=award.issuer)
    badge = issue.ob2_signed(award, signer=signer, key_id=key.id).encode()
    return (
        badge,
        "badge.jws",
        {"signing-key.json": (key.id, _bytes(key))} | _others(award, keys=(key.id,)),
    )


def _others(
    award: issue.Award, *, keys: tuple[str, ...] = ()
) -> dict[str, tuple[str, bytes]]:
    achievement, issuer = award.achievement, award.issuer
    badge_class = issue.ob2_badge_class(achievement, issuer=issuer)
    profile = issue.ob2_profile(issuer, keys=keys)
    return {
        "badge-class.json": (achievement.ob2_id, _bytes(badge_class)),
        "profile.json": (issuer.ob2_id, _bytes(profile)),
    }


def _bytes(document: Node) -> bytes:
    return strict_json.dumps(document.to_document())


def _defaults(now: datetime) -> dict[tuple[str, ...], Any]:
    """What 2.0 does not need, or that is new for every award."""
    return {
        ("id",): f"urn:uuid:{uuid.uuid4()}",
        ("ob2_id",): f"urn:uuid:{uuid.uuid4()}",
        ("valid_from",): now,
        ("issuer", "id"): f"urn:uuid:{uuid.uuid4()}",
        ("achievement", "id"): f"urn:uuid:{uuid.uuid4()}",
        ("recipient", "salt"): secrets.token_hex(_SALT_BYTES),
    }


def _check_options(arguments: argparse.Namespace) -> None:
    if arguments.output == STANDARD_INPUT:
        raise UsageError("a badge of 2.0 is several documents: -o FOLDER")
    if arguments.proof is not None:
        raise UsageError("--proof is for Open Badges 3.0")
    if arguments.format == HOSTED and (arguments.key or arguments.method):
        raise UsageError(f"a hosted badge is not signed; to sign: --format {SIGNED}")
    if arguments.format == SIGNED and not (arguments.key and arguments.method):
        raise UsageError(
            "name the key, and where it will be published: --key FILE --method https://…"
        )


def _check_addresses(award: issue.Award, *, is_hosted: bool) -> None:
    places: dict[tuple[str, ...], str] = {
        ("achievement", "ob2_id"): award.achievement.ob2_id,
        ("issuer", "ob2_id"): award.issuer.ob2_id,
        ("achievement", "image"): award.achievement.image,
    }
    if is_hosted:
        places["ob2_id",] = award.ob2_id
    for path, address in places.items():
        if not address.startswith(("https://", "http://")):
            name = ".".join(path)
            raise UsageError(
                f"{name} is missing, or no web address: {name} says where it will be published"
            )


def _check_verifies(badge: bytes, published: _Published, now: datetime) -> None:
    """What nobody could verify does not leave."""
    web: dict[str, bytes | int] = dict(published.values())
    policy = Policy(proof_only=True)
    report = verify(badge, policy=policy, fetcher=MemoryFetcher(web), now=now)
    if report.verdict is not Verdict.VERIFIED:
        bad = next(result for result in report.results if not result.is_good)
        where = bad.facts.get("document") or ""
        why = cause_of(str(bad.facts.get("why", bad.reason)))
        at = f" (at {bad.facts['path']})" if "path" in bad.facts else ""
        raise UsageError(
            f"nobody could verify this badge: {why}{at} {printable(where)}".rstrip()
        )


def _new_folder(name: str) -> Path:
    try:
        Path(name).mkdir()
    except (OSError, ValueError) as error:
        raise UsageError(about_file(name, error)) from error
    return Path(name)
