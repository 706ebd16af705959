"""What a visitor reads for each check.

The library says codes; these are the sentences. A line has a title, which names the result, and
a sentence, which names the reason. Titles follow from the check and its outcome, sentences from
the reason in `reasons.py`. A reason that is not known there still gets a true sentence.
"""

from dataclasses import dataclass

from obkit.verify.report import Check, CheckResult, Outcome, Report

from laurel.sites.public.reasons import FETCHES, REASONS
from laurel.sites.ui import revocations


@dataclass(frozen=True, slots=True)
class Words:
    """A title that names the result, and one sentence. `{issuer}` and the like are facts."""

    title: str
    sentence: str


KINDS: dict[str, str] = {
    "ob3.achievement": "Open Badges 3.0",
    "ob3.endorsement": "Open Badges 3.0 endorsement",
    "ob2.assertion": "Open Badges 2.0",
    "ob2.endorsement": "Open Badges 2.0 endorsement",
    "ob2.badge_class": "Open Badges 2.0, the badge itself and no award of it",
    "ob2.profile": "Open Badges 2.0, an issuer’s profile",
    "clr2": "Comprehensive Learner Record 2.0",
    "vc1": "Verifiable Credential 1.1",
    "vc2": "Verifiable Credential 2.0, and no badge",
    "presentation": "A presentation of credentials",
    "status_list": "A list of revoked badges",
}

# The order in which a visitor asks, not the order in which the checks ran.
ORDER = (
    Check.PARSE,
    Check.ISSUER,
    Check.PROOF,
    Check.STATUS,
    Check.VALID_UNTIL,
    Check.VALID_FROM,
    Check.CONFORMS,
    Check.TRUST,
    Check.RECIPIENT,
    Check.ABOUT,
    Check.CONTENTS,
)

# Said only when there is something to say.
_QUIET = {
    (Check.PARSE, Outcome.PASSED),
    (Check.VALID_FROM, Outcome.PASSED),
    (Check.VALID_FROM, Outcome.NOT_APPLICABLE),
    (Check.TRUST, Outcome.NOT_APPLICABLE),
}
# A check that another one kept from running adds nothing to that one.
NOT_RUN = "check.not_run"

TITLES: dict[tuple[Check, Outcome], str] = {
    (Check.PARSE, Outcome.PASSED): "It can be read",
    (Check.PARSE, Outcome.FAILED): "It is not a sound badge",
    (Check.PARSE, Outcome.WARNED): "It can be read, with a slip",
    (Check.PARSE, Outcome.INCONCLUSIVE): "It could not be read",
    (Check.CONFORMS, Outcome.PASSED): "It follows the Open Badges standard",
    (Check.CONFORMS, Outcome.FAILED): "It does not follow the Open Badges standard",
    (Check.CONFORMS, Outcome.WARNED): "It follows the standard, with a slip",
    (
        Check.CONFORMS,
        Outcome.INCONCLUSIVE,
    ): "We do not know whether it follows the standard",
    (Check.PROOF, Outcome.PASSED): "Nothing has been changed",
    (Check.PROOF, Outcome.FAILED): "Its signature is not sound",
    (Check.PROOF, Outcome.WARNED): "Nothing has been changed, with a note",
    (Check.PROOF, Outcome.INCONCLUSIVE): "We do not know whether it was changed",
    (Check.ISSUER, Outcome.PASSED): "It was issued by {issuer}",
    (Check.ISSUER, Outcome.FAILED): "It was not signed by the issuer it names",
    (Check.ISSUER, Outcome.WARNED): "It was issued by {issuer}, with a note",
    (Check.ISSUER, Outcome.INCONCLUSIVE): "We do not know who issued it",
    (Check.STATUS, Outcome.PASSED): "It has not been revoked",
    (Check.STATUS, Outcome.FAILED): "It has been revoked",
    (Check.STATUS, Outcome.WARNED): "It has not been revoked, with a note",
    (Check.STATUS, Outcome.NOT_APPLICABLE): "It has not been revoked",
    (Check.STATUS, Outcome.INCONCLUSIVE): "We do not know whether it was revoked",
    (Check.VALID_FROM, Outcome.PASSED): "It is in force",
    (Check.VALID_FROM, Outcome.FAILED): "It is not valid yet",
    (Check.VALID_FROM, Outcome.WARNED): "It is in force, with a note",
    (Check.VALID_FROM, Outcome.INCONCLUSIVE): "We do not know since when it counts",
    (Check.VALID_UNTIL, Outcome.PASSED): "It has not expired",
    (Check.VALID_UNTIL, Outcome.FAILED): "It has expired",
    (Check.VALID_UNTIL, Outcome.WARNED): "It has not expired, with a note",
    (Check.VALID_UNTIL, Outcome.NOT_APPLICABLE): "It has not expired",
    (Check.VALID_UNTIL, Outcome.INCONCLUSIVE): "We do not know whether it has expired",
    (Check.RECIPIENT, Outcome.PASSED): "It was issued to this person",
    (Check.RECIPIENT, Outcome.FAILED): "It was issued to somebody else",
    (Check.RECIPIENT, Outcome.WARNED): "It was issued to this person, with a note",
    (Check.RECIPIENT, Outcome.NOT_APPLICABLE): "Who is holding it",
    (Check.RECIPIENT, Outcome.INCONCLUSIVE): "We do not know to whom it was issued",
    (Check.TRUST, Outcome.PASSED): "You know this issuer",
    (Check.TRUST, Outcome.FAILED): "You may not know this issuer",
    (Check.TRUST, Outcome.WARNED): "You may not know this issuer",
    (Check.TRUST, Outcome.INCONCLUSIVE): "We do not know whether you trust this issuer",
    (Check.ABOUT, Outcome.PASSED): "It is about this badge",
    (Check.ABOUT, Outcome.FAILED): "It is about something else",
    (Check.ABOUT, Outcome.WARNED): "It is about this badge, with a note",
    (Check.ABOUT, Outcome.INCONCLUSIVE): "We do not know what it is about",
    (Check.CONTENTS, Outcome.PASSED): "Everything in the record holds",
    (Check.CONTENTS, Outcome.FAILED): "Something in the record does not hold",
    (Check.CONTENTS, Outcome.WARNED): "Everything in the record holds, with a note",
    (
        Check.CONTENTS,
        Outcome.INCONCLUSIVE,
    ): "We do not know whether everything in it holds",
}

