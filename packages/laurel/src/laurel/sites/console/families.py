"""What the pages of families show."""

from typing import TYPE_CHECKING, Any

from django.urls import reverse

from laurel.achievements import selectors as achievements
from laurel.families import selectors
from laurel.families.types import Policy, Step
from laurel.sites.console import rows
from laurel.sites.console.forms.families import POLICIES, GapForm

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.families.models import Family, Gap
    from laurel.organizations.models import Organization

MOST_GAPS = 50  # on the page of a family; each wants somebody to decide


def line(organization: "Organization", family: "Family") -> dict[str, Any]:
    """A family in the list of them."""
    badges = [tier.achievement for tier in family.tiers.all()]
    return {
        "name": family.name,
        "href": reverse("console:family", args=[organization.slug, family.public_id]),
        "policy": POLICIES[Policy(family.policy)].title,
        "badges": [
            {
                "name": badge.current.name,
                "image": rows.picture_of(organization, badge),
            }
            for badge in badges
        ],
    }


def of_badge(
    organization: "Organization", badge: "Achievement"
) -> dict[str, str] | None:
    """The family that a badge is a tier of, as its page names it; None: of no family."""
    found = selectors.of_achievement(badge)
    if found is None:
        return None
    href = reverse("console:family", args=[organization.slug, found.public_id])
    return {"name": found.name, "href": href}


def steps(organization: "Organization", family: "Family") -> list[dict[str, Any]]:
    """Its tiers, the lowest first, with who could get the next one."""
    found = selectors.standing(family)
    above = [step.achievement for step in found[1:]]
    return [
        _step(organization, step, above[n] if n < len(above) else None)
        for n, step in enumerate(found)
    ]


def _step(
    organization: "Organization", step: Step, above: "Achievement | None"
) -> dict[str, Any]:
    card = rows.badge_of(organization, step.achievement, awards=0)
    return {
        "number": step.number,
        "name": card.name,
        "href": card.href,
        "image": card.image,
        "is_draft": card.is_draft,
        "archived": card.archived,
        "said": achievements.definition(step.achievement.current),
        "holders": step.holders,
        "waiting": step.waiting,
        "next": above.current.name if above else "",
        "next_ones": [
            {
                "name": award.recipient_name,
                "href": _award(organization, award),
            }
            for award in step.next_ones
        ],
        "more": step.waiting - len({a.recipient_key for a in step.next_ones}),
    }


def ending(organization: "Organization", family: "Family") -> dict[str, Any]:
    """What taking it apart would end."""
    found = list(selectors.open_gaps(family))
    suspended = {gap.award_id for gap in found if gap.policy == Policy.SUSPEND}
    return {
        "badges": [
            rows.badge_of(organization, badge, awards=0)
            for badge in selectors.tiers(family)
        ],
        "gaps": len(found),
        "suspended": len(suspended),
    }


def gaps(organization: "Organization", family: "Family") -> list[dict[str, Any]]:
    """What waits for somebody to decide."""
    found = selectors.open_gaps(family)[:MOST_GAPS]
    return [gap(organization, each) for each in found]


def gaps_of(organization: "Organization", award: "Award") -> list[dict[str, Any]]:
    """The same of one award."""
    return [gap(organization, each) for each in selectors.gaps_of(award)]


def gap(organization: "Organization", found: "Gap") -> dict[str, Any]:
    """A higher award under which a lower one was revoked."""
    return {
        "id": found.public_id,
        "family": found.family.name,
        "recipient_name": found.award.recipient_name,
        "badge": found.award.version.name,
        "href": _award(organization, found.award),
        "lower": found.lower.version.name,
        "lower_href": _award(organization, found.lower),
        "is_suspended": found.policy == Policy.SUSPEND,
        "opened_at": found.opened_at,
        "decide": reverse(
            "console:gap_decide", args=[organization.slug, found.public_id]
        ),
        "form": GapForm(auto_id=f"id_{found.public_id}_%s"),
    }


def _award(organization: "Organization", award: "Award") -> str:
    return reverse("console:award", args=[organization.slug, award.public_id])
