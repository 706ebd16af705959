"""`obkit convert`: an Open Badges 2.0 badge as one of 3.0, ready for its issuer to sign."""

import argparse
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial

from obkit.cli import batch, table
from obkit.cli.terminal import (
    EXIT_DONE,
    STANDARD_INPUT,
    UsageError,
    moment,
    printable,
    say,
    write,
)
from obkit.cli.verify import EXIT_CODES, make_fetcher
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.model import convert, legacy, ob2
from obkit.resolve import Fetcher
from obkit.verify import Kind, Policy, Report, Verdict

NAME = "convert"
SUMMARY = "Make an Open Badges 3.0 document of a 2.0 badge, for its issuer to sign."
EXAMPLES = (
    (
        "obkit convert old.png --issuer did:web:college.example -o new.json",
        "verified first; what does not verify is not converted",
    ),
    ("obkit sign new.json --key issuer.key.json -o badge.json", "the new badge"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("source", metavar="badge", help="PNG, SVG, JSON, token or URL")
    parser.add_argument(
        "--issuer", metavar="DID", required=True, help="who issues the new badge"
    )
    parser.add_argument("--id", help="where the new badge will be published")
    parser.add_argument(
        "--achievement-id", metavar="URL", help="where the achievement is published"
    )
    parser.add_argument(
        "-o", "--output", default=STANDARD_INPUT, help="a new file; or -"
    )
    parser.add_argument(
        "--allow-host",
        metavar="HOST[:PORT]",
        action="append",
        default=[],
        help="a server of yours that may be asked although it is not public; may be repeated",
    )
    parser.add_argument(
        "--now", metavar="TIME", type=moment, help="as if it were 2026-11-21T14:02:05Z"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify, convert, and write to a new file."""
    hosts = frozenset(arguments.allow_host)
    settings = batch.Settings(
        policy=Policy(),
        # The command line is where the time comes in.
        now=arguments.now or datetime.now(UTC),  # noqa: TID251
        make_fetcher=partial(make_fetcher, offline=False, local_hosts=hosts),
    )
    fetcher = settings.make_fetcher()
    report = batch.report_on(arguments.source, settings, fetcher)
    if report.verdict is not Verdict.VERIFIED:
        # Signing what somebody altered would make their claims the issuer's.
        print(table.render(report, arguments.source))
        say("Nothing was converted: the badge has to verify first.")
        return EXIT_CODES[report.verdict]
    document = convert.to_ob3(
        *_parts(_older(report), fetcher),
        id=arguments.id or f"urn:uuid:{uuid.uuid4()}",
        achievement_id=arguments.achievement_id or f"urn:uuid:{uuid.uuid4()}",
        issuer_id=arguments.issuer,
    ).to_document()
    write(strict_json.dumps(document) + b"\n", arguments.output)
    if arguments.output != STANDARD_INPUT:
        shown = printable(arguments.output)
        say(f"Converted, not signed yet: obkit sign {shown} --key FILE")
    return EXIT_DONE


def _older(report: Report) -> Mapping[str, object]:
    for one in (report, *report.also):
        if one.kind == str(Kind.OB2_ASSERTION) and one.document is not None:
            return one.document
    raise UsageError("this is no Open Badges 2.0 badge; only those are converted")


def _parts(
    document: Mapping[str, object], fetcher: Fetcher
) -> tuple[ob2.Assertion, ob2.BadgeClass, ob2.Profile]:
    """The three documents, from where they were just verified: the fetcher remembers them."""
    assertion = ob2.Assertion.from_document(dict(document))
    badge = ob2.BadgeClass.from_document(
        _published(assertion.badge_id, legacy.Part.BADGE_CLASS, fetcher)
    )
    issuer = _published(badge.issuer_id, legacy.Part.ISSUER, fetcher)
    return assertion, badge, ob2.Profile.from_document(issuer)


def _published(url: str, part: legacy.Part, fetcher: Fetcher) -> dict[str, Json]:
    body = fetcher.fetch(url, accept="application/ld+json, application/json").body
    return legacy.upgrade(strict_json.loads_object(body), part, address=url)
