"""What operations with a token have in common: bodies, refusals, answers."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Schema

from laurel.achievements.errors import Archived, NotPublished
from laurel.awards.errors import AlreadyAwarded, NotYet
from laurel.classes.errors import Started
from laurel.credentials.errors import AlreadyRevoked, NotActive
from laurel.foundation.errors import Refused
from laurel.sites.api.award_schemas import Refusal
from laurel.sites.api.root import NotAsked, wrong
from laurel.sites.public import responses

Done = TypeVar("Done")

LARGEST = 512 * 1024  # twenty pieces of evidence, each with a long text
FIELDS = {
    "recipient_name": "recipient.name",
    "recipient_email": "recipient.email",
    "issued_on": "issuedOn",
    "expires_on": "expiresOn",
    "idempotency_key": "Idempotency-Key",
    "public_wording": "publicWording",
    "private_note": "note",
}
UNASKED = {
    HTTPStatus.UNAUTHORIZED: Refusal,
    HTTPStatus.FORBIDDEN: Refusal,
    HTTPStatus.TOO_MANY_REQUESTS: Refusal,
}
REFUSED = {
    HTTPStatus.BAD_REQUEST: Refusal,
    HTTPStatus.NOT_FOUND: Refusal,
    HTTPStatus.CONFLICT: Refusal,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: Refusal,
    HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
    **UNASKED,
}


def body_of(schema: type[Schema]) -> dict[str, Any]:
    """What the OpenAPI document says of a body."""
    content = {"application/json": {"schema": schema.json_schema()}}
    return {"required": True, "content": content}


def read_json_body(request: HttpRequest, largest: int = LARGEST) -> bytes:
    """The body, where it says that it is JSON and is not endless."""
    if request.content_type != "application/json":
        raise NotAsked(
            HTTPStatus.BAD_REQUEST,
            "This is no JSON object",
            "Send JSON, with “Content-Type: application/json”.",
        )
    body = request.read(largest + 1)
    if len(body) > largest:
        raise NotAsked(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            "This is more than is taken at once",
            f"Send at most {largest // 1024} KB.",
        )
    return body


def or_refused(do: Callable[[], Done]) -> Done:
    """What was asked for, done; or why it is not."""
    try:
        return do()
    except AlreadyRevoked:
        raise
    except AlreadyAwarded as error:
        raise _stands_in_the_way(error.message, award=error.award_public_id) from error
    except NotYet as error:
        missing = [
            {"code": each.code, "sentence": each.sentence} for each in error.obstacles
        ]
        raise _stands_in_the_way(error.message, obstacles=missing) from error
    except (Archived, NotPublished, NotActive, Started) as error:
        raise _stands_in_the_way(error.message) from error
    except Refused as error:
        raise wrong(
            error.message, field=FIELDS.get(error.field, error.field)
        ) from error


def answer(status: HTTPStatus, data: dict[str, object]) -> HttpResponse:
    """Plain JSON with another status than 200."""
    answered = responses.fresh_json(data)
    answered.status_code = status
    return answered


def _stands_in_the_way(detail: str, **members: object) -> NotAsked:
    return NotAsked(
        HTTPStatus.CONFLICT, "Something stands in the way", detail, members=members
    )
