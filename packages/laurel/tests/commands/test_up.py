"""`laurel up` on an empty directory, ended politely and rudely, and started again."""

import http.client
import os
import sqlite3
import stat
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

from packages.laurel.tests.commands.processes import (
    environment,
    free_port,
    is_free,
    run,
    running,
    up,
    within,
)
from packages.laurel.tests.foundation import mailserver

pytestmark = pytest.mark.slow

UNSAFE = {
    "mode": "production",
    "base_url": "http://badges.example",
    "debug": "yes",
    "demo": "yes",
}


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"


def test_from_nothing_to_a_running_instance_and_back(tmp_path):
    with up(tmp_path) as laurel:
        assert f"http://localhost:{laurel.port}" in laurel.text
        assert "/mail/" in laurel.text
        assert laurel.get("/healthz") == (200, b"ok\n")
        assert laurel.get("/accounts/login/")[0] == 200
        for name in ("secret_key", "master_key"):
            mode = stat.S_IMODE((tmp_path / "var" / name).stat().st_mode)
            assert mode == 0o600
        children = laurel.children()
        assert laurel.interrupt() == 0
        # Python's own helper of child processes ends a moment after them.
        assert within(5, lambda: not any(alive(pid) for pid in children))
        assert is_free(laurel.port)
        assert "Traceback" not in laurel.text
    keys = [(tmp_path / "var" / n).read_text() for n in ("secret_key", "master_key")]
    with up(tmp_path, port=laurel.port) as again:
        assert again.get("/healthz")[0] == 200
        assert "earlier runs" not in again.text
    assert keys == [
        (tmp_path / "var" / n).read_text() for n in ("secret_key", "master_key")
    ]


def test_killed_it_leaves_nothing_on_its_port_and_starts_again(tmp_path):
    with up(tmp_path) as laurel:
        children = laurel.children()
        laurel.kill()
        assert within(5, lambda: not any(alive(pid) for pid in children))
        assert within(5, lambda: is_free(laurel.port))
    with up(tmp_path, port=laurel.port) as again:
        assert again.get("/healthz")[0] == 200


def test_what_a_killed_worker_had_in_hand_is_done_after_the_next_start(tmp_path):
    with mailserver.running() as inbox:
        server = {
            "smtp_host": "127.0.0.1",
            "smtp_port": str(inbox.port),
            "smtp_security": "none",
        }
        with up(tmp_path, **server) as laurel:
            laurel.kill()
        _leave_a_mail_behind(tmp_path / "var" / "laurel.sqlite3")
        with up(tmp_path, port=laurel.port, **server):
            assert within(10, lambda: len(inbox.mails) == 1)
        assert inbox.mails[0]["Subject"] == "The engine weaves"


def _leave_a_mail_behind(path):
    """The rows as they are when a worker dies with a mail in its hands."""
    mail, job = uuid.uuid4().hex, uuid.uuid4().hex
    mail_id = str(uuid.UUID(mail))
    far, now = "2999-01-01 00:00:00", "2026-01-01 00:00:00"
    with sqlite3.connect(path) as database:
        database.execute(
            "INSERT INTO foundation_outgoingmail (id, public_id, key, about, message_id,"
            " sender_name, sender_address, reply_to, recipient_name, recipient_address,"
            " subject, text, html, pictures, state, attempts, server_said, created_at,"
            " changed_at, unsubscribe_url) VALUES (?, ?, 'k', '', ?, '', 'laurel@localhost', '', 'Ada',"
            " 'ada@learner.example', 'The engine weaves', 'x', '', '[]', 'queued', 1, '',"
            " ?, ?, '')",
            (mail, mail[:22], f"<{mail}@localhost>", now, now),
        )
        database.execute(
            "INSERT INTO foundation_job (id, key, function, arguments, state, attempts,"
            " not_before, leased_until, created_at, last_error, priority, queue) VALUES (?, 'k',"
            " 'laurel.foundation.mail.deliver', ?, 'running', 1, ?, ?, ?, '', 0, 'mail')",
            (job, f'{{"mail_id": "{mail_id}"}}', now, far, now),
        )
    database.close()


def test_two_do_not_share_a_data_directory(tmp_path):
    with up(tmp_path):
        second = run(tmp_path, "up", "--no-demo", "--port", str(free_port()))
    assert second.returncode == 1
    assert "Another Laurel runs" in second.stderr
    assert "Traceback" not in second.stderr


def test_a_taken_port_is_named_with_what_to_type(tmp_path):
    with mailserver.running() as other:
        answer = run(tmp_path, "up", "--port", str(other.port))
    assert answer.returncode == 1
    assert f"Port {other.port}" in answer.stderr
    assert f"--port {other.port + 1}" in answer.stderr


def test_a_data_directory_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("not a directory")
    answer = run(tmp_path, "up", data_dir=str(tmp_path / "file" / "var"))
    assert answer.returncode == 1
    assert "cannot be written to" in answer.stderr
    assert "LAUREL_DATA_DIR" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("command", ["up", "web", "worker", "migrate", "secrets"])
