"""The rules that the facts of an achievement keep."""

import re
from collections.abc import Sequence
from decimal import Decimal
from urllib.parse import urlsplit

from obkit.model.ob3_terms import ACHIEVEMENT_TYPES, RESULT_TYPES, TARGET_TYPES
from obkit.model.values import is_language

from laurel.achievements.errors import Refused
from laurel.achievements.types import (
    Criterion,
    Edition,
    Level,
    Related,
    Result,
    Skill,
    Validity,
)

MAX_NAME = 200
MAX_DESCRIPTION = 2_000  # one or two paragraphs; the criteria say the rest
MAX_CRITERIA = 20_000
MAX_LINE = 500  # one criterion is one sentence
MAX_LINES = 30
MAX_SKILLS = 30
MAX_TAGS = 30
MAX_TAG = 60
MAX_RESULTS = 10
MAX_VALUES = 20  # of one result: more is a number, not a list
MAX_LEVELS = 10
MAX_RELATED = 20
MAX_EDITIONS = 20
MAX_URL = 500
MAX_CREDITS = Decimal(100_000)
MAX_MONTHS = 1_200  # a hundred years: more is a typing mistake
MAX_DAYS = 36_500
MAX_TERM = 100

_OWN_TERM = re.compile(r"ext:[\w.|\-]+")


def name(text: str) -> str:
    """A name in one line.

    Raises:
        Refused: empty, too long, or with control characters.
    """
    return line(text, "A name", field="name")


def line(
    text: str, what: str, *, field: str, longest: int = MAX_NAME, needed: bool = True
) -> str:
    """A text in one line; `what` begins the sentence that refuses it.

    Raises:
        Refused: empty though needed, too long, or with control characters.
    """
    text = text.strip()
    if (needed and not text) or len(text) > longest or not text.isprintable():
        raise Refused(
            f"{what} has {'1' if needed else '0'} to {longest} characters in one line.",
            field=field,
        )
    return text