# Where the reason changes what has happened, not only why.
TITLES_BY_REASON: dict[str, str] = {
    "proof.altered": "It has been changed",
    "jwt.signature": "It has been changed",
    "hosted.copy_altered": "It has been changed",
    "hosted.gone": "Its issuer has taken it offline",
    "proof.missing": "It carries no signature",
    "jwt.no_signature": "It carries no signature",
    "status.suspended": "It has been suspended",
    "status.refresh_available": "There is a newer version",
    "proof.not_an_award": "It is not an award",
}

_NO_WORDS: dict[Outcome, str] = {
    Outcome.PASSED: "It is as it should be.",
    Outcome.FAILED: "It is not as it should be.",
    Outcome.WARNED: "It is as it should be, but look at the details.",
    Outcome.NOT_APPLICABLE: "There is nothing to check here.",
    Outcome.INCONCLUSIVE: "This check could not run.",
}

# Outcomes that look like another one: nothing to check for a holder is a thing not known.
_LOOKS_LIKE = {
    (Check.RECIPIENT, Outcome.NOT_APPLICABLE): Outcome.INCONCLUSIVE,
    (Check.STATUS, Outcome.NOT_APPLICABLE): Outcome.PASSED,
    (Check.VALID_UNTIL, Outcome.NOT_APPLICABLE): Outcome.PASSED,
}

