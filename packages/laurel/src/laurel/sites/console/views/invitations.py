"""The page behind the link of an invitation: for whoever was invited, signed in or not."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from laurel.accounts import selectors as accounts
from laurel.accounts import services as account_services
from laurel.foundation import clock
from laurel.foundation.actors import Actor, ActorKind
from laurel.foundation.errors import NotFound, Refused
from laurel.issuers import selectors as issuers
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.errors import AlreadyMember, InvitationOver, NotInvited
from laurel.organizations.types import InvitationState, Role
from laurel.sites.console import roles
from laurel.sites.console.forms.people import JoinForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import account_id_of, actor_of

if TYPE_CHECKING:
    from laurel.organizations.models import Invitation

GONE = 410

# Whoever only holds the link has no account here, and the log calls them by this.
HOLDER = Actor(ActorKind.PERSON, None, "The invited person")


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Who invites whom to what. Looking changes nothing; POST accepts."""
    try:
        found = organizations.invitation_by_token(token)
    except NotFound:
        return _page(request, None, status=404)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.user.is_authenticated and request.user.name:
        del form.fields["your_name"]
    if request.method != "POST":
        return _page(request, found, form=form)
    if not request.user.is_authenticated:
        return redirect("invitations:invitation", token)
    if form.is_valid() and _accepted(request, token, form):
        role = roles.phrase(found.role)
        messages.success(
            request, f"Welcome to {found.organization.name}. You are {role}."
        )
        return redirect("console:home", found.organization.slug)
    return _page(request, organizations.invitation_by_token(token), form=form)


@require_POST
def decline(request: HttpRequest, token: str) -> HttpResponse:
    """Say no; holding the link is enough."""
    actor = actor_of(request) if request.user.is_authenticated else HOLDER
    try:
        organization_services.decline(token=token, actor=actor)
    except NotFound:
        return _page(request, None, status=404)
    except InvitationOver:
        pass  # the page says what became of it
    return redirect("invitations:invitation", token)


def _accepted(request: HttpRequest, token: str, form: JoinForm) -> bool:
    try:
        organization_services.accept(token=token, actor=actor_of(request))
    except (InvitationOver, AlreadyMember, NotInvited):
        return False  # the page says which, from the present state
    except Refused as error:
        show_refusal(form, error)
        return False
    name = form.cleaned_data.get("your_name", "")
    if name:
        account_services.rename(account_id=account_id_of(request), name=name)
    return True


def _page(
    request: HttpRequest,
    found: "Invitation | None",
    *,
    form: JoinForm | None = None,
    status: int = 200,
) -> HttpResponse:
    context: dict[str, object] = {"stage": "unknown"}
    if found is not None:
        state = found.state_at(clock.now())
        context = {
            "stage": _stage(request, found, state),
            "organization": found.organization,
            "issuer": issuers.at_work(found.organization).first(),
            "inviter": found.invited_by.name if found.invited_by else "",
            "email": found.email,
            "role": roles.phrase(found.role),
            "may": roles.sentence(found.role),
            "expires_at": found.expires_at,
            "form": form,
            "is_member": _is_member(request, found),
            "path": request.path,
        }
        if state is not InvitationState.OPEN:
            status = GONE
    response = render(request, "console/invitation.html", context, status=status)
    response["Cache-Control"] = "private, no-store"
    # The address of this page is the key to it; no other site may hear of it. (Not
    # `no-referrer`: with that browsers hide the form's origin from us, too.)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response


def _stage(request: HttpRequest, found: "Invitation", state: InvitationState) -> str:
    """Which of the page's faces is shown."""
    if state is not InvitationState.OPEN:
        return state.value
    if not request.user.is_authenticated:
        return "sign_in"
    if _is_member(request, found):
        return "member"
    account_id = account_id_of(request)
    if not accounts.has_proven(account_id=account_id, email=found.email):
        return "other_address"
    return "ready"


def _is_member(request: HttpRequest, found: "Invitation") -> bool:
    if not request.user.is_authenticated:
        return False
    held: Role | None = organizations.role_of(
        account_id_of(request), found.organization_id
    )
    return held is not None
