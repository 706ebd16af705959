"""The API itself, how its requests are read, and how it says no."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError
from obkit.encoding import strict_json
from obkit.errors import Malformed
from pydantic import ValidationError

from laurel.foundation.errors import NotFound
from laurel.sites.public import limits, responses

Asked = TypeVar("Asked", bound=Schema)

api = NinjaAPI(
    title="Laurel",
    version="1",
    description="Verify any issuer’s Open Badge, without a key; award your own, with one.",
    urls_namespace="api",
    docs_url=None,  # its pages load scripts from elsewhere; see docs/api.md
)


class NotAsked(Exception):
    """A request that asks for nothing that can be answered, and why.

    `members` stand in the answer beside the reason, for programs to act on.
    """

    def __init__(
        self,
        status: HTTPStatus,
        title: str,
        detail: str,
        *,
        wait: int = 0,
        members: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.wait = status, title, wait
        self.members = members or {}


def wrong(detail: str, *, field: str = "") -> NotAsked:
    """A member is missing, unknown or wrong; `field` is its place in the request."""
    return NotAsked(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Something in the request is not right",
        f"{field}: {detail}" if field else detail,
        members={"field": field} if field else None,
    )


def something(body: bytes) -> bytes:
    """The body, if there is one."""
    if not body:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "There is nothing to check",
            "The body is empty. Send a badge, or its link.",
        )
    return body


def read_object(body: bytes, schema: type[Asked]) -> Asked:
    """The JSON object of a body, each member checked; a name that stands twice is an error."""
    try:
        given = strict_json.loads_object(body)
    except Malformed as error:
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "This is no JSON object",
            f"The body cannot be read as JSON ({error.reason}).",
        ) from error
    try:
        return schema.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise wrong(
            first["msg"].removeprefix("Value error, "), field=where or "The body"
        ) from None


def count(limit: limits.RateLimit, wait: int, whose: str = "One address") -> None:
    """Refuse what comes too often; `wait` is what the limit says."""
    if wait:
        raise NotAsked(
            HTTPStatus.TOO_MANY_REQUESTS,
            "That was a lot in a short time",
            f"{whose} may ask this {limit.count} times in {limit.seconds} seconds. Ask again"
            f" in {wait} seconds.",
            wait=wait,
        )


@api.exception_handler(NotAsked)
def _no(_request: HttpRequest, error: NotAsked) -> HttpResponse:
    refused = responses.problem(
        error.status, title=error.title, detail=str(error), **error.members
    )
    if error.wait:
        refused["Retry-After"] = str(error.wait)
    return refused


@api.exception_handler(NotFound)
def _nothing(_request: HttpRequest, _error: NotFound) -> HttpResponse:
    return responses.problem(
        HTTPStatus.NOT_FOUND,
        title="There is nothing here",
        detail="There is none of that id, or it is not your organisation’s.",
    )


@api.exception_handler(AuthenticationError)
def _stranger(request: HttpRequest, _error: Any) -> HttpResponse:
    if wait := limits.STRANGER.retry_after(request):
        return _no(
            request,
            NotAsked(
                HTTPStatus.TOO_MANY_REQUESTS,
                "That was a lot in a short time",
                f"Tokens that open nothing came from here too often. Ask again in {wait}"
                " seconds.",
                wait=wait,
            ),
        )
    refused = responses.problem(
        HTTPStatus.UNAUTHORIZED,
        title="A token is needed",
        detail="Send “Authorization: Bearer laurel_…” with a token that is in force. Owners"
        " make them in the console under API.",
    )
    refused["WWW-Authenticate"] = 'Bearer realm="Laurel"'
    return refused
