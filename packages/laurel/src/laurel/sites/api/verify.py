"""What anybody may ask without a token: is this badge real?"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as InvalidForm
from django.core.validators import validate_email
from django.http import HttpRequest

from laurel.foundation.errors import Refused
from laurel.sites.api.root import NotAsked, api, count, read_object, something, wrong
from laurel.sites.api.schemas import Ask, Problem, Report
from laurel.sites.public import limits, local, opening, recipients, reports, responses
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
    "image/jpeg",
    "image/webp",
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
    count(limits.VERIFY, limits.VERIFY.retry_after(request))
    item, recipient = _asked(request)
    if recipient:
        count(limits.RECIPIENTS, limits.RECIPIENTS.retry_after(request))
    return responses.fresh_json(_report(_opened(item), recipient))


def _report(item: HandedIn, recipient: str) -> dict[str, object]:
    report = (
        verification.verify_link(url=item.link, recipient=recipient)
        if item.link
        else verification.verify(data=item.data, recipient=recipient)
    )
    found = reports.as_json(
        report, standing_of=local.standings(item.data), aside=item.aside
    )
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
            return HandedIn(data=something(read_body(request))), ""
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
        raise wrong(f"badge: there are {len(files)} files of that name; send one.")
    unknown = sorted({*request.POST, *request.FILES} - {"badge", "recipient"})
    if unknown:
        raise wrong(f"{unknown[0][:40]}: there is no such field.")
    recipient = request.POST.get("recipient", "").strip()
    if recipient:
        _check_address(recipient)
    return HandedIn(data=something(files[0].read())), recipient


def _json(body: bytes) -> tuple[HandedIn, str]:
    ask = read_object(something(body), Ask)
    recipient = (ask.recipient or "").strip()
    if recipient:
        _check_address(recipient)
    return HandedIn(data=(ask.text or "").encode(), link=ask.link or ""), recipient


def _opened(item: HandedIn) -> HandedIn:
    """What is to be verified: the one badge that a PDF carries or a photograph leads to."""
    try:
        found = opening.opened(item)
    except Refused as error:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST, "This PDF cannot be opened", error.message
        ) from error
    if len(found) > 1:
        raise wrong(
            f"badge: this file carries {len(found)} badges; send them one by one."
        )
    return found[0]


def _check_address(address: str) -> None:
    try:
        validate_email(address)
    except InvalidForm:
        raise wrong("this is no e-mail address.", field="recipient") from None
