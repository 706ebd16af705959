"""The addresses of whoever is signed in, and two accounts of theirs that become one."""

from typing import TYPE_CHECKING, Any

from allauth.account.views import ConfirmEmailVerificationCodeView, EmailView
from allauth.utils import get_request_param
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from laurel.accounts import selectors as accounts
from laurel.accounts import services
from laurel.foundation import clock
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused

if TYPE_CHECKING:
    from laurel.accounts.models import Account

MERGE = "account_to_merge"  # in the session: the address that was just proven
MERGE_SECONDS = 10 * 60  # as long as the code itself worked


class _Addresses(EmailView):  # type: ignore[misc]  # allauth is untyped
    """allauth's page, which goes on where the person came from."""

    def get_success_url(self) -> str:
        """To the page for the code, with where to go afterwards."""
        url = str(super().get_success_url())
        onwards = get_request_param(self.request, "next")
        return f"{url}?{urlencode({'next': onwards})}" if onwards else url


class _Confirm(ConfirmEmailVerificationCodeView):  # type: ignore[misc]  # untyped
    """allauth's page for the code; where another account has the address, the two can merge."""

    def get_form(self, form_class: Any = None) -> Any:
        """The form for the code, which may be one that went to another account's address."""
        form = super().get_form(form_class)
        form.may_merge = self.request.user.is_authenticated and not self.stage
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Add the address, or ask whether to make one account of two."""
        account = self.request.user
        if self._action != "verify" or not form.may_merge:
            return super().form_valid(form)  # type: ignore[no-any-return]
        email = self._process.email
        if accounts.proven_by_another(account_id=account.pk, email=email) is None:
            return super().form_valid(form)  # type: ignore[no-any-return]
        onwards = self.get_next_url() or ""
        self._process.abort()
        self.request.session[MERGE] = {
            "email": email,
            "account": str(account.pk),
            "at": clock.now().timestamp(),
            "next": onwards,
        }
        return redirect("account_merge")


addresses = _Addresses.as_view()
confirm = _Confirm.as_view()


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest) -> HttpResponse:
    """What becomes one, and the button for it. Both accounts were opened by a code."""
    asked = _asked(request)
    email = asked.get("email", "")
    account: Account = request.user  # type: ignore[assignment]
    other = accounts.proven_by_another(account_id=account.pk, email=email)
    if not asked or other is None:
        messages.info(
            request, "Add an address of the other account first: a code goes there."
        )
        return redirect("account_email")
    if request.method != "POST":
        shown = {
            "email": email,
            "own": accounts.proven_addresses(account.pk),
            "theirs": accounts.proven_addresses(other.pk),
        }
        return render(request, "account/merge.html", shown)
    del request.session[MERGE]
    try:
        services.merge(
            into=account.pk, email=email, actor=Actor.person(account.pk, str(account))
        )
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("account_email")
    messages.success(request, "It is one account now, with all of your addresses.")
    return redirect(asked["next"] or reverse("account_email"))


def _asked(request: HttpRequest) -> dict[str, Any]:
    """What this person proved a moment ago, or nothing."""
    asked: dict[str, Any] = request.session.get(MERGE) or {}
    is_fresh = clock.now().timestamp() - asked.get("at", 0) < MERGE_SECONDS
    is_theirs = asked.get("account") == str(request.user.pk)
    return asked if is_fresh and is_theirs else {}
