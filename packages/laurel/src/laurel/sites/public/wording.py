"""What a visitor reads for each outcome and reason of a check.

The library says codes; these are the sentences. A reason that is not in the table still gets
a true sentence for its check and outcome.
"""

from dataclasses import dataclass

from obkit.verify.report import Check, CheckResult, Outcome


@dataclass(frozen=True, slots=True)
class Words:
    """A title that names the result, and one sentence. `{issuer}` and the like are facts."""

    title: str
    sentence: str


KINDS: dict[str, str] = {
    "ob3.achievement": "Open Badges 3.0",
    "ob2.assertion": "Open Badges 2.0",
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
)

# Said only when there is something to say.
QUIET_WHEN_PASSED = frozenset({Check.PARSE, Check.VALID_FROM})

HOLDER = Words(
    "Who is holding it",
    "We cannot see who is in front of you. The name is the one that the issuer wrote.",
)

WORDS: dict[tuple[Check, str], Words] = {}

FALLBACK: dict[tuple[Check, Outcome], Words] = {
    (Check.PARSE, Outcome.PASSED): Words("It can be read", "There is a badge in it."),
    (Check.PARSE, Outcome.FAILED): Words(
        "It is not a sound badge", "We could not read a badge from it."
    ),
    (Check.PARSE, Outcome.INCONCLUSIVE): Words(
        "It could not be read", "The badge did not come, so there is nothing to check."
    ),
    (Check.CONFORMS, Outcome.PASSED): Words(
        "It follows the Open Badges standard",
        "All that the standard asks for is there and well formed.",
    ),
    (Check.CONFORMS, Outcome.FAILED): Words(
        "It does not follow the Open Badges standard",
        "Something that the standard asks for is missing or wrong.",
    ),
    (Check.CONFORMS, Outcome.WARNED): Words(
        "It follows the standard, with a slip",
        "A detail is not as the standard has it. Nothing depends on it.",
    ),
    (Check.CONFORMS, Outcome.INCONCLUSIVE): Words(
        "We do not know this kind of badge",
        "It may follow a standard that we cannot check.",
    ),
    (Check.PROOF, Outcome.PASSED): Words(
        "Nothing has been changed", "Every word is as it was on the day it was issued."
    ),
    (Check.PROOF, Outcome.FAILED): Words(
        "It has been changed",
        "The signature does not fit the words. A single changed letter is enough.",
    ),
    (Check.PROOF, Outcome.WARNED): Words(
        "Its signature has a weakness", "It fits the words, but it is not as it should be."
    ),
    (Check.PROOF, Outcome.INCONCLUSIVE): Words(
        "We do not know whether it was changed",
        "The signature could not be checked.",
    ),
    (Check.ISSUER, Outcome.PASSED): Words(
        "It was issued by {issuer}",
        "The signature belongs to the issuer’s own key.",
    ),
    (Check.ISSUER, Outcome.FAILED): Words(
        "It was not signed by the issuer it names",
        "The key that signed it does not belong to {issuer_id}. Anybody can write"
        " a name; only the issuer has the key.",
    ),
    (Check.ISSUER, Outcome.WARNED): Words(
        "Look at who issued it", "Something about the issuer is unusual."
    ),
    (Check.ISSUER, Outcome.INCONCLUSIVE): Words(
        "We do not know whether {issuer} issued it",
        "The issuer’s key could not be read.",
    ),
    (Check.STATUS, Outcome.PASSED): Words(
        "It has not been revoked", "The issuer’s list was read {checked}."
    ),
    (Check.STATUS, Outcome.FAILED): Words(
        "It has been revoked", "The issuer has taken it back."
    ),
    (Check.STATUS, Outcome.WARNED): Words(
        "Its status has a note", "The issuer says something about it besides."
    ),
    (Check.STATUS, Outcome.NOT_APPLICABLE): Words(
        "It cannot be revoked", "The issuer keeps no list for this badge."
    ),
    (Check.STATUS, Outcome.INCONCLUSIVE): Words(
        "We do not know whether it was revoked",
        "The issuer’s list could not be read.",
    ),
    (Check.VALID_FROM, Outcome.PASSED): Words(
        "It is in force", "It counts since {issued}."
    ),
    (Check.VALID_FROM, Outcome.FAILED): Words(
        "It is not valid yet", "It counts from {issued}."
    ),
    (Check.VALID_FROM, Outcome.INCONCLUSIVE): Words(
        "We do not know since when it counts", "Its first day could not be read."
    ),
    (Check.VALID_UNTIL, Outcome.PASSED): Words(
        "It has not expired", "It is valid until {expires}."
    ),
    (Check.VALID_UNTIL, Outcome.FAILED): Words(
        "It has expired", "It was valid until {expires}."
    ),
    (Check.VALID_UNTIL, Outcome.NOT_APPLICABLE): Words(
        "It has not expired", "It does not expire."
    ),
    (Check.VALID_UNTIL, Outcome.INCONCLUSIVE): Words(
        "We do not know whether it has expired", "Its last day could not be read."
    ),
    (Check.RECIPIENT, Outcome.PASSED): Words(
        "It was issued to this person", "The address matches the one in the badge."
    ),
    (Check.RECIPIENT, Outcome.FAILED): Words(
        "It was issued to somebody else", "The address is not the one in the badge."
    ),
    (Check.RECIPIENT, Outcome.INCONCLUSIVE): HOLDER,
    (Check.TRUST, Outcome.PASSED): Words(
        "You know this issuer", "It is on a list that you trust."
    ),
    (Check.TRUST, Outcome.WARNED): Words(
        "You may not know this issuer",
        "The check shows who signed, not whether they teach well.",
    ),
    (Check.TRUST, Outcome.FAILED): Words(
        "This issuer is not trusted", "It is not on a list that you trust."
    ),
    (Check.TRUST, Outcome.INCONCLUSIVE): Words(
        "We do not know whether this issuer is trusted", "No list could be read."
    ),
}

# The status line: the word, and one sentence. `{why}` is the sentence of the check that decided.
STATUS_LINES: dict[str, Words] = {
    "valid": Words(
        "Valid", "Checked {checked} against {host}. All {passed} checks of the badge passed."
    ),
    "expired": Words(
        "Expired on {expires}",
        "It was valid from {issued} to {expires}. Nothing has been changed and it was not"
        " revoked.",
    ),
    "revoked": Words("Revoked", "{issuer} has taken this badge back. Checked {checked}."),
    "early": Words(
        "Not valid yet", "It is sound, and it counts from {issued}. Checked {checked}."
    ),
    "unknown": Words("Could not be checked", "{why} Not knowing is not a failure."),
    "false": Words("Do not rely on this badge", "{why}"),
    "none": Words("There is no badge in it", "{why}"),
}
REVOKED_HERE = Words("Revoked on {revoked}", "Reason given by {issuer}: {wording}.")
REVOKED_ON = Words("Revoked on {revoked}", "{issuer} gives no reason. Checked {checked}.")

# Statuses that share the look of another one.
LINE_LOOKS = {"false": "revoked", "early": "expired", "none": "unknown"}

# Reasons of PARSE that mean: this is something else, not a bad badge.
NO_BADGE: frozenset[str] = frozenset()

# Facts that a visitor may want to see under Details, with their labels.
LABELS: dict[str, str] = {}


def words_of(result: CheckResult) -> Words | None:
    """The words for one result; None where there is nothing to say."""
    if result.outcome is Outcome.PASSED and result.check in QUIET_WHEN_PASSED:
        return None
    return WORDS.get((result.check, result.reason)) or FALLBACK.get(
        (result.check, result.outcome)
    )
