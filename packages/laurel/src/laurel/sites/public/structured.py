"""What search engines are told: schema.org's EducationalOccupationalCredential as JSON-LD.

Of every badge that can be earned; of an award only where its holder lets everybody find it and it
still holds. An e-mail address stands in neither.
"""

from typing import TYPE_CHECKING, Any

from laurel.achievements import selectors as achievements
from laurel.issuers import selectors as issuers
from laurel.sites.ui.text import clean, safe_link, spaced

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion
    from laurel.achievements.types import Validity
    from laurel.sharing.types import Facts


def of_achievement(version: "AchievementVersion", address: str) -> dict[str, Any]:
    """A badge as it is defined."""
    said = achievements.definition(version)
    issuer = version.achievement.issuer
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "EducationalOccupationalCredential",
        "@id": address,
        "url": address,
        "name": clean(said.name),
        "description": clean(said.description),
        "image": achievements.image_address(version),
        "credentialCategory": {
            "@type": "DefinedTerm",
            "name": spaced(said.achievement_type),
        },
        "competencyRequired": [
            {"@type": "DefinedTerm", "name": clean(skill.name)}
            | ({"url": skill.url} if safe_link(skill.url) else {})
            for skill in said.skills
        ],
        "recognizedBy": {
            "@type": "Organization",
            "name": clean(issuer.name),
            "url": issuer.url if safe_link(issuer.url) else issuers.address(issuer),
        },
        "validFor": _duration(said.validity),
        "inLanguage": said.language,
        "keywords": [clean(tag) for tag in said.tags],
    }
    return {name: value for name, value in found.items() if value}


def of_award(
    version: "AchievementVersion", facts: "Facts", holder: str
) -> dict[str, Any]:
    """An award that everybody may find."""
    found = of_achievement(version, facts.address)
    found |= {
        "name": clean(facts.name),
        "dateCreated": facts.issued_on.isoformat(),
        "identifier": facts.award_id,
        "isBasedOn": achievements.address(version),
    }
    found.pop("validFor", None)
    if facts.expires_on:
        found["expires"] = facts.expires_on.isoformat()
    if holder:
        found["about"] = {"@type": "Person", "name": holder}
    return found


def _duration(validity: "Validity") -> str:
    """ISO 8601, as schema.org has it; empty where it is no duration."""
    if validity.months:
        years, months = divmod(validity.months, 12)
        return "P" + (f"{years}Y" if years else "") + (f"{months}M" if months else "")
    return f"P{validity.days}D" if validity.days else ""
