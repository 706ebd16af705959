"""The `openbadges` validator, with which Open Badges 2.0 were checked for years, accepts our badges.

That is the other half of BAR-4. It runs in Python 3.8 only, so in an environment of its own in the
build folder.
"""

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from obkit.verify import Verdict
from obkit.vocabulary import contexts

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import World

PROGRAM = Path(__file__).parent / "old_validator.py"
FOLDER = Path("build/old-validator")
# Every package by its exact version; the newest that this validator works with.
PACKAGES = (
    "aniso8601==10.0.1",
    "certifi==2026.10.18",
    "charset-normalizer==3.5.2",
    "click==6.7",
    "decorator==5.3.1",
    "defusedxml==0.7.1",
    "ecdsa==0.19.2",
    "future==0.16.0",
    "idna==3.15",
    "jsonschema==2.6.0",
    "language-tags==0.4.3",
    "openbadges==1.1.2",
    "openbadges-bakery==1.2.4",
    "pyasn1==0.6.5",
    "pycryptodome==3.6.6",
    "pydux==0.2.2",
    "PyLD==0.7.1",
    "pypng==0.20220715.0",
    "python-jose==3.0.1",
    "python-mimeparse==1.6.0",
    "pytz==2017.2",
    "requests==2.32.4",
    "requests-cache==0.4.13",
    "rfc3986==0.4.1",
    "rsa==4.9.1",
    "six==1.17.0",
    "urllib3==2.2.3",
    "validators==0.11.2",
)


@cache
def python() -> str:
    """A Python 3.8 with the validator; skips where there is none."""
    wanted = "\n".join(PACKAGES)
    done, program = FOLDER / "installed", str(FOLDER / "bin/python")
    if done.exists() and done.read_text() == wanted:
        return program
    base = next(filter(_runs, _candidates()), None)
    if base is None:
        pytest.skip("no Python 3.8, which the openbadges validator needs")
    shutil.rmtree(FOLDER, ignore_errors=True)
    for command in (
        [base, "-m", "venv", str(FOLDER)],
        [program, "-m", "pip", "install", "-q", "--no-deps", *PACKAGES],
    ):
        made = subprocess.run(command, capture_output=True, timeout=300, check=False)
        if made.returncode:
            pytest.skip("the openbadges validator does not install here")
    done.write_text(wanted)
    return program


def _candidates() -> list[str]:
    managed = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    return [
        "python3.8",
        *(str(path) for path in sorted(managed.glob("3.8.*/bin/python"))),
    ]


def _runs(program: str) -> bool:
    try:
        asked = subprocess.run([program, "-V"], capture_output=True, check=False)
    except OSError:
        return False
    return asked.returncode == 0


def reports(world: World, *inputs: str) -> list[dict[str, Any]]:
    """What the validator says, asking nobody but this world."""
    answers = {url: json.dumps(contexts.document(url)) for url in contexts.URLS}
    for url, answer in world.documents.items():
        if isinstance(answer, bytes):
            answers[url] = answer.decode()
    answers[str(world.award().achievement.image)] = "PNG"
    given = {"inputs": inputs, "answers": answers, "png": pictures.png().hex()}
    done = subprocess.run(
        [python(), str(PROGRAM)],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.mark.requirement("K6")
def test_it_finds_nothing_to_say_about_a_hosted_badge_of_ours():
    world = World()
    award = world.award()
    document = world.hosted(award)
    by_address, by_text = reports(world, str(award.ob2_id), document.decode())
    for report in (by_address, by_text):
        assert report["valid"], report["messages"]
        assert (report["errorCount"], report["warningCount"]) == (0, 0)
    assert by_address["openBadgesVersion"] == "2.0"
    assert world.verify(document).verdict is Verdict.VERIFIED


def test_it_finds_what_we_find_in_a_badge_that_lacks_something():
    world = World()
    award = world.award()
    document = world.hosted(award)
    url = str(award.achievement.ob2_id)
    badge_class = json.loads(world.documents[url])
    del badge_class["criteria"]
    world.documents[url] = json.dumps(badge_class).encode()
    (report,) = reports(world, str(award.ob2_id))
    assert not report["valid"]
    assert world.verify(document).verdict is not Verdict.VERIFIED
