"""The command line, as people and scripts meet it."""

import io
import json
import os
import runpy
import stat
import subprocess
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from obkit import baking, cli
from obkit.baking import Standard
from obkit.cli import table
from obkit.encoding import multibase
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import HttpFetcher
from obkit.verify import Check, Kind, Outcome, Verdict

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import NOW, World, changed

AT = "--now=2026-11-21T12:00:00Z"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def web(world, monkeypatch):
    """The command asks the world's memory instead of the internet."""
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: world.fetcher)
    return world


@pytest.fixture
def badge(world, tmp_path):
    image = baking.bake(pictures.png(), world.credential(), Standard.OB3)
    path = tmp_path / "badge.png"
    path.write_bytes(image)
    return path


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return SimpleNamespace(code=code, out=out, err=err)


@pytest.mark.requirement("I7")
def test_a_good_badge_leaves_with_0_and_says_whose_it_is(web, badge, capsys):
    done = run(capsys, "verify", badge, AT)
    assert done.code == 0
    assert "badge.png: VERIFIED" in done.out
    assert "Facilitation" in done.out
    assert "awarded to Ada Lovelace" in done.out
    assert "by Northern College <did:web:college.example:issuers:north>" in done.out
    assert "the issuer's own document lists the key" in done.out
    assert "proof.fits" in done.out


def test_an_altered_badge_leaves_with_1_and_names_the_proof(
    web, world, tmp_path, capsys
):
    data = world.credential().replace(b"Leads a group", b"Leads an army")
    (tmp_path / "badge.json").write_bytes(data)
    done = run(capsys, "verify", tmp_path / "badge.json", AT)
    assert done.code == 1
    assert "NOT VERIFIED" in done.out
    assert "the badge was changed" in done.out
    assert "proof.altered" in done.out
    assert "Facilitation" not in done.out


def test_an_issuer_that_does_not_answer_leaves_with_2(web, world, badge, capsys):
    world.documents.clear()
    done = run(capsys, "verify", badge, AT)
    assert done.code == 2
    assert "COULD NOT BE CHECKED" in done.out
    assert "What to do next:" in done.out
    assert "Try again later" in done.out


def test_what_could_not_be_checked_is_named_with_what_it_waited_for(badge, capsys):
    done = run(capsys, "verify", badge, "--offline", AT)
    assert done.code == 2
    said = " ".join(done.out.split())
    assert "not revoked unknown status could not be checked: it builds on" in said
    assert "did not pass" not in said


def test_a_revoked_badge_says_so(web, world, badge, capsys):
    world.bits.set(94_567)
    world.publish_list()
    done = run(capsys, "verify", badge, AT)
    assert done.code == 1
    assert "the issuer has revoked it" in done.out


def test_a_status_that_could_not_be_read_is_said(web, world, badge, capsys):
    del world.documents[world.list_url]
    done = run(capsys, "verify", badge, AT)
    assert done.code == 2
    assert "the issuer's status list could not be read" in done.out


def test_programs_get_json(web, badge, capsys):
    done = run(capsys, "verify", badge, "--json", AT)
    report = json.loads(done.out)
    assert (done.code, report["verdict"], len(report["checks"])) == (0, "verified", 9)


def test_offline_asks_nobody(monkeypatch, world, badge, capsys):
    monkeypatch.setattr(
        "obkit.cli.verify.HttpFetcher", lambda **_: pytest.fail("asked")
    )
    done = run(capsys, "verify", badge, "--offline", AT)
    assert done.code == 2
    assert "without --offline" in done.out
    assert run(capsys, "verify", "https://college.example/b/42", "--offline").code == 64


@pytest.mark.parametrize(
    ("email", "code"), [("ada@learner.example", 0), ("eve@learner.example", 1)]
)
def test_the_recipient_is_compared(web, badge, capsys, email, code):
    assert run(capsys, "verify", badge, AT, "--recipient", email).code == code


