"""The words of the demo data: a college, a training body and a learning platform.

Dates are fixed and past, so that every machine tells the same story whenever it starts.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from laurel.achievements.types import NEVER, Criterion, Skill, Validity
from laurel.awards.types import Evidence
from laurel.design.types import Background, Design, Shape


class Fate(StrEnum):
    """What became of an award."""

    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Given:
    """One award of the demo."""

    name: str
    email: str
    fate: Fate = Fate.VALID
    narrative: str = ""
    evidence: tuple[Evidence, ...] = ()
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Earnable:
    """One achievement of the demo with its awards."""

    name: str
    description: str
    criteria: str
    skills: tuple[Skill, ...]
    art: Design
    awards: tuple[Given, ...]
    criteria_lines: tuple[Criterion, ...] = ()
    validity: Validity = NEVER
    earn_url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One organization of the demo with its issuer."""

    name: str
    url: str
    email: str
    description: str
    colour: str
    accent: str
    mark: str  # an SVG, 40 units square
    achievements: tuple[Earnable, ...] = field(default=())


LONG_AGO, OVER = dt.date(2023, 3, 1), dt.date(2025, 2, 28)
# The first step, the second one ten weeks later, and its end after five years.
COMPLETED, DEMONSTRATED = dt.date(2025, 9, 5), dt.date(2025, 11, 14)
AFTER_FIVE_YEARS = dt.date(2030, 11, 14)
GRADUATION = dt.date(2025, 7, 4)
END_OF_CLASS = dt.date(2025, 10, 31)


def _mark(ground: str, drawing: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">'
        f'<rect width="40" height="40" rx="11" fill="{ground}"/>{drawing}</svg>'
    )


NORTH = Story(
    name="North College",
    url="https://north-college.example",
    email="awards@north-college.example",
    description="A public college of further education. Micro-credentials in data, health and "
    "leadership, for people who study beside their work.",
    colour="#1f3d7a",
    accent="#e0b04a",
    mark=_mark(
        "#1f3d7a",
        '<path d="M20 8l3.2 8.8L32 20l-8.8 3.2L20 32l-3.2-8.8L8 20l8.8-3.2Z" fill="#ffffff"/>',
    ),
    achievements=(
        Earnable(
            name="Applied Data Analytics",
            description="Turns a table of figures into a question, an answer and a decision that "
            "others can check. Awarded for the whole micro-credential of four courses.",
            criteria="""The holder has finished the micro-credential *Applied Data Analytics*
(40 credits, level 5):

1. **passed all four courses**: Asking Questions of Data, Clean Data, Models You Can Explain,
   and Showing Your Work;
2. **completed a project with an organisation** outside the college, on its own figures;
3. **presented the finding** to that organisation and answered its questions;
4. **was confirmed for graduation** by the programme board.

Every course is graded by two assessors. The board meets after the last grade is in.""",
            skills=(
                Skill("Data analysis", "https://skills.example/data-analysis"),
                Skill("Statistical reasoning", "https://skills.example/statistics"),
                Skill("Data visualisation", "https://skills.example/visualisation"),
            ),
            art=Design(
                icon="chart",
                laurel=True,
                band="Data Analytics",
                title="Applied Data Analytics",
            ),
            awards=(
                Given(
                    "Srinivasa Ramanujan",
                    "srinivasa@students.north-college.example",
                    narrative="Found, for a regional bus company, which timetable changes "
                    "shortened waiting in the rain, and showed how sure one can be.",
                    issued_on=GRADUATION,
                ),
                Given(
                    "Mary Somerville",
                    "mary@students.north-college.example",
                    Fate.REVOKED,
                    issued_on=GRADUATION,
                ),
            ),
        ),
        Earnable(
            name="Workshop Safety",
            description="Works safely in the college's workshops and helps others to do so. "
            "Holds for two years, because machines and rules change.",
            criteria="The course can be taken again at any time.",
            criteria_lines=(
                Criterion(
                    "Takes part in the half-day course in the workshop itself",
                    "attendance, taken by the workshop's master",
                ),
                Criterion(
                    "Stops, locks and restarts each machine of the workshop",
                    "an assessor watches, with a list",
                ),
                Criterion(
                    "Answers nine of ten questions about fire, dust and first aid",
                    "a written test",
                ),
            ),
            validity=Validity(months=24),
            earn_url="https://north-college.example/courses/workshop-safety",
            skills=(
                Skill("Workshop safety", "https://skills.example/workshop-safety"),
                Skill("First aid at work", "https://skills.example/first-aid"),
            ),
            art=Design(
                shape=Shape.TICKET,
                icon="shield",
                level=1,
                levels=1,
                band="Safety",
                title="Workshop Safety",
            ),
            awards=(
                Given(
                    "Michael Faraday",
                    "michael@students.north-college.example",
                    Fate.EXPIRED,
                    issued_on=LONG_AGO,
                    expires_on=OVER,
                ),
            ),
        ),
    ),
)

