"""Kōwhai Learning: a learning platform, and a way through its badges."""

import datetime as dt

from laurel.achievements.types import Skill
from laurel.awards.types import Evidence
from laurel.demo.types import ADA, Earnable, Fate, Given, Story, mark
from laurel.design.types import Background, Design, Shape

LONG_AGO, OVER = dt.date(2023, 3, 1), dt.date(2025, 2, 28)
END_OF_CLASS = dt.date(2025, 10, 31)

KOWHAI = Story(
    name="Kōwhai Learning",
    url="https://kowhai.example",
    email="hello@kowhai.example",
    description="An open learning platform. Classes of six weeks, small groups, and work that "
    "can be shown.",
    colour="#f0b81c",
    accent="#17503c",
    mark=mark(
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
                    *ADA,
                    narrative="Drew the working of a calculating engine so that a reader can "
                    "follow one number through it.",
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
        Earnable(
            name="Field Notebook",
            description="Keeps a notebook of what was seen outside: place, time, weather, drawing, "
            "and what is not known.",
            criteria="""The holder kept a notebook for **six weeks**, on at least twelve days, and
somebody else found one of its places again by it.""",
            skills=(
                Skill("Field recording", "https://skills.example/field-recording"),
            ),
            art=Design(
                shape=Shape.CIRCLE,
                icon="pen",
                band="Notebook",
                title="Field Notebook",
            ),
            awards=(Given(*ADA, issued_on=END_OF_CLASS),),
        ),
        Earnable(
            name="Maps of a Place",
            description="Draws a map that answers one question about a place, and says what was "
            "left out.",
            criteria="""The holder drew **one map from own records**, with its scale, its source and
its doubts, and explained it to somebody who lives there.""",
            skills=(
                Skill("Data visualisation", "https://skills.example/visualisation"),
            ),
            art=Design(
                shape=Shape.SQUARE,
                icon="place",
                band="Maps",
                title="Maps of a Place",
            ),
            awards=(),
        ),
        Earnable(
            name="Citizen Scientist",
            description="Records, counts and tells what lives around the corner, so that others "
            "can build on it.",
            criteria="The holder has gone the pathway *Citizen Scientist* to its end.",
            skills=(
                Skill("Citizen science", "https://skills.example/citizen-science"),
            ),
            art=Design(
                icon="globe",
                laurel=True,
                band="Citizen Scientist",
                title="Citizen Scientist",
            ),
            awards=(),
        ),
    ),
)
