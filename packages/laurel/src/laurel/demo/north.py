"""North College: a college, its micro-credential and a badge that ends."""

import datetime as dt

from laurel.achievements.types import Criterion, Skill, Validity
from laurel.demo.types import Earnable, Fate, Given, Story, mark
from laurel.design.types import Design, Shape

LONG_AGO, OVER = dt.date(2023, 3, 1), dt.date(2025, 2, 28)
GRADUATION = dt.date(2025, 7, 4)
TWO_YEARS = 730  # days
ABOUT_TO_END = (
    ("James Watt", "james@north-college.example", 5),
    ("Marie Curie", "marie@north-college.example", 24),
    ("Humphry Davy", "humphry@north-college.example", 51),
)

NORTH = Story(
    name="North College",
    url="https://north-college.example",
    email="awards@north-college.example",
    description="A public college of further education. Micro-credentials in data, health and "
    "leadership, for people who study beside their work.",
    colour="#1f3d7a",
    accent="#e0b04a",
    mark=mark(
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
                *(
                    Given(name, email, days_left=days, held_for=TWO_YEARS)
                    for name, email, days in ABOUT_TO_END
                ),
            ),
        ),
    ),
)
