"""Parse: strict JSON or a compact token, and of a kind that we know."""

from obkit import baking
from obkit.baking import PayloadForm
from obkit.encoding import jws, strict_json
from obkit.errors import Malformed, ObkitError
from obkit.model import legacy
from obkit.proofs import vc_jwt
from obkit.verify import results
from obkit.verify.case import Case, Kind, Step
from obkit.verify.kinds import kind_of
from obkit.verify.report import Check, CheckResult


def run(case: Case) -> CheckResult:
    """Read the payload and tell what it is."""
    try:
        return _read(case)
    except ObkitError as error:
        return results.from_error(Check.PARSE, error)


def _read(case: Case) -> CheckResult:
    form = PayloadForm.URL if case.linked else _form(case.payload)
    if form is PayloadForm.URL:  # or a picture from before Open Badges 2.0 (OB20-BK4)
        case.kind = case.linked or Kind.OB2_ASSERTION
        case.address = case.payload.strip().decode()
        return results.passed(Check.PARSE, "input.read", form=str(form))
    if form is PayloadForm.JWS:
        case.is_token = True
        parts = jws.split(case.payload.strip())
        case.document = strict_json.loads_object(parts.payload)
    else:
        case.document = strict_json.loads_object(case.payload)
    case.edition = legacy.edition_of(case.document)
    case.document = legacy.upgrade(
        case.document, address=case.address or legacy.UNPUBLISHED
    )
    case.kind = kind_of(case.document)
    if case.is_token and (case.kind.is_credential or case.kind is Kind.VC1):
        case.token = vc_jwt.read(case.payload.strip())
        case.document = case.token.document
        case.kind = kind_of(case.document)  # what is inside, where the token nests it
    if case.kind.is_ob2_statement and isinstance(case.document.get("id"), str):
        id_ = str(case.document["id"])
        case.address = "" if id_ == legacy.UNPUBLISHED else id_
    if case.kind is Kind.PRESENTATION:
        # Whoever shows credentials signs for this reader and this moment alone, which a file is
        # not for; each credential in it stands by itself.
        return results.inconclusive(Check.PARSE, "input.presentation")
    if case.kind is Kind.UNKNOWN:
        return results.inconclusive(Check.PARSE, "input.unknown_kind")
    return results.passed(Check.PARSE, "input.read", form=str(form))


def _form(payload: bytes) -> PayloadForm:
    """The form; what is none is left to the JSON parser, which says best what is wrong."""
    try:
        return baking.form_of(payload)
    except Malformed:
        return PayloadForm.JSON


STEP = Step(Check.PARSE, run)
