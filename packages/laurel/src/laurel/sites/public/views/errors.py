"""The pages for what went wrong: what it means, and what to do next."""

from dataclasses import dataclass, replace
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from laurel.sites.public import negotiation, responses


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The words of one error page; `action` is the one thing to do, `other` may be another."""

    status: HTTPStatus
    title: str
    sentence: str
    href: str = "/"
    action: str = "To the first page"
    other_href: str = ""
    other: str = ""


BAD_REQUEST = ErrorPage(
    HTTPStatus.BAD_REQUEST,
    "We could not read this request",
    "Something in the address or in what was sent is not in a form that we understand."
    " Go back, check what you typed, and try again.",
)
FORBIDDEN = ErrorPage(
    HTTPStatus.FORBIDDEN,
    "This is not open to you",
    "You may be signed in with another address than the one that has access."
    " An owner of the organisation can give it to you.",
    "/accounts/login/",
    "Sign in with another address",
)
STALE_FORM = ErrorPage(
    HTTPStatus.FORBIDDEN,
    "This form has grown old",
    "For your safety a form works only from the page that you opened it on. Go back,"
    " reload that page, and send it again. Nothing was changed.",
)
NOT_FOUND = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "There is nothing at this address",
    "The link may be cut short: a link to a badge ends in 22 letters and digits."
    " Copy it once more from where you found it, or check the badge’s picture instead.",
    "/verify",
    "Check a badge’s picture",
)
TAKEN_DOWN = ErrorPage(
    HTTPStatus.GONE,
    "The holder had this page taken down",
    "Whoever holds this badge asked us to tell nothing of it any more. If you have the"
    " badge’s file, you can still check it: the issuer’s answer to that has not gone.",
    "/verify",
    "Check a badge’s file",
)
_KEPT_PRIVATE = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This badge is kept private by its holder",
    "Ask the person who gave you the link to share it, or to send you the badge’s file: that"
    " can be checked here without this page. Is it yours? Sign in to see it.",
    action="Sign in to see it",
)
NOT_YOURS = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This badge was sent to another address",
    "If that address is yours, too, add it to your account: a code goes there, and then this"
    " badge is kept with your others.",
    "/accounts/email/",
    "Add an address of yours",
)
NO_ENDORSEMENT = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "There is no such question",
    "Nobody waits for an endorsement at this address. The link may be cut short: copy it whole"
    " from the mail. What was not answered for sixty days is forgotten.",
)
ENDORSEMENT_ENDED = ErrorPage(
    HTTPStatus.GONE,
    "This endorsement was taken back",
    "Whoever said it, or whom it praised, does not let it stand any more. The badge itself is"
    " another matter: check it by its picture.",
    "/verify",
    "Check a badge’s picture",
)
METHOD_NOT_ALLOWED = ErrorPage(
    HTTPStatus.METHOD_NOT_ALLOWED,
    "This page does not take that kind of request",
    "It can be looked at, but nothing can be sent to it.",
)
TOO_LARGE = ErrorPage(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "This is larger than a badge can be",
    "A badge is a small picture with a document in it. We read up to 10 MB, or 20 MB"
    " of many files at once, and nothing of this was kept. Save the badge’s picture once"
    " more from where you got it.",
    "/verify",
    "Try another file",
)
TOO_MANY_FILES = ErrorPage(
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "These are too many at once",
    "We check up to 200 files or links at once. Nothing of this was kept. Send them in two or"
    " more parts.",
    "/verify",
    "Choose fewer files",
)
TOO_MANY = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in one minute",
    "To keep this service quick for everybody, one address may check 30 badges a minute."
    " Wait a moment, then try again.",
    "/verify",
    "Back to checking",
)
TOO_MANY_LISTS = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in one minute",
    "To keep this service quick for everybody, one address may check three lists a minute."
    " Wait a moment, then try again.",
    "/verify",
    "Back to checking",
)
TOO_MANY_RECEIPTS = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in one minute",
    "One address can take ten receipts a minute. Wait a moment, then try again.",
)
NO_RECEIPT = ErrorPage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The receipt could not be made",
    "Nothing is wrong with the badge. Go back and take the receipt as JSON, or try again in a"
    " minute.",
)
TOO_MANY_PEOPLE = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot of addresses",
    "So that nobody can find out by trying whose a badge is, only a few addresses can be compared"
    " in an hour. Nothing that you typed was kept. Ask the person for the address under which the"
    " badge came, and try that one later.",
)
TOO_MANY_QUESTIONS = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in a few minutes",
    "From one address ten questions can be sent in ten minutes. Nothing of this one was"
    " kept. Go back, wait a while and send it again, or write to the issuer’s address.",
)
TOO_MANY_PAGES = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot of paper in one minute",
    "From one address forty pages can be printed in a minute. Wait a moment, then go back"
    " and try again.",
)
TOO_MANY_CODES = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "Those were many codes that nobody has",
    "Look at the paper once more: a code has ten letters and digits, and no vowels. Try"
    " again in a few minutes, or scan the QR code instead.",
)
DOES_NOT_COUNT = ErrorPage(
    HTTPStatus.GONE,
    "There is no paper for this badge now",
    "Its issuer has revoked or suspended it, so nothing is printed for it. The badge’s"
    " page says why, and how to ask for a review.",
)
NOT_PRINTED = ErrorPage(
    HTTPStatus.SERVICE_UNAVAILABLE,
    "This page could not be printed just now",
    "The badge is all right. Try again in a minute, or save the picture from the badge’s"
    " page: it carries the whole badge.",
)
TOO_MANY_CHANGES = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in a few minutes",
    "Every change is signed, so thirty are possible in ten minutes. Nothing was changed this"
    " time. Wait a while and try again.",
)
NO_QUESTION = ErrorPage(
    HTTPStatus.NOT_FOUND,
    "This link opens no question",
    "It may be cut short: copy all of it from the mail, or press it there. A wish for another"
    " name that was not confirmed within seven days is forgotten. You can always ask once"
    " more; your badge is where it was, at the link in its own mail.",
    "/help/ask",
    "Ask again",
    "/find",
    "Find my badge",
)
TOO_MANY_SEARCHES = ErrorPage(
    HTTPStatus.TOO_MANY_REQUESTS,
    "That was a lot in a few minutes",
    "From one address badges can be looked for ten times in ten minutes. Wait a while, then"
    " try again, or ask whoever awarded the badge.",
    "/help/ask",
    "Ask for help",
)
BROKEN = ErrorPage(
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something went wrong on our side",
    "It is not your fault, and nothing was lost. Try again in a minute. If it stays,"
    " tell whoever runs this site what you did just before.",
)


def kept_private(award_public_id: str) -> ErrorPage:
    """What strangers read in place of a private award, with the way in for its holder."""
    return replace(_KEPT_PRIVATE, href=reverse("public:mine", args=[award_public_id]))


def respond(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """The error as a page, or as problem JSON where a program asked."""
    if negotiation.wants_json(request):
        return responses.problem(page.status, title=page.title, detail=page.sentence)
    # Without the request: the page must stand when session, database or user do not.
    shown = {"page": page, "error_id": getattr(request, "error_id", "")}
    html = render_to_string("public/errors/error.html", shown)
    response = HttpResponse(html, status=page.status)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Vary"] = "Accept"
    return response
