"""`make lighthouse`: Google's Lighthouse on the pages that strangers open.

A real `laurel up` shows an award that has everything, the page that checks badges, and a
collection; Lighthouse opens each as a desktop and as a telephone, in the Chromium of the browser
tests. Accessibility has to be whole and nothing may jump about while a page loads, or it fails.
What it says besides is written down, and nobody has to have Node to run Laurel.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packages.laurel.tests.journeys.running import Laurel

PAGE = Path("docs/lighthouse.md")
FOLDER = Path("build/lighthouse")
PACKAGE = "lighthouse@12.8.2"  # 13 wants a Node that no Debian has yet
OLDEST_NODE = 18
TRIES = (
    3  # on a busy machine Chromium's trace is lost now and then, and Lighthouse says so
)
PATIENCE = 300  # seconds for one page; a busy machine takes one minute
FORMS = {"desktop": ("--preset=desktop",), "telephone": ()}
CATEGORIES = ("accessibility", "best-practices", "seo", "performance")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)
WHOLE = 1.0


class Missing(Exception):
    """Something is not installed; says what, and what to type."""


@dataclass(frozen=True)
class Seen:
    """What Lighthouse said of one page in one form."""

    page: str
    form: str
    scores: dict[str, float]
    shift: float  # cumulative layout shift
    kilobytes: float  # on the wire
    requests: int
    hints: tuple[str, ...]  # what is not perfect, by category

    @property
    def faults(self) -> list[str]:
        """What has to be mended."""
        where, found = f"{self.page}, {self.form}", []
        if self.scores["accessibility"] < WHOLE:
            found.append(f"{where}: accessibility {self.scores['accessibility']}")
        if self.shift > 0:
            found.append(f"{where}: layout shift {self.shift}")
        return found


def main() -> int:
    """Run it and write the page; 0 if nothing has to be mended."""
    parser = argparse.ArgumentParser(prog="make lighthouse", description=__doc__)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    try:
        install()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        found = _seen(Path(folder))
    text = page(found, _versions())
    print(text)
    if options.write:
        PAGE.write_text(text, "utf-8")
    faults = [fault for each in found for fault in each.faults]
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


def install() -> None:
    """Lighthouse in the build folder.

    Raises:
        Missing: no Node or npm, too old a Node, no Chromium, or npm could not install.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing(
            "Lighthouse runs on Node. On Debian type: sudo apt-get install nodejs npm"
        )
    version = _said("node", "--version")
    major = re.match(r"v(\d+)", version)
    if not major or int(major[1]) < OLDEST_NODE:
        raise Missing(
            f"Lighthouse wants Node {OLDEST_NODE} or newer; this is {version}."
        )
    if not _chromium():
        raise Missing("Lighthouse wants Chromium. Type: make setup")
    done = FOLDER / "installed"
    if done.exists() and done.read_text("utf-8") == PACKAGE:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    (FOLDER / "package.json").write_text('{"private": true}', "utf-8")
    print(f"Installing {PACKAGE}")
    options = ("--no-audit", "--no-fund", "--ignore-scripts", "--save-exact")
    result = subprocess.run(
        ["npm", "install", "--silent", *options, PACKAGE],
        cwd=FOLDER,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if result.returncode:
        raise Missing(f"npm install failed: {result.stderr.strip()[-200:]}")
    done.write_text(PACKAGE, "utf-8")


def _seen(folder: Path) -> list[Seen]:
    laurel = Laurel(folder)
    try:
        paths = _filled(folder, laurel.url)
        laurel.start()
        return [
            read(name, form, _run(laurel.url + path, form, folder))
            for name, path in paths.items()
            for form in FORMS
        ]
    finally:
        laurel.close()


def _filled(folder: Path, url: str) -> dict[str, str]:
    result = subprocess.run(
        [sys.executable, "-m", "tools.lighthouse.pages"],
        env={
            **os.environ,
            "LAUREL_DATA_DIR": str(folder / "data"),
            "LAUREL_BASE_URL": url,
        },
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, str] = json.loads(result.stdout.splitlines()[-1])
    return found


def _run(url: str, form: str, folder: Path) -> dict[str, Any]:
    """Lighthouse's report; one that could not be made is tried again, and never counts."""
    report = folder / "report.json"
    command = [
        "node",
        str(FOLDER / "node_modules/lighthouse/cli/index.js"),
        url,
        *FORMS[form],
        "--quiet",
        "--no-enable-error-reporting",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={FLAGS}",
    ]
    environ = {**os.environ, "CHROME_PATH": _chromium()}
    for _ in range(TRIES):
        print(f"Looking at {url} ({form})", file=sys.stderr)
        done = subprocess.run(command, env=environ, check=False, timeout=PATIENCE)
        if done.returncode == 0:
            found: dict[str, Any] = json.loads(report.read_text("utf-8"))
            return found
    raise SystemExit(f"Lighthouse could not look at {url} ({form}): see above.")


def read(name: str, form: str, report: dict[str, Any]) -> Seen:
    """The part of a report that we keep."""
    audits, categories = report["audits"], report["categories"]
    items = audits["network-requests"]["details"]["items"]
    return Seen(
        page=name,
        form=form,
        scores={each: categories[each]["score"] or 0 for each in CATEGORIES},
        shift=audits["cumulative-layout-shift"]["numericValue"],
        kilobytes=sum(item.get("transferSize", 0) for item in items) / 1024,
        requests=len(items),
        hints=tuple(
            f"{category}: {audits[ref['id']]['title']}"
            for category in CATEGORIES[:3]  # how fast it is says more of this machine
            for ref in categories[category]["auditRefs"]
            if (score := audits[ref["id"]]["score"]) is not None and score < WHOLE
        ),
    )


def page(found: list[Seen], versions: str) -> str:
    """The page of the documentation."""
    rows = "\n".join(
        f"| {each.page} | {each.form} | "
        + " | ".join(f"{each.scores[name] * 100:.0f}" for name in CATEGORIES)
        + f" | {each.shift:g} | {each.requests} | {each.kilobytes:.0f} KB |"
        for each in found
    )
    hints = "\n".join(
        f"- {each.page}, {each.form}: {hint}" for each in found for hint in each.hints
    )
    about = textwrap.fill(
        f"`make lighthouse` writes this page with {versions}. It opens pages that strangers see, on"
        " a running instance without anything in a cache: an award with evidence, a skill, an"
        " endorsement, a family and a pathway, that its holder shows to search engines; the page"
        " that checks badges; a collection of two badges. Accessibility below 100, or anything that"
        " moves while a page loads, makes it fail. How fast a page is says more of the machine than"
        " of the page, and is written down without a verdict. What is on the wire is everything,"
        " the badges’ pictures too.",
        width=100,
    )
    return f"""# What Lighthouse says

{about}

| page | as | accessibility | best practices | SEO | speed | layout shift | requests | on the wire |
|---|---|---|---|---|---|---|---|---|
{rows}

## What it would have otherwise

{hints or "Nothing."}
"""


def _versions() -> str:
    chromium = re.search(r"[\d.]+", _said(_chromium(), "--version"))
    number = chromium[0] if chromium else "of unknown version"
    return (
        f"{PACKAGE.replace('@', ' ').capitalize()}, Chromium {number}"
        f" and Node {_said('node', '--version').removeprefix('v')}"
    )


def _chromium() -> str:
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or ""


def _said(*command: str) -> str:
    result = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True
    )
    return result.stdout.strip()


if __name__ == "__main__":
    raise SystemExit(main())
