"""Tasks, and what is handed in for them, as services make them; and small files of every kind."""

import io

from laurel.evidence import selectors, services
from laurel.evidence.types import LEARNER, Kind, Mark, Verdict
from laurel.foundation.actors import SYSTEM
from PIL import Image

from packages.laurel.tests.factories import badges, people

PRACTICE = "How has it changed your own practice?"
INSTITUTION = "What has it changed where you work?"
ADA = ("Ada Lovelace", "ada@example.org")

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
SOUND = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" * 200
FILM = b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2" + b"\x00" * 400
ANYTHING = b"PK\x03\x04 a table of figures"
PAGE = b"<!doctype html><script>alert(document.domain)</script>"


def picture(width=40, height=30, kind="PNG"):
    """A photograph of nothing."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "#1f3d7a").save(out, kind)
    return out.getvalue()


def task(of=None, **facts):
    """Something that is to be handed in: one question that is needed, one that is not."""
    return services.create(
        achievement=of or badges.achievement(),
        **{
            "title": "A lesson plan that you used",
            "required": [PRACTICE],
            "optional": [INSTITUTION],
            "kinds": list(Kind),
            "actor": SYSTEM,
            **facts,
        },
    )


def assigned(of=None, *, person=ADA, last_day=None, **facts):
    """Somebody who is asked for it."""
    name, email = person
    made = services.assign(
        task=of or task(),
        name=name,
        email=email,
        last_day=last_day,
        **{"actor": SYSTEM, **facts},
    )
    return selectors.assignment(made.public_id)


def answer(of, *texts, is_shown=False):
    """A draft with these answers, in the order of the questions."""
    asked = selectors.asked_now(of).questions
    answers = {q.id: text for q, text in zip(asked, texts, strict=False)}
    return services.save(assignment=of, answers=answers, is_shown=is_shown)


def sent(of=None, *texts, **facts):
    """Something that was handed in."""
    of = of or assigned()
    answer(of, *(texts or ("I ask the quietest row first.",)), **facts)
    done = services.send(assignment=of, actor=LEARNER)
    return selectors.submission(done.public_id)


def marks(work, mark=Mark.SHOWN):
    """The same mark for everything that was answered or is looked for."""
    asked = selectors.asked(work.assignment.task)
    return {each.id: mark.value for each in asked.to_mark}


def reviewed(
    work, verdict=Verdict.ACCEPT, *, by=None, comment="Clear. Thank you.", **facts
):
    """What became of it."""
    services.review(
        submission=work,
        verdict=verdict,
        marks=marks(work),
        comment=comment,
        actor=by or people.actor(),
        **facts,
    )
    return selectors.submission(work.public_id)
