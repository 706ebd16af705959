"""Credentials inside a credential: endorsements anywhere in it, and the contents of a record.

Each is verified as if it had been handed in alone, by the same checks and from the same fetch
budget. What is nested counts against an allowance for the whole verification, at any depth, so
that a small document cannot ask for much work.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from obkit.baking.kinds import is_jws
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import FetchError
from obkit.model import ob2
from obkit.resolve import Fetcher
from obkit.verify import hosted, results
from obkit.verify.case import Case, Hosted, Kind
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult, Outcome, Report, Verdict

MAX_NESTED = 64  # endorsements; three have been seen
MAX_CONTENTS = 512  # credentials in a record; a transcript of four years has some forty
MAX_DEPTH = 3  # a record, a badge in it, its endorsement, and one of the endorser

# What does not make a credential untrue that was true when it came into the record.
_MAY_FAIL = frozenset({Check.VALID_UNTIL, Check.TRUST})


@dataclass(slots=True)
class Allowance:
    """How many nested credentials may still be looked at."""

    left: int

    def take(self) -> bool:
        """Whether there is one left; it is used up then."""
        self.left -= 1
        return self.left >= 0


class Endorsement(NamedTuple):
    """An endorsement as it stands in the document; of 2.0, perhaps only where it is hosted."""

    payload: bytes
    container: str  # json, jwt or url


@dataclass(slots=True)
class Found:
    """What a document has nested in it."""

    kind: Kind  # that its endorsements must be of
    endorsements: list[Endorsement] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)  # of everything that one may be about


def endorsements_in(case: Case) -> Found:
    """Every endorsement in the document, except in credentials that are in it themselves."""
    if case.hosted:
        return _in_published(case.hosted)
    found = Found(Kind.OB3_ENDORSEMENT)
    _search(case.document or {}, found)
    return found


def _in_published(published: Hosted) -> Found:
    """Those of the assertion, its badge class and its issuer, as they are published (OB20-E5)."""
    found = Found(Kind.OB2_ENDORSEMENT)
    for part in (published.statement, published.badge, published.issuer):
        if part is None:
            continue
        found.ids.add(part.id)
        for given in getattr(part, "endorsement", ()):  # an endorsement itself has none
            found.endorsements.append(
                Endorsement(given.encode(), "url")
                if isinstance(given, str)
                else Endorsement(strict_json.dumps(given.to_document()), "json")
            )
    return found


def opened(endorsement: Endorsement, fetcher: Fetcher) -> Endorsement:
    """An endorsement of 2.0 that is linked: the token that its address answers, if it does.

    What is hosted there unsigned is looked at by its address, and so is what does not come.
    """
    if not endorsement.payload.startswith((b"https://", b"http://")):
        return endorsement
    try:
        body = fetcher.fetch(endorsement.payload.decode(), accept=hosted.ACCEPT).body
    except FetchError:
        return endorsement
    return Endorsement(body, "jwt") if is_jws(body.strip()) else endorsement


def _search(value: Json, found: Found) -> None:
    if isinstance(value, list):
        for item in value:
            _search(item, found)
    if not isinstance(value, dict):
        return
    id_ = value.get("id")
    if isinstance(id_, str):
        found.ids.add(id_)
    for name, item in value.items():
        if name in ("endorsement", "endorsementJwt"):
            found.endorsements.extend(_taken(name, item))
        elif name != "verifiableCredential":
            _search(item, found)


def _taken(name: str, given: Json) -> Iterator[Endorsement]:
    for entry in as_list(given):
        if name == "endorsement":
            yield Endorsement(strict_json.dumps(entry), "json")
        elif isinstance(entry, str):
            yield Endorsement(entry.encode(), "jwt")


def contents_of(case: Case) -> Iterator[bytes]:
    """The credentials in a learner record that conforms, as documents of their own."""
    subject = (case.document or {}).get("credentialSubject")
    assert isinstance(subject, dict)  # noqa: S101 - it conforms
    for document in as_list(subject.get("verifiableCredential")):
        yield strict_json.dumps(document)


def about(case: Case, found: Found) -> CheckResult:
    """Whether an endorsement is one, and of something in the document that carries it.

    A good endorsement of somebody else is worth nothing here, and would look as if it were.
    """
    if case.kind is not found.kind and case.is_good(Check.CONFORMS):
        return results.failed(Check.ABOUT, "endorsement.not_one", kind=str(case.kind))
    needs = Check.PROOF if case.is_unseen else Check.CONFORMS
    if not case.is_good(needs):
        return results.inconclusive(Check.ABOUT, "check.not_run", needs=[str(needs)])
    id_ = _claimed(case)
    if id_ not in found.ids:
        return results.failed(Check.ABOUT, "endorsement.of_another", id=id_)
    return results.passed(Check.ABOUT, "endorsement.of_this", id=id_)


def _claimed(case: Case) -> str:
    """What an endorsement says that it is about."""
    if case.hosted and isinstance(case.hosted.statement, ob2.Endorsement):
        return case.hosted.statement.claim.id
    subject = (case.document or {}).get("credentialSubject")
    return str(subject.get("id")) if isinstance(subject, dict) else ""


def contents(reports: list[Report], *, all_seen: bool) -> CheckResult:
    """What the reports on the contents mean for the record.

    A record with a forged diploma in it must not count as verified, whoever signed the record.
    """
    failed = [r for r in reports if _is_false(r)]
    facts: dict[str, object] = {"credentials": len(reports)}
    if failed:
        ids = [_id(report) for report in failed]
        return results.failed(Check.CONTENTS, "contents.not_verified", ids=ids, **facts)
    if not all_seen:
        return results.inconclusive(Check.CONTENTS, "contents.too_many", **facts)
    unknown = [
        r for r in reports if r.verdict is Verdict.INCONCLUSIVE and not _is_unsigned(r)
    ]
    if unknown:
        ids = [_id(report) for report in unknown]
        return results.inconclusive(
            Check.CONTENTS, "contents.not_checked", ids=ids, **facts
        )
    if any(_is_unsigned(report) for report in reports):
        # CL-12: third parties' old badges come unsigned; the record's issuer vouches for them.
        ids = [_id(report) for report in reports if _is_unsigned(report)]
        return results.warned(Check.CONTENTS, "contents.unsigned", ids=ids, **facts)
    lapsed = [_id(r) for r in reports if r.verdict is not Verdict.VERIFIED]
    if lapsed:
        return results.warned(Check.CONTENTS, "contents.lapsed", ids=lapsed, **facts)
    return results.passed(Check.CONTENTS, "contents.verified", **facts)


def _is_unsigned(report: Report) -> bool:
    proof = report.result(Check.PROOF)
    return proof is not None and proof.reason == "proof.missing"


def _is_false(report: Report) -> bool:
    excused = {*_MAY_FAIL, Check.PROOF} if _is_unsigned(report) else _MAY_FAIL
    return any(
        result.outcome is Outcome.FAILED and result.check not in excused
        for result in report.results
    )


def _id(report: Report) -> str:
    return str((report.document or {}).get("id", ""))