def test_only_trusted_issuers_pass(web, badge, capsys, world):
    assert run(capsys, "verify", badge, AT, "--trust", world.did).code == 0
    assert (
        run(capsys, "verify", badge, AT, "--trust", "did:web:other.example").code == 1
    )


def test_an_address_is_verified(web, world, capsys):
    world.documents["https://college.example/b/42"] = world.credential()
    assert run(capsys, "verify", "https://college.example/b/42", AT).code == 0
    done = run(capsys, "verify", "https://college.example/b/43", AT)
    assert done.code == 2
    assert "nothing could be fetched" in done.out


def test_standard_input_is_verified(web, world, monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(world.token())))
    assert run(capsys, "verify", "-", AT).code == 0


def test_a_picture_with_two_badges_shows_both(web, world, badge, capsys):
    badge.write_bytes(baking.bake(badge.read_bytes(), world.hosted(), Standard.OB2))
    done = run(capsys, "verify", badge, AT)
    assert done.code == 0
    assert "Open Badges 3.0: VERIFIED" in done.out
    assert "Open Badges 2.0: VERIFIED" in done.out


def test_what_a_stranger_wrote_does_not_steer_the_terminal(
    web, world, tmp_path, capsys
):
    """security.md #22."""
    award = world.award()
    evil = "Good\x1b[2J\x1b[31m \u202eevil\u200b\x9b1m"
    award = replace(award, achievement=replace(award.achievement, name=evil))
    (tmp_path / "badge.json").write_bytes(world.credential(award))
    done = run(capsys, "verify", tmp_path / "badge.json", AT)
    assert done.code == 0
    assert not set("\x1b\u202e\u200b\x9b") & set(done.out)


@pytest.mark.parametrize("columns", ["40", "80", "100", "200"])
def test_the_table_fits_the_terminal(web, badge, capsys, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    done = run(capsys, "verify", badge, AT)
    rows = [line for line in done.out.splitlines() if "passed" in line]
    assert rows
    assert max(map(len, rows)) <= max(int(columns), 60)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["frobnicate"],
        ["verify"],
        ["verify", "badge.png", "--now", "yesterday"],
        ["verify", "/nowhere/badge.png"],
        ["inspect", "/tmp"],
        ["verify", "a\0b"],
        ["bake", "-", "-", "-o", "x"],
        ["keygen", "-"],
        ["keygen", "k", "--kind", "dsa"],
    ],
)
def test_wrong_usage_leaves_with_64_and_says_what_is_wrong(arguments, capsys):
    done = run(capsys, *arguments)
    assert done.code == 64
    assert done.err.strip()
    assert done.out == ""


def test_help_leaves_with_0(capsys):
    done = run(capsys, "--help")
    assert done.code == 0
    for command in ("verify", "inspect", "extract", "bake", "keygen"):
        assert command in done.out
        assert run(capsys, command, "--help").code == 0


def test_inspect_shows_what_is_there_without_judging(monkeypatch, world, badge, capsys):
    monkeypatch.setattr(
        "obkit.cli.verify.HttpFetcher", lambda **_: pytest.fail("asked")
    )
    badge.write_bytes(baking.bake(badge.read_bytes(), world.hosted(), Standard.OB2))
    done = run(capsys, "inspect", badge)
    assert done.code == 0
    assert "NOT verified" in done.out
    assert "eddsa-rdfc-2022 with did:web" in done.out
    assert "https://college.example/ob2/assertions/42" in done.out
    documents = json.loads(run(capsys, "inspect", badge, "--json").out)
    assert [d["id"] for d in documents] == [
        "https://college.example/b/42",
        "https://college.example/ob2/assertions/42",
    ]


def test_inspect_names_a_file_that_is_no_badge(tmp_path, capsys):
    (tmp_path / "photo.png").write_bytes(b"\xff\xd8\xff\xe0JFIF")
    done = run(capsys, "inspect", tmp_path / "photo.png")
    assert done.code == 1
    assert "JPEG" in done.err


