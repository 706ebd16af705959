"""Conforms: shaped as the standard says, and in words whose meaning we know."""

from obkit.errors import MalformedDocument
from obkit.model import ob2, ob3
from obkit.status import hosted as hosted_status
from obkit.verify import results
from obkit.verify.case import Case, Kind, Step
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult
from obkit.verify.status_list import StatusList
from obkit.vocabulary import contexts


def run(case: Case) -> CheckResult:
    """Compare the document with the model of its kind."""
    if case.kind is Kind.VC1:
        return results.inconclusive(Check.CONFORMS, "document.data_model_1_1")
    if case.kind is Kind.CLR2:
        return results.inconclusive(Check.CONFORMS, "document.clr")
    document = case.document
    if (
        document is None
    ):  # an address alone; what is hosted there is looked at by the proof
        return results.passed(Check.CONFORMS, "document.conforms")
    try:
        _read(case)
    except MalformedDocument as error:
        return results.from_error(Check.CONFORMS, error)
    # Contexts give words their meaning. With one that we do not know, nobody can say what was
    # signed, so it is not wrong, but it is never a pass either (security.md §8.3).
    strange = [c for c in as_list(document.get("@context")) if not _known(c)]
    if case.kind.is_credential and strange:
        return results.inconclusive(
            Check.CONFORMS,
            "document.unknown_context",
            contexts=[c if isinstance(c, str) else "(inline)" for c in strange],
        )
    return results.passed(Check.CONFORMS, "document.conforms")


def _read(case: Case) -> None:
    document = case.document or {}
    if case.kind is Kind.OB3_ACHIEVEMENT:
        case.credential = ob3.AchievementCredential.from_document(document)
    elif case.kind is Kind.OB3_ENDORSEMENT:
        case.credential = ob3.EndorsementCredential.from_document(document)
    elif case.kind is Kind.STATUS_LIST:
        StatusList.from_document(document)
    elif case.kind is Kind.OB2_BADGE_CLASS:
        ob2.BadgeClass.from_document(document)
    elif case.kind is Kind.OB2_PROFILE:
        ob2.Profile.from_document(document)
    elif hosted_status.in_document(document):
        ob2.RevokedAssertion.from_document(document)
    else:
        ob2.Assertion.from_document(document)


def _known(context: object) -> bool:
    return isinstance(context, str) and context in contexts.URLS


STEP = Step(Check.CONFORMS, run, needs=(Check.PARSE,))
