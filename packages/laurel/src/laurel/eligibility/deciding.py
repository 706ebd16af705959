"""Rules held against what is known of some people."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from laurel.eligibility import catalogue, gathering, narrating, words
from laurel.eligibility.models import Rule
from laurel.eligibility.types import Catalogue, Line
from laurel.foundation import clock
from laurel.requirements import services as requirements
from laurel.requirements.types import Decision, Requirement


@dataclass(frozen=True)
class Prepared:
    """A rule that can be asked: with every programme's courses in their place."""

    rule: Rule
    requirement: Requirement
    names: Catalogue

    def missing(self, decision: Decision) -> tuple[str, ...]:
        """What stands in the way, in sentences."""
        return words.missing(self.requirement, decision, self.names)

    def lines(self, decision: Decision) -> tuple[Line, ...]:
        """What was found for every part."""
        return words.lines(self.requirement, decision, self.names)

    def met(self, decision: Decision) -> tuple[str, ...]:
        """What was met, for everybody's eyes, in the language of the issuer."""
        language = self.rule.achievement.issuer.language
        return narrating.met(decision, self.names, language)


def prepared(
    organization_id: uuid.UUID, rules: Collection[Rule]
) -> dict[str, Prepared]:
    """The rules by the public ids of their achievements."""
    if not rules:
        return {}
    names = catalogue.looked_up(organization_id)
    return {
        rule.achievement.public_id: Prepared(
            rule,
            catalogue.taken_apart(requirements.parse(rule.requirement), names),
            names,
        )
        for rule in rules
    }


def decided_since(
    organization_id: uuid.UUID,
    requirement: Requirement,
    since: Mapping[str, dt.datetime],
    language: str,
) -> Mapping[str, tuple[Decision, tuple[str, ...]]]:
    """The same for a requirement without a rule, against what came after each one's moment.

    With what was met, in sentences for everybody's eyes, in this language.
    """
    names = catalogue.looked_up(organization_id)
    whole = catalogue.taken_apart(requirement, names)
    known = gathering.facts(organization_id, list(since), [whole])
    now, found = clock.now(), {}
    for key, moment in since.items():
        later = [fact for fact in known.get(key, ()) if fact.at > moment]
        decision = requirements.evaluate(whole, later, now)
        found[key] = (decision, narrating.met(decision, names, language))
    return found


def decided(
    organization_id: uuid.UUID,
    keys: Collection[str],
    asked: Collection[Prepared],
    now: dt.datetime | None = None,
) -> Mapping[str, list[tuple[Prepared, Decision]]]:
    """For each of these people, each of these rules; as of this moment, or of another."""
    known = gathering.facts(organization_id, keys, [each.requirement for each in asked])
    now = now or clock.now()
    return {
        key: [
            (each, requirements.evaluate(each.requirement, known.get(key, ()), now))
            for each in asked
        ]
        for key in keys
    }
