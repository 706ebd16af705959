"""A mail service tells what became of our mails, as a message or as JSON."""

import hashlib
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from laurel.foundation import bounces
from laurel.foundation.errors import Refused
from laurel.foundation.models import MailStepKind

MOST_EVENTS = 500  # in one request; services send fewer
MOST_TEXT = 4_000
_MEANS: Final[Mapping[str, MailStepKind | None]] = {
    "bounced": MailStepKind.BOUNCED,
    "delayed": MailStepKind.DELAYED,
    "unclear": MailStepKind.UNCLEAR,
    "delivered": None,
}


@csrf_exempt  # no browser comes here; the token in the address is the key
@require_POST
def mail(request: HttpRequest, token: str) -> HttpResponse:
    """Take in what came back: `message/rfc822`, or JSON with one event or a list of them."""
    known = settings.LAUREL.hook_token
    if not known or not constant_time_compare(token.encode(), known.encode()):
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > bounces.MOST_BYTES:
        return _no(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"At most {bounces.MOST_BYTES} bytes at once.",
        )
    readers: dict[str, Callable[[bytes], list[bool]]] = {
        "message/rfc822": _message,
        "application/json": _events,
    }
    reader = readers.get(request.content_type or "")
    if reader is None:
        return _no(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "Send message/rfc822 or application/json.",
        )
    try:
        matched = reader(request.read(bounces.MOST_BYTES + 1))
    except Refused as error:
        return _no(HTTPStatus.BAD_REQUEST, error.message)
    return JsonResponse({"taken": sum(matched), "unknown": matched.count(False)})


def _message(data: bytes) -> list[bool]:
    return [bounces.take(data)]


def _events(data: bytes) -> list[bool]:
    try:
        given = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise Refused("This is not JSON.") from error
    listed = given if isinstance(given, list) else [given]
    if len(listed) > MOST_EVENTS:
        raise Refused(f"At most {MOST_EVENTS} events at once.")
    # All are read before the first is written: one slip changes nothing.
    reports = [_report(number, one) for number, one in enumerate(listed, start=1)]
    return [bounces.note(report, digest=_digest(report)) for report in reports]


def _report(number: int, given: Any) -> bounces.Report:
    if not isinstance(given, dict):
        raise Refused(f"Event {number} is no object.")
    if given.get("event") not in _MEANS:
        raise Refused(f"Event {number}: “event” is one of {', '.join(_MEANS)}.")
    texts = {
        name: _text(number, given, name)
        for name in ("message_id", "return_path", "said")
    }
    if not texts["message_id"] and not texts["return_path"]:
        raise Refused(f"Event {number} needs “message_id” or “return_path”.")
    message_id = texts["message_id"]
    if message_id and not message_id.startswith("<"):
        message_id = f"<{message_id}>"  # services leave the brackets out
    return bounces.Report(
        kind=_MEANS[given["event"]],
        said=" ".join(texts["said"].split()),
        return_paths=texts["return_path"],
        message_ids=(message_id,),
    )


def _text(number: int, given: dict[str, Any], name: str) -> str:
    text = given.get(name, "")
    if not isinstance(text, str) or len(text) > MOST_TEXT or "\0" in text:
        raise Refused(
            f"Event {number}: “{name}” is a text of at most {MOST_TEXT} signs."
        )
    return text.encode("utf-8", "replace").decode()


def _digest(report: bounces.Report) -> str:
    facts = [report.kind, report.said, report.return_paths, *report.message_ids]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _no(status: HTTPStatus, why: str) -> HttpResponse:
    return JsonResponse({"error": why}, status=status)
