"""The error pages of evidence: what it means, and what to do next."""

from http import HTTPStatus

from laurel.sites.public.views.errors import ErrorPage

LINK_IS_OVER = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This link opens nothing any more",
    "It may be cut short, or your address has changed since. Open the newest mail about it, or"
    " sign in with the address that the mail came to.",
    "/backpack/evidence",
    "Sign in and see what is asked for",
)
REVIEW_IS_OVER = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This link opens nothing any more",
    "A link to review by works for some weeks, and can be ended before. Ask whoever invited you"
    " for a new one: answer the mail that it came in.",
)
NOT_SHOWN = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This piece of evidence is not shown to others",
    "Whoever handed it in decides who sees it. Ask them for it; or sign in, if it is yours or"
    " your organisation’s.",
    "/accounts/login/",
    "Sign in",
)
TOO_OFTEN = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot at once",
    "Nothing of this last step was kept; what you saved before is there. Wait some minutes, then"
    " go back and press the button again.",
)