def test_no_command_answers_a_bad_data_directory_with_a_traceback(tmp_path, command):
    (tmp_path / "file").write_text("not a directory")
    answer = run(tmp_path, command, data_dir=str(tmp_path / "file"))
    assert answer.returncode == 1
    assert "cannot be written to" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_what_it_keeps_is_for_its_account_alone(tmp_path):
    (tmp_path / "var").mkdir(mode=0o755)  # made by hand, as one does
    with up(tmp_path):
        mode = (tmp_path / "var" / "laurel.sqlite3").stat().st_mode
        assert stat.S_IMODE(mode) & 0o077 == 0
        web = run(tmp_path, "web", "--port", str(free_port()))
        assert "Another Laurel runs" in web.stderr


def test_badges_of_an_earlier_address_are_mentioned(tmp_path):
    with up(tmp_path) as first:
        pass
    with up(tmp_path) as second:
        assert f"point to http://localhost:{first.port}" in second.text


def test_too_large_an_upload_gets_an_answer_from_the_real_server(tmp_path):
    with up(tmp_path) as laurel:
        connection = http.client.HTTPConnection("127.0.0.1", laurel.port, timeout=30)
        connection.request("POST", "/verify", b"x" * (50 * 1024 * 1024))
        answer = connection.getresponse()
        assert answer.status == 413
        assert b"larger" in answer.read()
        connection.close()
        assert laurel.get("/healthz")[0] == 200


def test_the_server_listens_on_this_machine_only(tmp_path):
    with up(tmp_path) as laurel:
        sockets = [
            row.split() for row in Path("/proc/net/tcp").read_text().splitlines()
        ]
        listening = [
            row[1]
            for row in sockets
            if row[1].endswith(f":{laurel.port:04X}") and row[3] == "0A"
        ]
    assert listening == [f"0100007F:{laurel.port:04X}"]


class TestProduction:
    @pytest.mark.parametrize("command", ["up", "web", "worker", "migrate", "check"])
    def test_every_command_refuses_and_names_all_reasons(self, tmp_path, command):
        answer = run(tmp_path, command, data_dir=str(tmp_path / "var"), **UNSAFE)
        assert answer.returncode == 1
        for name in (
            "DEBUG",
            "DEMO",
            "BASE_URL",
            "SMTP_HOST",
            "SECRET_KEY",
            "MASTER_KEY",
        ):
            assert f"- LAUREL_{name}:" in answer.stderr
        # No key was made in place of a lost one, no address noted for ever.
        assert {path.name for path in (tmp_path / "var").glob("*")} <= {"up.lock"}
        assert "Traceback" not in answer.stderr

    def test_any_web_server_that_loads_the_application_is_refused_too(self, tmp_path):
        answer = subprocess.run(
            [sys.executable, "-c", "import laurel.config.wsgi"],
            cwd=tmp_path,
            env=environment(**UNSAFE),
            capture_output=True,
            text=True,
        )
        assert answer.returncode == 1
        assert "does not start in production" in answer.stderr

    def test_a_safe_one_starts_in_its_parts(self, tmp_path):
        port = free_port()
        safe = {
            "mode": "production",
            "base_url": "https://badges.example",
            "smtp_host": "127.0.0.1",
            "worker": "separate",
        }
        assert run(tmp_path, "secrets", **safe).returncode == 0
        early = run(tmp_path, "web", "--port", str(port), **safe)
        assert "Type: laurel migrate" in early.stderr
        assert run(tmp_path, "migrate", **safe).returncode == 0
        assert run(tmp_path, "check", **safe).stdout == "Nothing is wrong.\n"
        with (
            running(
                tmp_path, "web", "--port", str(port), port=port, until="Ctrl-C", **safe
            ) as web,
            running(tmp_path, "worker", port=0, until="Ctrl-C", **safe) as worker,
        ):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
            connection.request("GET", "/", headers={"Host": "badges.example"})
            answer = connection.getresponse()
            page = answer.read().decode()
            assert answer.status == 200
            assert "max-age=63072000" in answer.headers["Strict-Transport-Security"]
            assert "/mail/" not in page
            connection.request("GET", "/mail/", headers={"Host": "badges.example"})
            mailbox = connection.getresponse()
            mailbox.read()
            assert mailbox.status == 404
            connection.close()
            assert worker.interrupt() == 0
            assert web.interrupt() == 0


def test_a_slip_of_the_pen_is_named(tmp_path):
    answer = run(tmp_path, "up", smpt_host="mail.example")
    assert answer.returncode == 1
    assert "LAUREL_SMPT_HOST: there is no such setting" in answer.stderr


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "8000x"])
def test_a_port_that_is_none_is_named(tmp_path, port):
    answer = run(tmp_path, "up", f"--port={port}")
    assert answer.returncode == 2
    assert "is not a port" in answer.stderr


def test_keys_are_never_replaced(tmp_path):
    first = run(tmp_path, "secrets")
    assert first.stdout.count("Made ") == 2
    kept = (tmp_path / "var" / "master_key").read_bytes()
    assert "there already" in run(tmp_path, "secrets").stdout
    assert (tmp_path / "var" / "master_key").read_bytes() == kept
