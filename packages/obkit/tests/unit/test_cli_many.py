"""`obkit verify` over folders, patterns and lists: all faults found, none invented."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from obkit import cli
from obkit.cli import batch, listing
from obkit.cli.progress import Progress
from obkit.cli.remembering import RememberingFetcher
from obkit.errors import Unreachable
from obkit.resolve import MemoryFetcher
from obkit.verify import Verdict

from packages.obkit.tests.badges import World
from packages.obkit.tests.folder import Planted

AT = "--now=2026-11-21T12:00:00Z"
OFFLINE = ("--csv", "--offline", "--jobs", "2")


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return SimpleNamespace(code=code, out=out, err=err)


@pytest.fixture(scope="module")
def planted(tmp_path_factory):
    """120 badges, each fault twice."""
    world = Planted()
    folder = tmp_path_factory.mktemp("badges")
    world.write(folder, 120)
    world.folder = folder
    return world


@pytest.fixture
def web(planted, monkeypatch):
    # Processes are forked or not at all here, so that they have this fetcher.
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: planted.fetcher)
    return planted


def found_in(text: str) -> dict[str, tuple[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    return {
        row["source"]: (
            row["verdict"],
            "" if row["verdict"] == "verified" else row["reason"],
        )
        for row in rows
    }


def test_all_planted_faults_are_found_and_none_is_invented(web, capsys):
    done = run(capsys, "verify", web.folder, "--csv", "--jobs", "1", AT)
    assert found_in(done.out) == web.expected
    assert done.code == 1
    counts = web.counts()
    assert f"{counts['verified']} verified" in done.err
    assert f"{counts['not_verified']} not verified" in done.err
    assert f"{counts['inconclusive']} could not be checked" in done.err


def test_a_folder_of_a_thousand_badges(tmp_path, monkeypatch, capsys):
    """All faults found, none invented, in the order of the folder."""
    world = Planted()
    world.write(tmp_path, 1_000)
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: world.fetcher)
    done = run(capsys, "verify", tmp_path, "--csv", "--jobs", "1", AT)
    found = found_in(done.out)
    assert found == world.expected
    assert list(found) == sorted(found)
    assert sum(verdict != "verified" for verdict, _ in found.values()) == 250


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_processes_find_the_same_in_the_same_order(web, capsys):
    """Offline, so that it holds wherever processes are made anew rather than forked."""
    one = run(capsys, "verify", web.folder, "--csv", "--offline", "--jobs", "1", AT)
    two = run(capsys, "verify", web.folder, "--csv", "--offline", "--jobs", "2", AT)
    assert two.out == one.out
    assert len(found_in(two.out)) == 120


def test_people_get_a_line_each_then_what_was_found_how_often(web, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "110")
    (web.folder / "notes.md").write_text("not a badge")
    try:
        done = run(capsys, "verify", web.folder, "--jobs", "1", AT)
    finally:
        (web.folder / "notes.md").unlink()
    lines = done.out.splitlines()
    assert (
        sum(line.startswith(("verified", "NOT VER", "unknown")) for line in lines)
        == 120
    )
    assert max(map(len, lines[:120])) <= 110
    assert "the issuer has revoked it [status.revoked]" in done.out
    assert "120 checked in" in lines[-1]
    assert "1 other files were left out" in lines[-1]
    assert done.err == ""  # no bar: this is no terminal


def test_programs_get_one_report_a_line(web, capsys):
    files = sorted(web.expected)[:5]
    done = run(capsys, "verify", *files, "--json", AT)
    reports = [json.loads(line) for line in done.out.splitlines()]
    assert [report["source"] for report in reports] == files
    assert [report["verdict"] for report in reports] == [
        web.expected[file][0] for file in files
    ]
    assert "5 checked" in done.err


def test_a_pattern_means_the_files_that_fit(web, capsys):
    done = run(capsys, "verify", f"{web.folder}/**/*.jwt", "--csv", AT)
    assert set(found_in(done.out)) == {f for f in web.expected if f.endswith(".jwt")}
    nothing = run(capsys, "verify", f"{web.folder}/*.tiff", AT)
    assert nothing.code == 64
    assert "no badges in" in nothing.err


def test_a_file_whose_name_has_a_bracket_is_no_pattern(web, world_file, capsys):
    path = world_file("badge [1].json")
    assert run(capsys, "verify", path, AT).code == 0


@pytest.fixture
def world_file(tmp_path):
    def write(name: str):
        path = tmp_path / name
        path.write_bytes(World().credential())
        return path

    return write


def test_what_cannot_be_opened_stops_nothing(web, world_file, capsys):
    good = world_file("good.json")
    done = run(capsys, "verify", "/nowhere/badge.json", good, "--csv", AT)
    assert found_in(done.out) == {
        "/nowhere/badge.json": ("inconclusive", batch.UNREADABLE),
        str(good): ("verified", ""),
    }
    assert done.code == 2
    as_json = run(capsys, "verify", "/nowhere/badge.json", good, "--json", AT)
    first, second = map(json.loads, as_json.out.splitlines())
    assert (first["reason"], second["verdict"]) == (batch.UNREADABLE, "verified")


def test_a_fault_of_ours_stops_nothing_and_condemns_nothing(
    web, world_file, capsys, monkeypatch
):
    def broken(*_, **__):
        raise RuntimeError("boom")

    monkeypatch.setattr("obkit.cli.batch.verify", broken)
    names = [world_file("a.json"), world_file("b.json")]
    done = run(capsys, "verify", *names, "--csv", AT)
    assert set(found_in(done.out).values()) == {("inconclusive", batch.FAULT)}
    assert done.code == 2


def test_stopping_by_hand_keeps_what_was_done(web, world_file, capsys, monkeypatch):
    names = [world_file(f"{letter}.json") for letter in "abcd"]
    whole = batch.report_on
    seen = []

    def stop_at_the_third(source, *rest):
        seen.append(source)
        if len(seen) == 3:
            raise KeyboardInterrupt
        return whole(source, *rest)

    monkeypatch.setattr("obkit.cli.batch.report_on", stop_at_the_third)
    done = run(capsys, "verify", *names, "--csv", AT)
    assert list(found_in(done.out)) == [str(name) for name in names[:2]]
    assert "2 of 4 checked" in done.err
    assert "Stopped" in done.err
    assert done.code == 130


# As somebody types it: a shell starts what runs in its background with Ctrl-C ignored.
AS_TYPED = """
import runpy, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
runpy.run_module("obkit", run_name="__main__")
"""


@pytest.mark.slow
def test_a_signal_ends_all_processes_and_keeps_what_was_done(tmp_path):
    """A real run, a real Ctrl-C to it alone, and nothing left running."""
    Planted().write(tmp_path, 400)
    for round_ in range(1, 8):  # many files, so that there is time to stop
        for path in list(tmp_path.glob("group-*/0*")):
            (path.parent / f"{round_}-{path.name}").write_bytes(path.read_bytes())
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            AS_TYPED,
            "verify",
            str(tmp_path),
            *AT.split(),
            *OFFLINE,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout
    head = b"".join(process.stdout.readline() for _ in range(50))
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130, err
    assert b"Traceback" not in err
    assert b"Stopped" in err
    rows = found_in((head + out).decode())
    assert 49 <= len(rows) < 3200
    for _ in range(50):
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.1)
    else:
        pytest.fail("a process was left running")


def test_a_killed_process_is_said(web, capsys, monkeypatch):
    def killed(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    # Processes are forks here, so that they have this function.
    monkeypatch.setattr("obkit.cli.batch.report_on", killed)
    done = run(capsys, "verify", web.folder, "--csv", "--jobs", "2", AT)
    assert done.code == 64
    assert "--jobs 1" in done.err


def test_a_stranger_writes_no_formula_into_a_spreadsheet():
    row = batch.Row(
        source="a.json", verdict=Verdict.VERIFIED, badge='=HYPERLINK("http://x")'
    )
    (cells,) = csv.reader(io.StringIO(listing.csv_row(row)))
    assert cells[listing.COLUMNS.index("badge")] == '\'=HYPERLINK("http://x")'


def test_each_address_is_asked_once_in_a_run_even_when_it_does_not_answer():
    inner = MemoryFetcher({"https://a.example/1": b"x"})
    fetcher = RememberingFetcher(inner)
    for _ in range(3):
        assert fetcher.fetch("https://a.example/1").body == b"x"
        with pytest.raises(Unreachable):
            fetcher.fetch("https://a.example/2")
    assert inner.asked == ["https://a.example/1", "https://a.example/2"]


def test_what_is_remembered_has_a_limit(monkeypatch):
    monkeypatch.setattr("obkit.cli.remembering.MAX_BYTES", 25)
    inner = MemoryFetcher({f"https://a.example/{n}": b"x" * 10 for n in range(5)})
    fetcher = RememberingFetcher(inner)
    for number in (0, 1, 2, 2, 0):
        fetcher.fetch(f"https://a.example/{number}")
    assert inner.asked == [f"https://a.example/{n}" for n in (0, 1, 2, 0)]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_the_bar_is_drawn_on_a_terminal_and_gone_before_a_line():
    terminal = Terminal()
    bar = Progress(4, stream=terminal)
    bar.erase()
    assert terminal.getvalue() == ""
    bar.step(is_good=True)
    bar.step(is_good=False)  # too soon to draw again
    bar.erase()
    assert "1/4, 0 not verified" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[2K")
    assert "2/4, 1 not verified" in bar.line(time.monotonic())
    quiet = io.StringIO()
    Progress(4, stream=quiet).step(is_good=True)
    assert quiet.getvalue() == ""


def test_trusted_issuers_come_from_a_file(web, world_file, tmp_path, capsys):
    badge = world_file("badge.json")
    (tmp_path / "mine.txt").write_text(f"# ours\n\n  {World().did}  \n")
    (tmp_path / "others.txt").write_text("did:web:other.example\n")
    (tmp_path / "empty.txt").write_text("# nobody yet\n")
    (tmp_path / "words.txt").write_text("Northern College\n")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\xff")
    for name, code in (("mine", 0), ("others", 1), ("empty", 64), ("words", 64)):
        done = run(capsys, "verify", badge, AT, "--trust", tmp_path / f"{name}.txt")
        assert (name, done.code) == (name, code)
    assert (
        run(capsys, "verify", badge, AT, "--trust", tmp_path / "bytes.txt").code == 64
    )
    done = run(capsys, "verify", badge, AT, "--trust", tmp_path / "absent.txt")
    assert done.code == 64
    assert "there is no file" in done.err


def test_a_list_of_issuers_has_a_limit(web, world_file, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("obkit.cli.verify._MAX_TRUST_BYTES", 3)
    (tmp_path / "long.txt").write_text("did:web:x.example")
    done = run(capsys, "verify", world_file("b"), AT, "--trust", tmp_path / "long.txt")
    assert (done.code, "too large" in done.err) == (64, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ["-", "badge.json"],
        ["badge.json", "--jobs", "0"],
        ["badge.json", "--jobs", "many"],
        ["badge.json", "--csv", "--json"],
        ["https://a.example/b", "badge.json", "--offline"],
    ],
)
def test_wrong_usage_is_said(arguments, capsys):
    done = run(capsys, "verify", *arguments)
    assert done.code == 64
    assert done.err.strip()


def test_hidden_files_and_links_to_folders_are_left_alone(
    web, world_file, tmp_path, capsys
):
    world_file("good.json")
    (tmp_path / ".hidden.json").write_text("{}")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "x.json").write_text("{}")
    (tmp_path / "loop").symlink_to(tmp_path)
    done = run(capsys, "verify", tmp_path, "--csv", AT)
    assert list(found_in(done.out)) == [str(tmp_path / "good.json")]


def test_a_name_with_a_nul_is_no_file(web, capsys):
    done = run(capsys, "verify", "a\0b.json", "--csv", AT)
    assert (done.code, batch.UNREADABLE in done.out) == (2, True)


def test_where_the_system_does_not_tell_which_cores_all_are_counted(monkeypatch):
    assert batch.cores() >= 1
    monkeypatch.delattr("os.sched_getaffinity", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: None)
    assert batch.cores() == 1
