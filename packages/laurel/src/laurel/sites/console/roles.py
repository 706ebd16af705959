"""The roles, in the console's words."""

from laurel.organizations.types import Role
from laurel.sites.console.forms.fields import Choice

_WORDS = {
    Role.OWNER: Choice(
        "Owner", "May do everything: people, issuer, keys, badges, awards."
    ),
    Role.EDITOR: Choice(
        "Editor", "Defines badges, awards and revokes them. Changes no people or keys."
    ),
    Role.AWARDER: Choice("Awarder", "Awards the badges there are, and revokes them."),
    Role.ASSESSOR: Choice("Assessor", "Judges evidence. Awards and changes nothing."),
    Role.VIEWER: Choice(
        "Viewer", "Looks at badges, awards and people. Changes nothing."
    ),
}
FOR_ONE = {
    Role.AWARDER: Choice("May award it", "Awards this badge, and revokes it."),
    Role.EDITOR: Choice("May change it", "Changes this badge, awards and revokes it."),
    # The owner's right for one thing alone (`awards.access.about_waivers`).
    Role.OWNER: Choice(
        "May award it early",
        "Where they may award it: also while something is missing, with a reason.",
    ),
}
CHOICES_FOR_ONE = [(role.value, words) for role, words in FOR_ONE.items()]
CHOICES = [(role.value, words) for role, words in _WORDS.items()]


def sentence(role: str) -> str:
    """What somebody with this role may do."""
    return _WORDS[Role(role)].sentence


def phrase(role: str) -> str:
    """The role as somebody becomes it: `an owner`."""
    word = _WORDS[Role(role)].title.lower()
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