def prose(text: str, what: str, *, field: str, longest: int) -> str:
    """A text of several lines, or nothing.

    Raises:
        Refused: too long, or with NUL.
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > longest or "\x00" in text:
        raise Refused(f"{what} may have {longest} characters.", field=field)
    return text


def criteria_lines(given: Sequence[Criterion]) -> list[dict[str, str]]:
    """The lines as they are stored.

    Raises:
        Refused: too many, or one without text or too long.
    """
    _at_most(MAX_LINES, given, "criteria", field="criteria_lines")
    out = []
    for number, item in enumerate(given, start=1):
        text, assessed = (
            line(
                each,
                f"{what} {number}",
                field="criteria_lines",
                longest=MAX_LINE,
                needed=needed,
            )
            for each, what, needed in (
                (item.text, "Criterion", True),
                (item.assessed, "The assessment of criterion", False),
            )
        )
        out.append({"text": text, "assessed": assessed})
    return out


def skills(given: Sequence[Skill]) -> list[dict[str, str]]:
    """The skills as they are stored: what is empty is left out.

    Raises:
        Refused: too many, one without a name, or one without a web address.
    """
    _at_most(MAX_SKILLS, given, "skills", field="skills")
    out = []
    for number, skill in enumerate(given, start=1):
        text = line(skill.name, f"The name of skill {number}", field="skills")
        url = web_address(skill.url, f"Skill {number} ({text})", field="skills")
        more = {
            "framework": line(
                skill.framework, f"The framework of skill {number}",
                field="skills", needed=False,
            ),
            "code": line(
                skill.code, f"The code of skill {number}", field="skills", needed=False
            ),
            "description": prose(
                skill.description, f"The description of skill {number}",
                field="skills", longest=MAX_DESCRIPTION,
            ),
            "type": term(
                skill.type, TARGET_TYPES, f"The type of skill {number}", field="skills"
            )
            if skill.type
            else "",
        }  # fmt: skip
        filled = {key: value for key, value in more.items() if value}
        out.append({"name": text, "url": url} | filled)
    return out


def tags(given: Sequence[str]) -> list[str]:
    """The tags, each once.

    Raises:
        Refused: too many, or one that is empty or too long.
    """
    _at_most(MAX_TAGS, given, "tags", field="tags")
    return list(
        dict.fromkeys(
            line(each, "A tag", field="tags", longest=MAX_TAG) for each in given
        )
    )


def language(text: str, *, field: str = "language") -> str:
    """A language as the documents write it, or nothing.

    Raises:
        Refused: not such a tag.
    """
    if text and not is_language(text):
        raise Refused(
            "A language is a tag such as en, fr or pt-BR.",
            field=field,
        )
    return text


def achievement_type(text: str) -> str:
    """The kind of achievement.

    Raises:
        Refused: none of the standard's, and not one of your own.
    """
    return term(text, ACHIEVEMENT_TYPES, "The kind of badge", field="achievement_type")


def term(text: str, known: frozenset[str], what: str, *, field: str) -> str:
    """A word of the standard, or one's own with `ext:` before it.

    Raises:
        Refused: neither.
    """
    if text in known or (len(text) <= MAX_TERM and _OWN_TERM.fullmatch(text)):
        return text
    raise Refused(
        f"{what} is a word of Open Badges 3.0, or your own with ext: before it.",
        field=field,
    )


def credits_(amount: Decimal | None) -> Decimal | None:
    """How many credits it is worth.

    Raises:
        Refused: negative, too many, or finer than hundredths.
    """
    if amount is None:
        return None
    if not amount.is_finite() or not 0 <= amount <= MAX_CREDITS:
        raise Refused(f"Credits are from 0 to {MAX_CREDITS:,}.", field="credits")
    if amount != round(amount, 2):
        raise Refused("Credits have two decimal places at most.", field="credits")
    return amount


def validity(given: Validity) -> dict[str, object]:
    """The validity as it is stored.

    Raises:
        Refused: two kinds at once, or a period out of bounds.
    """
    kinds = [bool(given.on), bool(given.months), bool(given.days)]
    if sum(kinds) > 1:
        raise Refused("Choose one: a day, months or days.", field="validity")
    if not 0 <= given.months <= MAX_MONTHS or not 0 <= given.days <= MAX_DAYS:
        raise Refused(
            f"A period has 1 to {MAX_MONTHS:,} months or 1 to {MAX_DAYS:,} days.",
            field="validity",
        )
    return given.as_json()


def results(given: Sequence[Result]) -> list[dict[str, object]]:
    """The results as they are stored.

    Raises:
        Refused: too many, unnamed, or contradicting itself.
    """
    _at_most(MAX_RESULTS, given, "results", field="results")
    return [_result(each, number) for number, each in enumerate(given, start=1)]


def _result(given: Result, number: int) -> dict[str, object]:
    def one(text: str, what: str, *, needed: bool = False) -> str:
        return line(
            text, f"The {what} of result {number}", field="results", needed=needed
        )

    _at_most(MAX_VALUES, given.values, f"values of result {number}", field="results")
    _at_most(MAX_LEVELS, given.levels, f"levels of result {number}", field="results")
    levels = [_level(each, number) for each in given.levels]
    required = one(given.required, "required value")
    choices = [each["name"] for each in levels] or list(given.values)
    if required and choices and required not in choices:
        raise Refused(
            f"Result {number}: what is required is one of {', '.join(choices)}.",
            field="results",
        )
    return {
        "name": one(given.name, "name", needed=True),
        "type": term(
            given.type, RESULT_TYPES, f"The type of result {number}", field="results"
        ),
        "values": [one(each, "value", needed=True) for each in given.values],
        "minimum": one(given.minimum, "least value"),
        "maximum": one(given.maximum, "greatest value"),
        "required": required,
        "levels": levels,
    }


def _level(given: Level, number: int) -> dict[str, str]:
    what = f"of a level of result {number}"
    return {
        "name": line(given.name, f"The name {what}", field="results"),
        "description": line(
            given.description, f"The description {what}",
            field="results", longest=MAX_LINE, needed=False,
        ),
        "points": line(
            given.points, f"The points {what}", field="results", needed=False
        ),
    }  # fmt: skip


def related(given: Sequence[Related]) -> list[dict[str, str]]:
    """The related achievements as they are stored.

    Raises:
        Refused: too many, or one without a name or a web address.
    """
    _at_most(MAX_RELATED, given, "related badges", field="related")
    return [
        {
            "name": line(each.name, "The name of a related badge", field="related"),
            "url": web_address(each.url, each.name, field="related"),
        }
        for each in given
    ]


def editions(given: Sequence[Edition], *, besides: str) -> list[dict[str, str]]:
    """The editions in other languages as they are stored.

    Raises:
        Refused: too many, without a language, or two in the same one.
    """
    _at_most(MAX_EDITIONS, given, "languages", field="editions")
    known = {besides}
    out = []
    for each in given:
        tag = language(each.language, field="editions")
        if not tag or tag in known:
            raise Refused(
                f"Each edition has a language of its own; {tag or 'one'} "
                f"{'is there twice' if tag else 'has none'}.",
                field="editions",
            )
        known.add(tag)
        out.append(
            {
                "language": tag,
                "name": line(each.name, f"The name in {tag}", field="editions"),
                "description": prose(
                    each.description, f"The sentence in {tag}",
                    field="editions", longest=MAX_DESCRIPTION,
                ),
                "criteria": prose(
                    each.criteria, f"What it takes in {tag}",
                    field="editions", longest=MAX_CRITERIA,
                ),
            }
        )  # fmt: skip
    return out


def web_address(url: str, what: str, *, field: str) -> str:
    """An address that a browser can open.

    Raises:
        Refused: none, or one of another scheme.
    """
    url = url.strip()
    if not _is_web_address(url):
        raise Refused(
            f"{what} needs a web address that begins with https://.", field=field
        )
    return url


def _at_most(most: int, given: Sequence[object], what: str, *, field: str) -> None:
    if len(given) > most:
        raise Refused(f"At most {most} {what}.", field=field)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # a broken IPv6 address
        return False
    sound = url.isprintable() and " " not in url and len(url) <= MAX_URL
    return sound and parts.scheme in ("https", "http") and bool(parts.hostname)
