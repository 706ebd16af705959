"""What a rule would do if it ran now, for everybody it is about; nothing is changed."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.eligibility import deciding, finding, gathering
from laurel.eligibility.models import Rule
from laurel.eligibility.types import Candidate, DryRun, Outlook
from laurel.foundation import clock
from laurel.requirements import services as requirements
from laurel.requirements.types import Requirement

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

MOST_CANDIDATES = 20_000  # more would take a page minutes; the sweep takes all


def dry_run(
    achievement: "Achievement", requirement: Requirement | None = None
) -> DryRun:
    """Who would get it, who would not and why; by its own rule, or by another one.

    Without a rule, nobody is looked at.
    """
    asked = _asked(achievement, requirement)
    if asked is None:
        return DryRun()
    people = finding.candidates(achievement, asked.requirement)
    have = having(achievement, people)
    looked_at = [person for key, person in people.items() if key not in have]
    looked_at.sort(key=lambda person: (person.name.casefold(), person.key))
    some = looked_at[:MOST_CANDIDATES]
    outlooks = _outlooks(achievement, asked, some)
    return DryRun(
        would=tuple(each for each in outlooks if not each.missing),
        would_not=tuple(each for each in outlooks if each.missing),
        have=len(have),
        left_out=len(looked_at) - len(some),
    )


def outlook(achievement: "Achievement", key: str) -> Outlook | None:
    """Where one person stands with the rule now; None: there is no rule."""
    asked = _asked(achievement, None)
    if asked is None:
        return None
    everybody = finding.candidates(achievement, asked.requirement)
    person = everybody.get(key) or Candidate(key, "", key)
    return _outlooks(achievement, asked, [person])[0]


def candidate(achievement: "Achievement", token: str) -> Candidate | None:
    """Whoever is known by this token among those whom its rule is about."""
    asked = _asked(achievement, None)
    if asked is None or not token:
        return None
    everybody = finding.candidates(achievement, asked.requirement)
    return next((each for each in everybody.values() if each.token == token), None)


def having(achievement: "Achievement", keys: Collection[str]) -> Mapping[str, str]:
    """Who of these was ever given it, also under an address they gave up: address → award."""
    owners = gathering.identities(achievement.issuer.organization_id, keys)
    found: dict[str, str] = {}
    for some in gathering.portions(owners):
        rows = awards.of_achievement(achievement).filter(recipient_key__in=some)
        for had, award in rows.values_list("recipient_key", "public_id"):
            found |= dict.fromkeys(owners[had], award)
    return found


def _asked(
    achievement: "Achievement", requirement: Requirement | None
) -> deciding.Prepared | None:
    rule = Rule.objects.filter(achievement=achievement).first()
    if requirement is not None:  # one that is looked at before it is kept
        rule = Rule(
            requirement=requirements.dump(requirement),
            is_automatic=False,
            number=0,
            changed_at=clock.now(),
        )
    if rule is None:
        return None
    rule.achievement = achievement
    found = deciding.prepared(achievement.issuer.organization_id, [rule])
    return found[achievement.public_id]


def _outlooks(
    achievement: "Achievement",
    asked: deciding.Prepared,
    some: Collection[Candidate],
) -> list[Outlook]:
    """Where each stands; what other guards have against it is said, too."""
    organization_id = achievement.issuer.organization_id
    keys = [person.key for person in some]
    decisions = deciding.decided(organization_id, keys, [asked])
    met = [key for key in keys if decisions[key][0][1].is_met]
    others = awards.obstacles(achievement, met) if asked.rule.pk else {}
    found = []
    for person in some:
        ((_, decision),) = decisions[person.key]
        missing = asked.missing(decision) or tuple(
            each.sentence for each in others.get(person.key, ())
        )
        found.append(Outlook(person, asked.lines(decision), missing))
    return found
