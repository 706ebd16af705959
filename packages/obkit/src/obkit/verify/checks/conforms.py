"""Conforms: shaped as the standard says, and in words whose meaning we know."""

from collections.abc import Iterator, Mapping

from obkit import schemas
from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument
from obkit.model import clr, ob2, ob3, vcdm
from obkit.schemas import schema_of
from obkit.status import hosted as hosted_status
from obkit.verify import hosted, results
from obkit.verify.case import Case, Kind, Step
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult
from obkit.verify.status_list import StatusList
from obkit.vocabulary import contexts

VALIDATOR = "1EdTechJsonSchemaValidator2019"
MAX_NAMED = 5  # schemas of others that a report names

_MODELS: Mapping[Kind, type[ob3.VerifiableCredential]] = {
    Kind.OB3_ACHIEVEMENT: ob3.AchievementCredential,
    Kind.OB3_ENDORSEMENT: ob3.EndorsementCredential,
    Kind.CLR2: clr.ClrCredential,
}


def run(case: Case) -> CheckResult:
    """Compare the document with the model of its kind."""
    if case.kind is Kind.VC1:
        return results.inconclusive(Check.CONFORMS, "document.data_model_1_1")
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
    return _against_schemas(case, document)


def _against_schemas(case: Case, document: dict[str, Json]) -> CheckResult:
    """OB30-X4: the schemas that the credential names are kept, as far as they are the standards'.

    No schema is fetched: whoever writes one decides how long it takes to run.
    """
    foreign = []
    for entry in _schemas_of(document) if case.kind.is_credential else ():
        schema = schema_of(entry)
        if schema is None:
            foreign.append(entry)
        # The addresses are those of the newest edition; what is older names them too.
        elif problems := not ob3.is_of_data_model_1(document) and schemas.conforms(
            document, schema
        ):
            return results.failed(
                Check.CONFORMS,
                "document.against_its_schema",
                schema=entry,
                path=problems[0].path,
                why=problems[0].reason,
            )
    if foreign:
        return results.warned(
            Check.CONFORMS, "document.foreign_schema", schemas=foreign[:MAX_NAMED]
        )
    return results.passed(Check.CONFORMS, "document.conforms")


def _schemas_of(document: dict[str, Json]) -> Iterator[str]:
    for entry in as_list(document.get("credentialSchema")):
        id_ = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(id_, str) and VALIDATOR in as_list(_type_of(entry)):
            yield id_


def _type_of(entry: Json) -> Json:
    return entry.get("type") if isinstance(entry, dict) else None


def _read(case: Case) -> None:
    document = case.document or {}
    if case.kind in _MODELS:
        case.credential = _MODELS[case.kind].from_document(document)
    elif case.kind is Kind.VC2:
        vcdm.Credential.from_document(document)
    elif case.kind is Kind.STATUS_LIST:
        StatusList.from_document(document)
    elif case.kind is Kind.OB2_BADGE_CLASS:
        ob2.BadgeClass.from_document(document)
    elif case.kind is Kind.OB2_PROFILE:
        model = ob2.OlderProfile if case.edition else ob2.Profile
        model.from_document(document)
    elif hosted_status.in_document(document):
        is_endorsement = case.kind is Kind.OB2_ENDORSEMENT
        revoked = ob2.RevokedEndorsement if is_endorsement else ob2.RevokedAssertion
        revoked.from_document(document)
    elif case.kind is Kind.OB2_ENDORSEMENT:
        ob2.Endorsement.from_document(document)
    else:
        hosted.assertion_of(case.edition).from_document(document)


def _known(context: object) -> bool:
    return isinstance(context, str) and context in contexts.URLS


STEP = Step(Check.CONFORMS, run, needs=(Check.PARSE,))
