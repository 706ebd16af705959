"""Brightwater Training: a training body, and its badges in three steps."""

import datetime as dt

from laurel.achievements.types import Skill
from laurel.awards.types import Evidence
from laurel.demo.types import ADA, Earnable, Fate, Given, Story, mark
from laurel.design.types import Design, Shape

LONG_AGO, OVER = dt.date(2023, 3, 1), dt.date(2025, 2, 28)
# The first step, the second one ten weeks later, and its end after five years.
COMPLETED, DEMONSTRATED = dt.date(2025, 9, 5), dt.date(2025, 11, 14)
AFTER_FIVE_YEARS = dt.date(2030, 11, 14)
WOLLSTONECRAFT = ("Mary Wollstonecraft", "mary@newington-green.example")
FROEBEL = ("Friedrich Fröbel", "friedrich@kindergarten.example")

BRIGHTWATER = Story(
    name="Brightwater Training",
    url="https://brightwater.example",
    email="badges@brightwater.example",
    description="Short courses for people who teach, since 2019. Credentials in three steps: "
    "completed, demonstrated, implemented.",
    colour="#0b6e7d",
    accent="#ffb59c",
    mark=mark(
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
                *(
                    Given(name, email, issued_on=COMPLETED)
                    for name, email in (ADA, WOLLSTONECRAFT, FROEBEL)
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
                    *ADA,
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
                Given(
                    *WOLLSTONECRAFT,
                    issued_on=DEMONSTRATED,
                    expires_on=AFTER_FIVE_YEARS,
                ),
            ),
        ),
        Earnable(
            name="Facilitation: Implemented",
            description="Has changed how groups work where they teach, and can show it. The "
            "third of three steps; builds on Demonstrated.",
            criteria="""The holder

1. **holds Facilitation: Demonstrated**;
2. **changed their own practice** after the course, and handed in evidence of it;
3. may show what it changed in the institution, too.

An assessor looks at what was handed in.""",
            skills=(
                Skill("Group facilitation", "https://skills.example/facilitation"),
                Skill("Leading change", "https://skills.example/leading-change"),
            ),
            art=Design(
                shape=Shape.HEXAGON,
                icon="dialogue",
                level=3,
                band="Implemented",
                title="Facilitation: Implemented",
            ),
            awards=(),
        ),
    ),
)