BRIGHTWATER = Story(
    name="Brightwater Training",
    url="https://brightwater.example",
    email="badges@brightwater.example",
    description="Short courses for people who teach, since 2019. Credentials in three steps: "
    "completed, demonstrated, implemented.",
    colour="#0b6e7d",
    accent="#ffb59c",
    mark=_mark(
        "#0b6e7d",
        '<path d="M8 17c4-4 8-4 12 0s8 4 12 0M8 25c4-4 8-4 12 0s8 4 12 0" fill="none" '
        'stroke="#ffffff" stroke-width="2.6" stroke-linecap="round"/>',
    ),
    achievements=(
        Earnable(
            name="Facilitation: Completed",
            description="Took part in a two-day workshop on leading groups: opening, listening, "
            "steering, closing. The first of three steps.",
            criteria="""The holder

- attended both days of the workshop;
- **took part**: led at least one short exercise for the group;
- gave and received feedback in the closing round.

A trainer confirms each of these on the second day.""",
            skills=(
                Skill("Group facilitation", "https://skills.example/facilitation"),
                Skill("Active listening", "https://skills.example/active-listening"),
            ),
            art=Design(
                shape=Shape.HEXAGON,
                icon="dialogue",
                level=1,
                band="Completed",
                title="Facilitation: Completed",
            ),
            awards=(
                Given(
                    "Ada Lovelace",
                    "ada@analytical-society.example",
                    issued_on=COMPLETED,
                ),
                Given(
                    "Charles Babbage",
                    "charles@analytical-society.example",
                    Fate.REVOKED,
                    issued_on=COMPLETED,
                ),
                Given(
                    "George Boole",
                    "george@analytical-society.example",
                    Fate.EXPIRED,
                    issued_on=LONG_AGO,
                    expires_on=OVER,
                ),
            ),
        ),
        Earnable(
            name="Facilitation: Demonstrated",
            description="Leads groups in practice, and can say what changed in the room. The "
            "second of three steps; builds on Completed.",
            criteria="""The holder

1. **holds Facilitation: Completed**;
2. **led at least one facilitated session** of an hour or more, watched by an assessor;
3. **wrote a reflection** on what changed in the room, and what they would do differently.

Two assessors read the reflection and must agree. The award ends after five years.""",
            skills=(
                Skill("Group facilitation", "https://skills.example/facilitation"),
                Skill("Adult learning", "https://skills.example/adult-learning"),
                Skill("Reflective practice", "https://skills.example/reflection"),
            ),
            art=Design(
                shape=Shape.HEXAGON,
                icon="dialogue",
                level=2,
                band="Demonstrated",
                title="Facilitation: Demonstrated",
            ),
            awards=(
                Given(
                    "Ada Lovelace",
                    "ada@analytical-society.example",
                    narrative="Ada planned and led two workshops for teaching staff, one in the "
                    "room and one online, each with more than fifteen people. She set the rules "
                    "with the group, drew quieter people in, and closed both with decisions that "
                    "everyone could repeat.",
                    evidence=(
                        Evidence(
                            name="Reflection on two workshops",
                            url="https://analytical-society.example/ada/reflection",
                            narrative="“I learned to wait four seconds longer than feels "
                            "natural.”",
                        ),
                        Evidence(
                            name="Assessor's note",
                            narrative="Both sessions were watched from beginning to end. Every "
                            "participant spoke at least twice.",
                        ),
                    ),
                    issued_on=DEMONSTRATED,
                    expires_on=AFTER_FIVE_YEARS,
                ),
            ),
        ),
    ),
)

KOWHAI = Story(
    name="Kōwhai Learning",
    url="https://kowhai.example",
    email="hello@kowhai.example",
    description="An open learning platform. Classes of six weeks, small groups, and work that "
    "can be shown.",
    colour="#f0b81c",
    accent="#17503c",
    mark=_mark(
        "#f0b81c",
        '<path d="M20 32c-6-4-8-10-6-18 4 1 6 4 6 8 0-4 2-7 6-8 2 8 0 14-6 18ZM20 22V9" '
        'fill="none" stroke="#241900" stroke-width="2.2" stroke-linejoin="round" '
        'stroke-linecap="round"/>',
    ),
    achievements=(
        Earnable(
            name="Data Stories",
            description="Tells the truth with a chart: chooses the figures, draws them, and "
            "writes the sentence under them.",
            criteria="""In the class *Data Stories* the holder

- finished **all six weekly pieces**, each reviewed by two others in the class;
- **published one story** with a chart made from open figures, its source and its doubts;
- reviewed at least four stories of others, and was found helpful.

The badge was bound to the class before it began and did not change while it ran.""",
            skills=(
                Skill("Data visualisation", "https://skills.example/visualisation"),
                Skill("Writing for readers", "https://skills.example/writing"),
            ),
            art=Design(
                shape=Shape.SQUARE,
                icon="chart",
                level=2,
                band="Data Stories",
                title="Data Stories",
            ),
            awards=(
                Given(
                    "Florence Nightingale",
                    "florence@learners.kowhai.example",
                    narrative="Her chart of causes of death in a hospital shows at one look what "
                    "forty pages of tables had hidden.",
                    evidence=(
                        Evidence(
                            name="The story and its chart",
                            url="https://kowhai.example/stories/hospital",
                        ),
                    ),
                    issued_on=END_OF_CLASS,
                ),
                Given(
                    "William Playfair",
                    "william@learners.kowhai.example",
                    Fate.REVOKED,
                    issued_on=END_OF_CLASS,
                ),
            ),
        ),
        Earnable(
            name="Urban Ecology",
            description="Knows the plants and animals of one square kilometre of city, and how "
            "they depend on each other.",
            criteria="""The holder walked one square kilometre in **four seasons**, recorded at
least **sixty species** with picture, place and date, and drew the web between them. A biologist
checked ten records, chosen at random. The survey is good for two years.""",
            skills=(
                Skill("Field recording", "https://skills.example/field-recording"),
                Skill("Species identification", "https://skills.example/species"),
            ),
            art=Design(
                shape=Shape.ROSETTE,
                background=Background.PAPER,
                icon="leaf",
                band="Ecology",
                title="Urban Ecology",
            ),
            awards=(
                Given(
                    "Maria Sibylla Merian",
                    "maria@learners.kowhai.example",
                    Fate.EXPIRED,
                    issued_on=LONG_AGO,
                    expires_on=OVER,
                ),
            ),
        ),
    ),
)

STORIES = (BRIGHTWATER, NORTH, KOWHAI)
