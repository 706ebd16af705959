"""The import contracts hold, and each of them notices the violation it is there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
LINTER = Path(sys.executable).with_name("lint-imports")

PLANTED = {
    "library-is-pure": ("obkit/model/planted.py", "import django\n"),
    "library-floors": ("obkit/encoding/planted.py", "import obkit.verify\n"),
    "platform-floors": (
        "laurel/foundation/planted.py",
        "import laurel.awards.services\n",
    ),
    "front-doors": ("laurel/issuing/planted.py", "import laurel.awards.models\n"),
    "private-keys": ("laurel/awards/planted.py", "import laurel.keys.services\n"),
    "crypto-stays-in-the-library": (
        "laurel/issuers/planted.py",
        "import cryptography\n",
    ),
}


def lint(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts on a copy of both packages."""
    return subprocess.run(
        [LINTER, "--no-cache", "--config", str(ROOT / "pyproject.toml")],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{source}:{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A copy of both packages that a test may spoil."""
    for package in ("obkit", "laurel"):
        shutil.copytree(
            ROOT / "packages" / package / "src" / package,
            tmp_path / package,
            ignore=shutil.ignore_patterns("__pycache__", "static", "migrations"),
        )
    return tmp_path


def broken(result: subprocess.CompletedProcess[str]) -> list[str]:
    """The names of the contracts that did not hold."""
    return [
        line.removesuffix(" BROKEN")
        for line in result.stdout.splitlines()
        if line.endswith(" BROKEN")
    ]


def names() -> dict[str, str]:
    """Contract id → the name that the linter prints."""
    import tomllib

    config = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    return {c["id"]: c["name"] for c in config["tool"]["importlinter"]["contracts"]}


def test_every_contract_has_a_planted_violation():
    assert set(PLANTED) == set(names())


def test_the_walls_stand(source):
    result = lint(source)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("contract", PLANTED)
def test_a_planted_violation_is_caught(source, contract):
    where, line = PLANTED[contract]
    (source / where).write_text(line)
    result = lint(source)
    assert result.returncode == 1, result.stdout + result.stderr
    assert names()[contract] in broken(result)


def test_an_app_without_a_floor_is_caught(source):
    (source / "laurel" / "attic").mkdir()
    (source / "laurel" / "attic" / "__init__.py").touch()
    result = lint(source)
    assert result.returncode == 1
    assert "attic" in result.stdout
