"""Answers for programs: types, caching and file names."""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header, parse_etags, quote_etag

View = TypeVar("View", bound=Callable[..., HttpResponse])

# How long a copy may be used unasked. Status and assertions say whether a badge still
# holds, so a minute; what never changes under its address may stay for a day.
FRESH = 60
LIVE = "public, no-cache"  # may be kept, but is asked for again each time
SETTLED = 3600
FOR_EVER = 365 * 24 * 3600

# An uploaded SVG is only ever shown as a picture. Opened by itself it may not run, load or
# reach anything (its own presentation attributes and the bitmaps inside it apart).
SVG_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; sandbox"


def unlisted(view: View) -> View:
    """Keep what the view answers out of search engines: it names a person.

    Whoever has the link may pass it on; nobody finds it by the person's name.
    """

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex"
        return response

    return cast(View, answered)


def personal(view: View) -> View:
    """Kept nowhere, found by no search engine; and no other site hears of the address."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        response = view(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        # Not `no-referrer`: with that browsers hide the form's origin from us, too.
        response["Referrer-Policy"] = "same-origin"
        return response

    return cast(View, answered)


def document(
    request: HttpRequest,
    body: bytes,
    content_type: str,
    *,
    max_age: int = FRESH,
    status: int = HTTPStatus.OK,
    vary: bool = False,
) -> HttpResponse:
    """A public document that any page of the web may read, with an ETag; 304 if unchanged."""
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    if status == HTTPStatus.OK and _unchanged(request, etag):
        response = HttpResponse(status=HTTPStatus.NOT_MODIFIED)
        del response["Content-Type"]
    else:
        response = HttpResponse(body, content_type=content_type, status=status)
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={max_age}"
    response["X-Content-Type-Options"] = "nosniff"
    # The Access-Control-Allow-Origin of these views is set by `open_to_every_origin`.
    response["Access-Control-Expose-Headers"] = "ETag, Content-Disposition, Link"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    if vary:
        patch_vary_headers(response, ["Accept"])
    if content_type.startswith("image/svg+xml"):
        response["Content-Security-Policy"] = SVG_POLICY
    return response


def attachment(
    request: HttpRequest, body: bytes, content_type: str, *, filename: str
) -> HttpResponse:
    """The same, to be saved under a file name (RFC 6266) rather than shown."""
    response = document(request, body, content_type)
    disposition = content_disposition_header(as_attachment=True, filename=filename)
    response["Content-Disposition"] = str(disposition)
    return response


def json_answer(
    request: HttpRequest, data: Mapping[str, object], *, max_age: int = FRESH
) -> HttpResponse:
    """Plain JSON for a program."""
    body = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return document(request, body, "application/json", max_age=max_age)


def fresh_json(data: Mapping[str, object]) -> HttpResponse:
    """Plain JSON that answers this one question and is kept by nobody."""
    response = HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=2), content_type="application/json"
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Accept"])
    return response


def problem(
    status: HTTPStatus, *, title: str, detail: str, **members: object
) -> HttpResponse:
    """An error for a program (RFC 9457)."""
    body = {"type": "about:blank", "title": title, "status": int(status), **members}
    response = HttpResponse(
        json.dumps(body | {"detail": detail}, ensure_ascii=False, indent=2),
        content_type="application/problem+json",
        status=status,
    )
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ["Accept"])
    return response


def _unchanged(request: HttpRequest, etag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or etag in {tag.removeprefix("W/") for tag in known}