def test_bake_and_extract_give_back_the_same_bytes(world, tmp_path, capsys):
    (tmp_path / "plain.png").write_bytes(pictures.png())
    (tmp_path / "badge.json").write_bytes(world.credential())
    baked = tmp_path / "baked.png"
    assert (
        run(
            capsys, "bake", tmp_path / "plain.png", tmp_path / "badge.json", "-o", baked
        ).code
        == 0
    )
    out = tmp_path / "out.json"
    assert run(capsys, "extract", baked, "-o", out).code == 0
    assert out.read_bytes() == world.credential() or json.loads(out.read_bytes())["id"]
    assert out.read_bytes() == (tmp_path / "badge.json").read_bytes()


def test_nothing_is_overwritten(world, badge, tmp_path, capsys):
    (tmp_path / "badge.json").write_bytes(world.credential())
    before = badge.read_bytes()
    done = run(
        capsys, "bake", badge, tmp_path / "badge.json", "-o", tmp_path / "new.png"
    )
    assert done.code == 1
    assert "carries a badge of this standard already" in done.err
    done = run(capsys, "bake", badge, tmp_path / "badge.json", "-o", badge, "--replace")
    assert done.code == 64
    assert "is there already" in done.err
    assert badge.read_bytes() == before
    assert not (tmp_path / "new.png").exists()


def test_extract_asks_which_of_two_badges(world, badge, capsysbinary):
    badge.write_bytes(baking.bake(badge.read_bytes(), world.hosted(), Standard.OB2))
    assert cli.main(["extract", str(badge)]) == 64
    assert b"--standard ob3" in capsysbinary.readouterr().err
    assert cli.main(["extract", str(badge), "--standard", "ob2"]) == 0
    assert capsysbinary.readouterr().out == world.hosted()


@pytest.mark.parametrize("kind", KeyKind)
def test_a_new_key_is_for_its_owner_alone(tmp_path, capsys, kind):
    path = tmp_path / "key.json"
    old = os.umask(0)
    try:
        done = run(capsys, "keygen", path, "--kind", kind)
    finally:
        os.umask(old)
    assert done.code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    written = json.loads(path.read_text())
    assert written["privateBytes"] not in done.out + done.err
    secret = multibase.decode_base64url(written["privateBytes"])
    signer = LocalSigner.from_private_bytes(KeyKind(written["kind"]), secret)
    assert signer.public_key.to_multikey() == written["publicKeyMultibase"]
    assert written["publicKeyMultibase"] in done.out
    again = run(capsys, "keygen", path)
    assert again.code == 64
    assert json.loads(path.read_text()) == written


def test_a_fault_of_ours_is_words_and_not_a_traceback(monkeypatch, badge, capsys):
    def broken(**_):
        raise RuntimeError("boom")

    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", broken)
    done = run(capsys, "verify", badge)
    assert done.code == 70
    assert "Please report this" in done.err


@pytest.fixture
def instance(world):
    """The world's web server on this machine, plain http, as a development instance is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = world.documents.get(f"https://{self.headers['Host']}{self.path}")
            self.send_response(200 if isinstance(body, bytes) else 404)
            self.end_headers()
            self.wfile.write(body if isinstance(body, bytes) else b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_of_ones_own_needs_to_be_allowed_and_the_message_says_how(
    world, instance, tmp_path, capsys
):
    """The library's real fetcher, a real socket."""
    assert cli.verify.HttpFetcher is HttpFetcher
    did = f"did:web:{instance.replace(':', '%3A')}:issuers:north"
    host = f"https://{instance}"
    world_documents = {
        url.replace("https://college.example", host): body.replace(
            world.did.encode(), did.encode()
        ).replace(b"https://college.example", host.encode())
        for url, body in world.documents.items()
    }
    world.documents.clear()
    world.documents |= world_documents
    award = world.award(status=None, id=f"{host}/b/42")
    award = replace(award, issuer=replace(award.issuer, id=did))
    method = f"{did}#{world.ed25519.public_key.to_multikey()}"
    path = tmp_path / "badge.json"
    path.write_bytes(world.credential(award, verification_method=method))
    refused = run(capsys, "verify", path, AT)
    assert refused.code == 2
    assert f"--allow-host {instance}" in refused.out
    allowed = run(capsys, "verify", path, AT, "--allow-host", instance)
    assert allowed.code == 0


