"""Who asks: a program with a token, and what the token may do."""

from http import HTTPStatus

from django.http import HttpRequest
from ninja.security import HttpBearer

from laurel.sites.api.root import NotAsked, count
from laurel.sites.public import limits
from laurel.tokens import services as tokens
from laurel.tokens.errors import NotFound
from laurel.tokens.types import Bearer, Scope

LONGEST = 200  # a token is much shorter


class Token(HttpBearer):
    """A token of an organisation, in the header `Authorization`."""

    def authenticate(self, _request: HttpRequest, token: str) -> Bearer | None:
        """Whoever comes with it; None: it opens nothing."""
        if len(token) > LONGEST:
            return None
        try:
            return tokens.come_in(secret=token)
        except NotFound:
            return None


by_token = Token()


def entered(request: HttpRequest, scope: Scope) -> Bearer:
    """The token behind a request to an operation that asks for this scope; counts its use."""
    bearer: Bearer = request.auth  # type: ignore[attr-defined]  # set by ninja
    wait = limits.TOKEN.retry_after_for(bearer.token.public_id)
    count(limits.TOKEN, wait, "One token")
    if not bearer.token.may(scope):
        raise NotAsked(
            HTTPStatus.FORBIDDEN,
            "This token may not do that",
            f"The token “{bearer.token.name}” has no scope “{scope.value}”. An owner can make"
            " one that has it.",
        )
    return bearer