# The status line: the word, and one sentence. `{why}` is the sentence of the check that decided.
STATUS_LINES: dict[str, Words] = {
    "valid": Words(
        "Valid",
        "Checked {checked} against {host}. All {passed} checks of the badge passed.",
    ),
    "expired": Words(
        "Expired on {expires}",
        "It was valid from {issued} to {expires}. Nothing has been changed and it was not"
        " revoked.",
    ),
    "revoked": Words(
        "Revoked", "The issuer has taken this badge back. Checked {checked}."
    ),
    "suspended": Words(
        "Suspended", "The issuer has suspended this badge for now. Checked {checked}."
    ),
    "replaced": Words(
        "Replaced", "The issuer issued this badge anew. Only the newer one counts."
    ),
    "renewed": Words(
        "Renewed", "The issuer issued the same badge to the same person again."
    ),
    "early": Words(
        "Not valid yet", "It is sound, and it counts from {issued}. Checked {checked}."
    ),
    "unknown": Words(
        "Could not be checked", "{why} That says nothing against the badge."
    ),
    "false": Words("Do not rely on this badge", "{why}"),
    "altered": Words(
        "Altered: do not rely on this file", "{why} We show nothing else from it."
    ),
    "none": Words("There is no badge in it", "{why}"),
    "unread": Words("It could not be read", "{why} We checked nothing."),
}
REVOKED_HERE = Words("Revoked on {revoked}", "Reason given by {issuer}: {wording}.")
REVOKED_HERE_FOR: dict[str, Words] = {
    reason: Words(REVOKED_HERE.title, f"{REVOKED_HERE.sentence} {sentence}")
    for reason, sentence in revocations.BESIDE.items()
}
REVOKED_ON = Words(
    "Revoked on {revoked}", "{issuer} gives no reason. Checked {checked}."
)
REVOKED_THERE = Words(
    "Revoked", "Reason given by its issuer: {said}. Checked {checked}."
)
SUSPENDED_HERE = Words(
    "Suspended since {since}",
    "{issuer} does not stand by it for now: {wording}. It may count again.",
)
REPLACED_HERE = Words(
    "Replaced",
    "{issuer} issued this badge anew on {since}. Only the newer one counts, not this file.",
)
RENEWED_HERE = Words(
    "Renewed",
    "{issuer} issued the same badge to the same person again on {since}. This one is the one"
    " before.",
)

# Statuses that share the look of another one.
LINE_LOOKS = {
    "false": "revoked",
    "altered": "revoked",
    "replaced": "superseded",
    "early": "expired",
    "none": "unknown",
    "unread": "unknown",
}

# Facts that a visitor may want to see under Details, with their labels.
LABELS: dict[str, str] = {
    "controller": "Key belongs to",
    "issuer": "Issuer",
    "method": "Key",
    "key": "Key",
    "suite": "Proof",
    "list": "List",
    "index": "Place in the list",
    "document": "Document",
    "url": "Address",
    "path": "Where",
    "member": "Member",
    "members": "Members",
    "contexts": "Vocabularies",
    "term": "Word",
    "offset": "At byte",
    "limit": "Limit",
    "check": "Check",
    "why": "Reason",
    "fetch": "What happened",
    "status": "Answer",
    "really": "What it is",
}


# What a file is instead of a badge, with its article.
REALLY: dict[str, str] = {
    "JPEG": "a JPEG photograph",
    "GIF": "a GIF picture",
    "WebP": "a WebP picture",
    "BMP": "a BMP picture",
    "TIFF": "a TIFF picture",
    "PDF": "a PDF document",
    "ZIP": "a ZIP archive",
    "UTF-16 text": "text in another encoding",
    "XML or HTML": "a web page or other XML",
    "JSON": "JSON",
    "an empty file": "an empty file",
}


def is_said(result: CheckResult) -> bool:
    """Whether the line tells a visitor something."""
    return result.reason != NOT_RUN and (result.check, result.outcome) not in _QUIET


def words_of(result: CheckResult) -> Words:
    """The title and the sentence for one result."""
    title = TITLES_BY_REASON.get(result.reason) or TITLES.get(
        (result.check, result.outcome)
    )
    sentence = REASONS.get(_reason_of(result))
    return Words(title or "A check", sentence or _NO_WORDS[result.outcome])


def refresh_words(report: Report) -> str:
    """What became of asking the issuer for a newer version; empty where nobody was asked."""
    return REASONS[report.refresh.reason] if report.refresh else ""


def _reason_of(result: CheckResult) -> str:
    # A file that is known by its beginning is named for what it is.
    known = str(result.facts.get("really")) in REALLY
    if result.reason == "input.not_a_badge" and known:
        return "image.not_png_or_svg"
    return result.reason


def really_words(result: CheckResult) -> str:
    """What a file is instead of a badge, with its article."""
    return REALLY.get(str(result.facts.get("really")), "another file")


def look_of(result: CheckResult) -> Outcome:
    """The outcome as which a line is drawn."""
    return _LOOKS_LIKE.get((result.check, result.outcome), result.outcome)


def fetch_words(result: CheckResult) -> str:
    """What happened to a document that did not come, as half a sentence."""
    return FETCHES.get(str(result.facts.get("fetch", "")), "it did not come")
