"""What a badge says that its holder did: the sentences of what was met, in the issuer's language.

For everybody's eyes: without grades, sources and notes. An issuer who writes in a language that
is not here is told in English.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from laurel.eligibility.types import Catalogue
from laurel.requirements.types import (
    ALL_OF_IT,
    Decision,
    Fact,
    Kind,
    Need,
    activity_of,
)

MOST_NARRATIVE = 4_500  # what awards take, with room for the last line
_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|~!"})


@dataclass(frozen=True, slots=True)
class Said:
    """One language's words; `{about}` is what is named, in its quotation marks."""

    intro: str
    more: str  # where not all of it has room
    met: Mapping[Kind, str]
    fully: str  # took part from beginning to end
    equivalent: str
    quoted: str
    every_course: str  # of a programme
    within: str  # an activity of a course
    no_course: str  # it was deleted
    no_badge: str


OURS: Final = "en"
LANGUAGES: Final[Mapping[str, Said]] = {
    "en": Said(
        intro="What was met:",
        more="and {number} more",
        met={
            Kind.COURSE: "Passed {about}",
            Kind.ATTENDANCE: "Attended {about}",
            Kind.PARTICIPATION: "Took part in {about}",
            Kind.ACTIVITY: "Completed {about}",
            Kind.EVIDENCE: "Handed in evidence that was accepted",
            Kind.HELD: "Has the badge {about}",
        },
        fully="Took part fully in {about}",
        equivalent="{about}: an equivalent was accepted",
        quoted="“{name}”",
        every_course="all courses of {program}",
        within="{name} in {course}",
        no_course="a course that is gone",
        no_badge="a badge that is gone",
    ),
    "de": Said(
        intro="Was erfüllt wurde:",
        more="und {number} weitere",
        met={
            Kind.COURSE: "{about} bestanden",
            Kind.ATTENDANCE: "{about} besucht",
            Kind.PARTICIPATION: "An {about} aktiv teilgenommen",
            Kind.ACTIVITY: "{about} abgeschlossen",
            Kind.EVIDENCE: "Belege eingereicht, die angenommen wurden",
            Kind.HELD: "Hat das Badge {about}",
        },
        fully="An {about} von Anfang bis Ende aktiv teilgenommen",
        equivalent="{about}: etwas Gleichwertiges wurde anerkannt",
        quoted="„{name}“",
        every_course="alle Kurse von {program}",
        within="{name} in {course}",
        no_course="ein Kurs, den es nicht mehr gibt",
        no_badge="ein Badge, das es nicht mehr gibt",
    ),
    "fr": Said(
        intro="Ce qui a été accompli :",
        more="et {number} de plus",
        met={
            Kind.COURSE: "A réussi {about}",
            Kind.ATTENDANCE: "A suivi {about}",
            Kind.PARTICIPATION: "A participé à {about}",
            Kind.ACTIVITY: "A accompli {about}",
            Kind.EVIDENCE: "A remis des preuves, qui ont été acceptées",
            Kind.HELD: "Détient le badge {about}",
        },
        fully="A participé pleinement à {about}",
        equivalent="{about} : un équivalent a été accepté",
        quoted="« {name} »",
        every_course="tous les cours de {program}",
        within="{name} dans {course}",
        no_course="un cours qui n’existe plus",
        no_badge="un badge qui n’existe plus",
    ),
    "es": Said(
        intro="Lo que se ha cumplido:",
        more="y {number} más",
        met={
            Kind.COURSE: "Aprobó {about}",
            Kind.ATTENDANCE: "Asistió a {about}",
            Kind.PARTICIPATION: "Participó en {about}",
            Kind.ACTIVITY: "Completó {about}",
            Kind.EVIDENCE: "Entregó evidencias que fueron aceptadas",
            Kind.HELD: "Tiene la insignia {about}",
        },
        fully="Participó plenamente en {about}",
        equivalent="{about}: se aceptó un equivalente",
        quoted="«{name}»",
        every_course="todos los cursos de {program}",
        within="{name} en {course}",
        no_course="un curso que ya no existe",
        no_badge="una insignia que ya no existe",
    ),
}


def met(decision: Decision, names: Catalogue, language: str = OURS) -> tuple[str, ...]:
    """What was met, a sentence for each thing."""
    said = _said(language)
    return tuple(
        _sentence(reason.need, reason.fact, names, said)
        for reason in decision.met
        if reason.need is not None and reason.fact is not None
    )


def narrative(sentences: Collection[str], language: str = OURS) -> str:
    """What the badge says that this person did: each thing that was met, in Markdown."""
    said = _said(language)
    lines = [said.intro, ""]
    for number, sentence in enumerate(sentences):
        line = f"- {sentence.translate(_SPECIAL)}"
        if len("\n".join([*lines, line])) > MOST_NARRATIVE:
            lines.append(f"- {said.more.format(number=len(sentences) - number)}")
            break
        lines.append(line)
    return "\n".join(lines)


def _said(language: str) -> Said:
    return LANGUAGES.get(language, LANGUAGES[OURS])


def _sentence(need: Need, fact: Fact, names: Catalogue, said: Said) -> str:
    about = _about(need, names, said)
    if fact.is_equivalent:
        return said.equivalent.format(about=about)
    if need.kind is Kind.PARTICIPATION and need.at_least == ALL_OF_IT:
        return said.fully.format(about=about)
    return said.met[need.kind].format(about=about)


def _about(need: Need, names: Catalogue, said: Said) -> str:
    """What a need is about, by its name."""

    def quoted(name: str) -> str:
        return said.quoted.format(name=name)

    match need.kind:
        case Kind.COURSE | Kind.ATTENDANCE | Kind.PARTICIPATION:
            if program := names.programs.get(need.subject):
                return said.every_course.format(program=quoted(program))
            course = names.courses.get(need.subject)
            return quoted(course) if course else said.no_course
        case Kind.ACTIVITY:
            where, name = activity_of(need.subject)
            course = names.courses.get(where)
            if not course:
                return quoted(name)
            return said.within.format(name=quoted(name), course=quoted(course))
        case Kind.HELD | Kind.EVIDENCE:
            known = {**names.tasks, **names.achievements}.get(need.subject)
            if known:
                return quoted(known)
            is_elsewhere = need.subject.startswith("http")
            return need.subject if is_elsewhere else said.no_badge
