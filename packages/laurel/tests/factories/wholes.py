"""An award that has everything that its page can show."""

import datetime as dt

from laurel.achievements.types import Skill
from laurel.awards import selectors as awards
from laurel.awards import services as award_services
from laurel.awards.types import Disclosure, Evidence, Visibility
from laurel.credentials import selectors as credentials
from laurel.families import services as families
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges, endorsing, pathways

WORDS = ("Completed", "Demonstrated", "Implemented")
SKILLS = (Skill("Facilitation", "https://skills.example/facilitation"),)


def award(email="ada@home.example"):
    """Ada's, the middle one of a family, on a pathway, with a skill, evidence and an endorsement.

    She shows it to search engines, too; and she has the one below.
    """
    issuer = badges.issuer()
    tiers = [
        badges.achievement(
            issuer,
            name=f"Facilitation: {word}",
            skills=SKILLS,
            earn_url="https://north-college.example/courses/facilitation",
        )
        for word in WORDS
    ]
    families.gather(
        organization=issuer.organization,
        name="Facilitation",
        badges=tiers,
        actor=SYSTEM,
    )
    pathways.pathway(tiers[1], *pathways.steps(issuer, 2), title="Leading Groups")
    badges.issued(tiers[0], recipient_email=email)
    found = badges.issued(
        tiers[1],
        recipient_email=email,
        narrative="Ada **led** two workshops.",
        evidence=[Evidence(name="Her report", url="https://evidence.example/report")],
        expires_on=dt.date(2099, 12, 31),
    )
    award_services.disclose(
        award=awards.by_public_id(found.award_public_id),
        disclosure=Disclosure(visibility=Visibility.PUBLIC),
        actor=SYSTEM,
    )
    endorsing.endorsed(found.award_public_id)
    return credentials.public(found.award_public_id)
