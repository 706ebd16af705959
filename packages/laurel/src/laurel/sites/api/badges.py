"""The badges of an organisation, for its own programs."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from laurel.achievements import selectors as achievements
from laurel.sites.api import paging
from laurel.sites.api.award_schemas import Badges, Refusal
from laurel.sites.api.doing import UNASKED
from laurel.sites.api.doors import by_token, entered
from laurel.sites.api.root import api
from laurel.sites.public import responses
from laurel.tokens.types import Scope

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


@api.get(
    "/v1/badges",
    auth=by_token,
    response={
        HTTPStatus.OK: Badges,
        HTTPStatus.UNPROCESSABLE_ENTITY: Refusal,
        **UNASKED,
    },
    operation_id="badges",
    summary="List badges",
    description="Needs the scope `read`. The newest first, drafts and archived ones included.",
    openapi_extra=paging.documented(),
)
def badges(request: HttpRequest) -> Any:
    """The organisation's badges."""
    bearer = entered(request, Scope.READ)
    paging.know(request)
    rows = achievements.of_organization(bearer.token.organization)
    found, after = paging.part(request, rows)
    return responses.fresh_json(
        {"badges": [_badge(one) for one in found], "next": after}
    )


def _badge(found: "Achievement") -> dict[str, object]:
    version = found.current
    return {
        "id": found.public_id,
        "name": version.name,
        "state": found.state.value,
        "version": version.number,
        "issuer": found.issuer.name,
        "page": achievements.address(version) if found.published_at else None,
    }
