"""Everything that a signed document says, each with a label and in its place.

The page tells the badge's story above; this is the whole of it, so that nobody has to read JSON to
know what is in the file that they hold or are shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from laurel.sites.ui.text import clean, spaced

# What says in which words the rest is written, for programs alone: vocabularies, and the class of
# each part, which is where the part stands here.
FOR_PROGRAMS = frozenset({"@context", "type"})
MOST_LINES = 400  # a badge of ours has some forty

# Where a member stands: the first that fits the beginning of its path.
_GROUPS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("issuer",), "The issuer"),
    (("credentialSubject", "achievement"), "What was earned"),
    (("credentialSubject", "result"), "Results"),
    (("credentialSubject",), "The person"),
    (("evidence",), "Evidence"),
    (("endorsement",), "Endorsements"),
    (("endorsementJwt",), "Endorsements"),
    (("credentialStatus",), "Whether it still holds"),
    (("refreshService",), "Whether it still holds"),
    (("proof",), "The signature"),
)
_BADGE = "This badge"
# Words of the standard that do not explain themselves.
_LABELS: Mapping[str, str] = {
    "id": "Address",
    "url": "Site",
    "email": "E-mail",
    "validFrom": "In force from",
    "validUntil": "Valid until",
    "awardedDate": "Awarded",
    "otherIdentifier": "Also known as",
    "identifierType": "Kind",
    "identityHash": "Known by",
    "identityType": "Kind",
    "hashed": "Scrambled",
    "salt": "Scrambled with",
    "achievementType": "Kind",
    "inLanguage": "Language",
    "creditsAvailable": "Credits",
    "alignment": "Skill",
    "targetName": "Name",
    "targetUrl": "Address",
    "targetDescription": "Description",
    "targetFramework": "Framework",
    "targetCode": "Code",
    "targetType": "Kind",
    "tag": "Keyword",
    "resultDescription": "Result",
    "related": "Belongs with",
    "narrative": "In words",
    "caption": "Described as",
    "statusPurpose": "What the list tells",
    "statusListIndex": "Place in the list",
    "statusListCredential": "List",
    "created": "Made",
    "cryptosuite": "Way of signing",
    "verificationMethod": "Key",
    "proofPurpose": "Meant as",
    "proofValue": "Signature",
}


@dataclass(frozen=True, slots=True)
class Group:
    """What the document says of one thing: labels with values."""

    title: str
    lines: tuple[tuple[str, str], ...]


def of(document: Mapping[str, object]) -> list[Group]:
    """All that the document says, in the order in which a reader asks."""
    found: dict[str, list[tuple[str, str]]] = {_BADGE: []}
    found |= {title: [] for _, title in _GROUPS}
    for number, (path, value) in enumerate(_leaves(document, ())):
        if number >= MOST_LINES:
            found[_BADGE].append(("And more", "The document below has the rest."))
            break
        title, depth = _place(path)
        found[title].append((_label(path[depth:] or path[-1:]), value))
    return [Group(title, tuple(lines)) for title, lines in found.items() if lines]


def _leaves(
    value: object, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name not in FOR_PROGRAMS:
                yield from _leaves(inner, (*path, str(name)))
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, start=1):
            yield from _leaves(inner, (*path, number) if len(value) > 1 else path)
    elif isinstance(value, bool):
        yield path, "Yes" if value else "No"
    elif value is not None:
        yield path, clean(value)


def _place(path: tuple[str | int, ...]) -> tuple[str, int]:
    """The group, and how many steps of the path it stands for."""
    for beginning, title in _GROUPS:
        if path[: len(beginning)] == beginning:
            return title, len(beginning)
    return _BADGE, 0


def _label(steps: tuple[str | int, ...]) -> str:
    """`Skill 2: name`; the words of the standard where we have no other."""
    words: list[str] = []
    for step in steps:
        if isinstance(step, int) and words:
            words[-1] += f" {step}"
        else:
            words.append(str(step) if isinstance(step, int) else _word(step))
    label = ": ".join([words[0], *(word[:1].lower() + word[1:] for word in words[1:])])
    return clean(label)


def _word(member: str) -> str:
    known = _LABELS.get(member) or spaced(member)
    return known[:1].upper() + known[1:]
