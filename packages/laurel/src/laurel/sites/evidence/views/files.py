"""The files of evidence. None of them is ever a page of ours: they are shown, played or saved."""

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from csp.constants import SELF
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from laurel.evidence import access
from laurel.evidence import selectors as evidence
from laurel.evidence.types import Kind
from laurel.foundation.errors import NotFound
from laurel.sites.console.gate import account_id_of
from laurel.sites.evidence import pieces
from laurel.sites.evidence.refusing import NOT_SHOWN
from laurel.sites.public import about, responses
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.evidence.models import Attachment

# Whatever a file is, opened by itself it may run, load and reach nothing.
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"
# A browser shows a PDF with a viewer of its own, which a sandbox would keep shut.
PDF_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PLAYED = (Kind.AUDIO.value, Kind.VIDEO.value)
BYTES = "application/octet-stream"
_RANGE = re.compile(r"bytes=(\d{0,12})-(\d{0,12})")


@require_safe
@csp_update({"media-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@responses.personal
def page(request: HttpRequest, file: str) -> HttpResponse:
    """What the address in a badge leads to: the piece, for whoever may see it."""
    try:
        found = _allowed(request, file)
    except NotFound:
        return errors.respond(request, NOT_SHOWN)
    task = found.submission.assignment.task
    context = {
        **about.issuer(task.achievement.issuer, task.achievement),
        "task": task,
        "badge": task.achievement.current,
        "piece": pieces.piece(found),
    }
    return render(request, "evidence/file.html", context)


@require_safe
@responses.personal
def play(request: HttpRequest, file: str) -> HttpResponse:
    """Sound, film or a PDF, shown by the browser itself; in parts, if it asks for parts.

    Raises:
        NotFound: it is none of these, or not for whoever asks.
    """
    found = _allowed(request, file)
    if found.kind in PLAYED:
        return _part(request, found, evidence.data(found))
    if found.kind != Kind.PDF.value:
        raise NotFound("nothing to play")
    response = _bytes(found, evidence.data(found), found.media_type, inline=True)
    response["Content-Security-Policy"] = PDF_POLICY
    return response


@require_safe
@responses.personal
def download(request: HttpRequest, file: str) -> HttpResponse:
    """The file as it came, to be saved.

    Raises:
        NotFound: it is no file, or not for whoever asks.
    """
    found = _allowed(request, file)
    return _bytes(found, evidence.data(found), BYTES, inline=False)


@require_safe
@responses.personal
def preview(request: HttpRequest, file: str) -> HttpResponse:
    """A picture, made anew by us: nothing of the file but what it shows.

    Raises:
        NotFound: it is no picture, or not for whoever asks.
    """
    found = _allowed(request, file)
    response = _bytes(found, evidence.preview(found), "image/png", inline=True)
    response["Content-Disposition"] = "inline"
    return response


def _allowed(request: HttpRequest, file: str) -> "Attachment":
    found = evidence.attachment(file)
    if evidence.passes(file, request.GET.get("pass", "")):
        return found
    account_id = account_id_of(request) if request.user.is_authenticated else None
    if not access.may_have(account_id, found):
        raise NotFound("not for them")
    return found


def _part(request: HttpRequest, found: "Attachment", data: bytes) -> HttpResponse:
    """All of it, or the one part that is asked for (RFC 9110, section 14)."""
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    first, last = match.groups() if match else ("", "")
    if not first and not last:
        response = _bytes(found, data, found.media_type, inline=True)
        response["Accept-Ranges"] = "bytes"
        return response
    if first:
        start, end = int(first), min(int(last or len(data) - 1), len(data) - 1)
    else:
        start, end = max(len(data) - int(last), 0), len(data) - 1
    if start > end:
        response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        response["Content-Range"] = f"bytes */{len(data)}"
        return response
    response = _bytes(found, data[start : end + 1], found.media_type, inline=True)
    response.status_code = HTTPStatus.PARTIAL_CONTENT
    response["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
    response["Accept-Ranges"] = "bytes"
    return response


def _bytes(
    found: "Attachment", data: bytes, media_type: str, *, inline: bool
) -> HttpResponse:
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = str(
        content_disposition_header(as_attachment=not inline, filename=found.name)
    )
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
