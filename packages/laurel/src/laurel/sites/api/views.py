"""The questions that programs may ask, one function each."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as InvalidForm
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from obkit.encoding import strict_json
from obkit.errors import Malformed
from pydantic import ValidationError

from laurel.foundation.errors import Refused
from laurel.sites.api.schemas import Ask, Problem, Report
from laurel.sites.public import limits, local, pdfs, recipients, reports, responses
from laurel.sites.public.uploads import (
    HandedIn,
    TooLarge,
    TooMany,
    Unreadable,
    read_body,
    read_form,
)
from laurel.verification import services as verification

# The badge itself as the body, as every other tool sends it.
BADGE_TYPES = (
    "image/png",
    "image/svg+xml",
    "application/ld+json",
    "application/vc",
    "application/vc+ld+json",
    "application/jwt",
    "application/vc+jwt",
    "application/pdf",
    "application/octet-stream",
    "text/plain",
)
_FILE = {"type": "string", "format": "binary"}
_BODY: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {"schema": Ask.json_schema()},
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["badge"],
                "properties": {
                    "badge": _FILE,
                    "recipient": {"type": "string", "format": "email"},
                },
            }
        },
        **{media_type: {"schema": _FILE} for media_type in BADGE_TYPES},
    },
}
_REFUSALS = {
    HTTPStatus.BAD_REQUEST: "What was sent is not in a form that can be read.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "More was sent than a badge can be.",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "A kind of body that cannot be a badge.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "A member is missing, unknown or wrong.",
    HTTPStatus.TOO_MANY_REQUESTS: "Too many in one minute; `Retry-After` says when.",
}

api = NinjaAPI(
    title="Laurel",
    version="1",
    description="Verify any issuer’s Open Badge. Nothing that is sent is kept.",
    urls_namespace="api",
    docs_url=None,  # its pages load scripts from elsewhere; see docs/api.md
)


class NotAsked(Exception):
    """A request that asks for nothing that can be answered, and why."""

    def __init__(
        self, status: HTTPStatus, title: str, detail: str, *, wait: int = 0
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.wait = status, title, wait


@api.post(
    "/v1/verify",
    response={
        HTTPStatus.OK: Report,
        **dict.fromkeys(_REFUSALS, Problem),
    },
    operation_id="verify",
    summary="Verify a badge",
    description="The badge by its link, as text, as an uploaded file, or as the body itself.",
    openapi_extra={"requestBody": _BODY},
)
def verify(request: HttpRequest) -> Any:
    """The report on one badge of any issuer, Open Badges 1 to 3."""
    _count(request, limits.VERIFY)
    item, recipient = _asked(request)
    if recipient:
        _count(request, limits.RECIPIENTS)
    return responses.fresh_json(_report(_opened(item), recipient))


@api.exception_handler(NotAsked)
def _no(_request: HttpRequest, error: NotAsked) -> HttpResponse:
    refused = responses.problem(error.status, title=error.title, detail=str(error))
    if error.wait:
        refused["Retry-After"] = str(error.wait)
    return refused


def _count(request: HttpRequest, limit: limits.RateLimit) -> None:
    if wait := limit.retry_after(request):
        raise NotAsked(
            HTTPStatus.TOO_MANY_REQUESTS,
            "That was a lot in a short time",
            f"One address may ask this {limit.count} times in {limit.seconds} seconds. Ask again"
            f" in {wait} seconds.",
            wait=wait,
        )


def _report(item: HandedIn, recipient: str) -> dict[str, object]:
    report = (
        verification.verify_link(url=item.link, recipient=recipient)
        if item.link
        else verification.verify(data=item.data, recipient=recipient)
    )
    found = reports.as_json(report, standing_of=local.standings(item.data))
    answer = recipients.answer_of(report) if recipient else None
    return {**found, "recipient": answer}


# --- what was sent -------------------------------------------------------------------


def _asked(request: HttpRequest) -> tuple[HandedIn, str]:
    try:
        if request.content_type == "multipart/form-data":
            return _form(request)
        if request.content_type == "application/json":
            return _json(read_body(request))
        if request.content_type in BADGE_TYPES:
            return HandedIn(data=_something(read_body(request))), ""
    except (TooLarge, TooMany) as error:
        raise NotAsked(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "This is larger than a badge can be",
            "Send one badge of at most 10 MB.",
        ) from error
    except Unreadable as error:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "This request cannot be read",
            "The body is not the multipart form that its header says.",
        ) from error
    raise NotAsked(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "This cannot be a badge",
        "Send application/json with “link” or “text”, a form with the file “badge”, or the"
        f" badge itself as one of {', '.join(BADGE_TYPES)}.",
    )


def _form(request: HttpRequest) -> tuple[HandedIn, str]:
    read_form(request)
    files = request.FILES.getlist("badge")
    if len(files) != 1:
        raise _wrong(f"badge: there are {len(files)} files of that name; send one.")
    unknown = sorted({*request.POST, *request.FILES} - {"badge", "recipient"})
    if unknown:
        raise _wrong(f"{unknown[0][:40]}: there is no such field.")
    recipient = request.POST.get("recipient", "").strip()
    if recipient:
        _check_address(recipient)
    return HandedIn(data=_something(files[0].read())), recipient


def _json(body: bytes) -> tuple[HandedIn, str]:
    try:
        given = strict_json.loads_object(_something(body))
    except Malformed as error:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "This is no JSON object",
            f"The body cannot be read as JSON ({error.reason}).",
        ) from error
    try:
        ask = Ask.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"]) or "The body"
        raise _wrong(f"{where}: {first['msg'].removeprefix('Value error, ')}") from None
    recipient = (ask.recipient or "").strip()
    if recipient:
        _check_address(recipient)
    return HandedIn(data=(ask.text or "").encode(), link=ask.link or ""), recipient


def _opened(item: HandedIn) -> HandedIn:
    """What is to be verified: of a PDF, the one badge that it carries."""
    try:
        found = pdfs.opened(item)
    except Refused as error:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST, "This PDF cannot be opened", error.message
        ) from error
    if len(found) > 1:
        raise _wrong(
            f"badge: this PDF carries {len(found)} badges; send them one by one."
        )
    return found[0]


def _something(body: bytes) -> bytes:
    if not body:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "There is nothing to check",
            "The body is empty. Send a badge, or its link.",
        )
    return body


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except InvalidForm:
        raise _wrong("recipient: this is no e-mail address.") from None


def _wrong(detail: str) -> NotAsked:
    return NotAsked(
        HTTPStatus.UNPROCESSABLE_ENTITY, "Something in the request is not right", detail
    )