def test_it_runs_as_a_module(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "obkit", "inspect", "-"],
        input=changed(World().credential()),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0
    assert b"ob3.achievement" in done.stdout
    piped = subprocess.run(
        f"{sys.executable} -m obkit --help | head -1; exit ${{PIPESTATUS[0]}}",
        shell=True,
        executable="/bin/bash",
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in piped.stderr


def test_the_reader_of_a_pipe_may_leave_early(badge):
    """`obkit inspect … | true`: no complaint and no traceback."""
    command = (
        f"set -o pipefail; {sys.executable} -m obkit inspect --json {badge} | true"
    )
    done = subprocess.run(
        command, shell=True, executable="/bin/bash", capture_output=True, check=False
    )
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


def test_leaving_early_and_stopping_by_hand_are_no_faults(monkeypatch, badge, capsys):
    for error, code in ((KeyboardInterrupt(), 130), (BrokenPipeError(), 1)):

        def stop(*_, error=error, **__):
            raise error

        monkeypatch.setattr("obkit.cli.inspect.take", stop)
        monkeypatch.setattr("obkit.cli.os.dup2", lambda *_: None)
        monkeypatch.setattr(
            "sys.stdout",
            SimpleNamespace(fileno=lambda: 1, write=lambda _: None, flush=lambda: None),
        )
        assert cli.main(["inspect", str(badge)]) == code


def test_bake_finds_out_the_standard_or_asks(world, tmp_path, capsys):
    (tmp_path / "plain.png").write_bytes(pictures.png())
    for name, payload, standard in (
        ("ob2", world.hosted(), Standard.OB2),
        ("ob3", world.credential(), Standard.OB3),
        ("jwt", world.token(), Standard.OB3),
    ):
        (tmp_path / name).write_bytes(payload)
        target = tmp_path / f"{name}.png"
        assert (
            run(
                capsys, "bake", tmp_path / "plain.png", tmp_path / name, "-o", target
            ).code
            == 0
        )
        assert baking.extract(target.read_bytes())[0].standard is standard
    (tmp_path / "list").write_bytes(world.documents[world.list_url])
    done = run(
        capsys,
        "bake",
        tmp_path / "plain.png",
        tmp_path / "list",
        "-o",
        tmp_path / "x.png",
    )
    assert done.code == 64
    assert "--standard" in done.err
    done = run(
        capsys,
        "bake",
        tmp_path / "plain.png",
        tmp_path / "list",
        "-o",
        tmp_path / "x.png",
        "--standard",
        "ob3",
    )
    assert done.code == 0


def test_extract_says_when_there_is_nothing(badge, tmp_path, capsys):
    done = run(capsys, "extract", badge, "--standard", "ob2")
    assert (done.code, "carries no badge" in done.err) == (1, True)


def test_inspect_reads_tokens_addresses_and_status(world, tmp_path, capsys):
    (tmp_path / "token").write_bytes(world.token())
    assert "RS256 with did:web" in run(capsys, "inspect", tmp_path / "token").out
    (tmp_path / "json").write_bytes(world.credential())
    assert (
        f"BitstringStatusListEntry in {world.list_url}"
        in run(capsys, "inspect", tmp_path / "json").out
    )
    old = pictures.png(
        before=pictures.chunk(b"tEXt", b"openbadges\0https://b.example/1")
    )
    (tmp_path / "old.png").write_bytes(old)
    assert "https://b.example/1" in run(capsys, "inspect", tmp_path / "old.png").out
    (tmp_path / "words.png").write_bytes(
        pictures.png(before=pictures.itxt(b"openbadges", b"hello"))
    )
    assert run(capsys, "inspect", tmp_path / "words.png").code == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_said(badge, capsys):
    badge.chmod(0)
    assert "permissions" in run(capsys, "verify", badge).err


@pytest.mark.parametrize(
    ("spoil", "advice"),
    [
        (
            lambda w: changed(w.hosted(), narrative="Better."),
            "Download the badge again",
        ),
        (lambda w: b"https://college.example/b/42", "obkit verify https://"),
        (lambda w: pictures.png(), "resaved"),
        (
            lambda w: changed(
                w.credential(), proof=[{"type": "X", "verificationMethod": "urn:x"}]
            ),
            "on its issuer's own page",
        ),
    ],
)
def test_the_report_says_what_to_do_next(web, tmp_path, capsys, spoil, advice):
    (tmp_path / "badge").write_bytes(spoil(web))
    assert advice in run(capsys, "verify", tmp_path / "badge", AT).out


def test_an_expired_badge_says_since_when(web, world, tmp_path, capsys):
    award = world.award(valid_until=NOW)
    (tmp_path / "badge").write_bytes(world.credential(award))
    done = run(capsys, "verify", tmp_path / "badge", "--now", "2027-01-01T00:00:00Z")
    assert done.code == 1
    assert "it has expired (since 2026-11-21 12:00 UTC)" in " ".join(done.out.split())
    assert "renewed" in done.out


def test_a_picture_of_which_one_badge_failed_says_which(web, world, badge, capsys):
    altered = changed(world.hosted(), narrative="Better.")
    badge.write_bytes(baking.bake(badge.read_bytes(), altered, Standard.OB2))
    done = run(capsys, "verify", badge, AT)
    assert done.code == 1
    assert "Open Badges 3.0: VERIFIED" in done.out
    assert "Open Badges 2.0: NOT VERIFIED" in done.out
    assert "(in narrative)" in done.out
    world.documents[world.list_url] = 500
    badge.write_bytes(
        baking.bake(badge.read_bytes(), world.hosted(), Standard.OB2, replace=True)
    )
    assert (
        "Open Badges 3.0: COULD NOT BE CHECKED" in run(capsys, "verify", badge, AT).out
    )


def test_every_check_outcome_verdict_and_kind_has_its_words():
    assert set(table._CHECKS) == set(Check)
    assert set(table._OUTCOMES) == set(Outcome)
    assert set(table._VERDICTS) == set(Verdict)
    assert set(table.KINDS) == {str(kind) for kind in Kind}


def test_proof_only_asks_for_no_status(web, badge, capsys, world):
    del world.documents[world.list_url]
    assert run(capsys, "verify", badge, AT).code == 2
    assert run(capsys, "verify", badge, AT, "--proof-only").code == 0


def test_what_is_nested_has_a_line_each(world):
    report = world.verify(world.credential())
    many = (report,) * (table._MOST_NESTED + 2)
    shown = table.render(replace(report, endorsements=(report,), contents=many), "b")
    assert "Endorsements" in shown
    assert "VERIFIED: Facilitation, by Northern College" in shown
    assert "and 2 more" in shown


def test_bake_knows_a_learner_record(tmp_path, capsys):
    (tmp_path / "plain.png").write_bytes(pictures.png())
    record = {"type": ["VerifiableCredential", "ClrCredential"]}
    (tmp_path / "record").write_text(json.dumps(record))
    names = (tmp_path / name for name in ("plain.png", "record"))
    assert run(capsys, "bake", *names, "-o", tmp_path / "x.png").code == 0
    (baked,) = baking.extract((tmp_path / "x.png").read_bytes())
    assert baked.standard is Standard.CLR2


def test_the_system_may_forbid_a_file(badge, monkeypatch, capsys):
    def forbid(*_arguments, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", forbid)
    done = run(capsys, "inspect", badge)
    assert done.code == 64
    assert "may not be opened; look at its permissions" in " ".join(done.err.split())


def test_python_runs_the_package(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["obkit", "--help"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("obkit", run_name="__main__")
    assert caught.value.code == 0
    assert "verify" in capsys.readouterr().out
