"""The backpack itself: everything that somebody holds, side by side."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from laurel.backpack import selectors as backpacks
from laurel.backpack import services
from laurel.endorsements import selectors as endorsements
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.organizations import selectors as organizations
from laurel.pathways import selectors as pathways
from laurel.releases import selectors as releases
from laurel.sites.backpack import shelves
from laurel.sites.backpack.shelves import Wanted
from laurel.sites.console.gate import account_id_of
from laurel.sites.evidence import tasks

MOST_TODOS = 3  # above the cards; the rest is behind “Needs action”


@require_safe
@login_required
def backpack(request: HttpRequest) -> HttpResponse:
    """What somebody holds, as it stands now."""
    account_id = account_id_of(request)
    wanted = Wanted.read(request.GET)
    is_away = wanted.show == shelves.AWAY
    keys = backpacks.keys_of(account_id)
    held = backpacks.held(account_id, keys=keys)
    shelf = shelves.arrange(
        held,
        wanted,
        space=backpacks.space_of(account_id),
        put_away=backpacks.put_away(account_id) if is_away else None,
        endorsed=endorsements.to_accept(
            [each.ref for each in held if not each.is_imported]
        ),
        today=clock.today(),
    )
    asked = tasks.rows_of(keys)
    context = {
        "evidence_rows": [row for row in asked if row["is_open"]],
        "has_evidence": bool(asked),
        "section": "backpack",
        "shelf": shelf,
        "is_away": is_away,
        "has_away": is_away or backpacks.has_put_away(account_id),
        "todos": shelf.todos[:MOST_TODOS],
        "pending": releases.pending_of(keys),
        "brands": issuers.of_public_ids(shelf.brands),
        "addresses": backpacks.addresses_of(account_id) if not shelf.total else (),
        "next_steps": pathways.next_steps(account_id, held)
        if wanted == Wanted()
        else (),
        "works_here": organizations.of_account(account_id).exists(),
    }
    return render(request, "backpack/backpack.html", context)


@require_POST
@login_required
def space(request: HttpRequest) -> HttpResponse:
    """Remember which space to look at, until another one is chosen."""
    services.choose_space(
        account_id=account_id_of(request), space=request.POST.get("space", "")
    )
    return redirect("backpack:backpack")


@require_safe
@login_required
def arrive(request: HttpRequest) -> HttpResponse:
    """Where somebody goes after signing in: to their work, or to what they hold."""
    if organizations.of_account(account_id_of(request)).exists():
        return redirect("console:start")
    return redirect("backpack:backpack")
