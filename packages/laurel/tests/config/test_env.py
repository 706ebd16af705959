"""Settings: what is read, what is refused, and that all of it is said at once."""

import base64
import dataclasses
from pathlib import Path

import pytest
from laurel.config import env as environment
from laurel.config import safety
from laurel.config.databases import settings_for
from laurel.config.env import EnvironmentInvalid, Mode, SmtpSecurity, read

from tools import settings_page

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode().rstrip("=")


def test_nothing_set_is_a_development_instance_on_this_machine(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    env = read({})
    assert env.mode is Mode.DEVELOPMENT
    assert env.base_url == "http://localhost:8000"
    assert env.data_dir == tmp_path / "var"
    assert env.database_url == f"sqlite:///{tmp_path}/var/laurel.sqlite3"
    assert env.mail_from == "laurel@localhost"
    assert env.mail_viewer
    assert not env.debug


def test_every_kind_of_value_is_read():
    env = read(
        {
            "LAUREL_MODE": "production",
            "LAUREL_BASE_URL": "https://Badges.Example/",
            "LAUREL_DATA_DIR": "/srv/laurel",
            "LAUREL_MASTER_KEY": KEY,
            "LAUREL_DEBUG": "No",
            "LAUREL_SMTP_PORT": "465",
            "LAUREL_SMTP_SECURITY": "tls",
            "LAUREL_LOCAL_HOSTS": "localhost:8001, Badges.test",
            "PATH": "/usr/bin",
        }
    )
    assert env.base_url == "https://badges.example"
    assert env.host_name == "badges.example"
    assert env.data_dir == Path("/srv/laurel")
    assert env.master_key == bytes(range(32))
    assert env.local_hosts == {"localhost:8001", "badges.test"}
    assert (env.smtp_port, env.smtp_security) == (465, SmtpSecurity.TLS)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("MODE", "live", "one of development, production"),
        ("BASE_URL", "badges.example", "must look like"),
        ("BASE_URL", "ftp://badges.example", "must look like"),
        ("BASE_URL", "https://badges.example/laurel", "scheme and host only"),
        ("BASE_URL", "https://a:b@badges.example", "scheme and host only"),
        ("BASE_URL", "https://badges.example:port", "not an address"),
        ("BASE_URL", "https://[::1", "not an address"),
        ("DEBUG", "maybe", "yes or no"),
        ("SMTP_PORT", "a lot", "whole number"),
        ("SMTP_PORT", "-1", "whole number"),
        ("SMTP_SECURITY", "ssl", "one of starttls, tls, none"),
        ("MASTER_KEY", "short", "32 bytes in base64url"),
        ("MASTER_KEY_FILE", "/nowhere/at/all", "cannot read"),
        ("LOCAL_HOSTS", "localhost:8001, http://x", "no host, like"),
        ("SMTP_HOTS", "mail.example", "no such setting"),
    ],
)
def test_what_cannot_be_read_is_named(name, value, says):
    with pytest.raises(EnvironmentInvalid) as caught:
        read({f"LAUREL_{name}": value})
    assert says in str(caught.value)
    assert f"LAUREL_{name.removesuffix('_FILE')}" in str(caught.value)


def test_all_that_cannot_be_read_is_named_at_once():
    with pytest.raises(EnvironmentInvalid) as caught:
        read({"LAUREL_MODE": "x", "LAUREL_DEBUG": "x", "LAUREL_WORKERS": "3"})
    assert len(caught.value.problems) == 3


def test_a_value_may_stand_in_a_file(tmp_path):
    (tmp_path / "password").write_text("open sesame\n")
    env = read({"LAUREL_SMTP_PASSWORD_FILE": str(tmp_path / "password")})
    assert env.smtp_password == "open sesame"
    with pytest.raises(EnvironmentInvalid, match="not both"):
        read(
            {
                "LAUREL_SMTP_PASSWORD": "x",
                "LAUREL_SMTP_PASSWORD_FILE": str(tmp_path / "password"),
            }
        )


def test_the_two_keys_are_found_in_the_data_directory(tmp_path):
    (tmp_path / "master_key").write_text(KEY)
    (tmp_path / "secret_key").write_text("s" * 40)
    env = read({"LAUREL_DATA_DIR": str(tmp_path)})
    assert (env.master_key, env.secret_key) == (bytes(range(32)), "s" * 40)


def test_secrets_are_not_printed():
    env = read({"LAUREL_MASTER_KEY": KEY, "LAUREL_SECRET_KEY": "open sesame" * 5})
    assert "sesame" not in repr(env)
    assert repr(env.master_key) not in repr(env)


class TestProduction:
    @pytest.fixture
    def safe(self, tmp_path):
        return environment.Environment(
            mode=Mode.PRODUCTION,
            base_url="https://badges.example",
            data_dir=tmp_path,
            secret_key="s" * 50,
            master_key=bytes(32),
            smtp_host="mail.example",
        )

    def test_a_safe_instance_starts(self, safe):
        assert safety.problems(safe) == []

    @pytest.mark.parametrize(
        ("change", "setting"),
        [
            ({"debug": True}, "LAUREL_DEBUG"),
            ({"demo": True}, "LAUREL_DEMO"),
            ({"base_url": "http://badges.example"}, "LAUREL_BASE_URL"),
            ({"secret_key": ""}, "LAUREL_SECRET_KEY"),
            ({"secret_key": "s" * 31}, "LAUREL_SECRET_KEY"),
            ({"master_key": b""}, "LAUREL_MASTER_KEY"),
            ({"smtp_host": ""}, "LAUREL_SMTP_HOST"),
            ({"local_hosts": frozenset({"10.0.0.1"})}, "LAUREL_LOCAL_HOSTS"),
        ],
        ids=lambda value: ", ".join(value) if isinstance(value, dict) else value,
    )
    def test_each_unsafe_setting_is_named(self, safe, change, setting):
        unsafe = dataclasses.replace(safe, **change)
        assert [p.setting for p in safety.problems(unsafe)] == [setting]
        at_home = dataclasses.replace(unsafe, mode=Mode.DEVELOPMENT)
        assert safety.problems(at_home) == []

    @pytest.mark.parametrize("name", ["master_key", "secret_key"])
    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o666])
    def test_a_key_that_others_may_read_is_named(self, safe, name, mode):
        path = safe.data_dir / name
        path.write_text("x")
        path.chmod(mode)
        found = safety.problems(safe)
        assert [p.setting for p in found] == [f"LAUREL_{name.upper()}"]
        assert f"chmod 600 {path}" in found[0].text
        path.chmod(0o600)
        assert safety.problems(safe) == []

    def test_one_message_names_all_of_them(self, safe):
        unsafe = dataclasses.replace(
            safe, debug=True, demo=True, base_url="http://x.example", smtp_host=""
        )
        message = safety.refusal(safety.problems(unsafe))
        for name in ("DEBUG", "DEMO", "BASE_URL", "SMTP_HOST"):
            assert f"- LAUREL_{name}: " in message


class TestTheDatabasesAddress:
    def test_sqlite(self):
        found = settings_for("sqlite:////srv/laurel/a%20b.sqlite3")
        assert found["NAME"] == "/srv/laurel/a b.sqlite3"
        assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]

    def test_postgresql(self):
        found = settings_for(
            "postgresql://la:p%40ss@db.example:5433/laurel?sslmode=require"
        )
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
            "la", "p@ss", "db.example", "5433",
        )  # fmt: skip
        assert found["OPTIONS"]["sslmode"] == "require"
        assert found["OPTIONS"]["pool"]["max_size"] > 1

    @pytest.mark.parametrize(
        "url", ["mysql://x/y", "laurel.sqlite3", "postgresql://[x"]
    )
    def test_others_are_refused(self, url):
        with pytest.raises(Exception, match="LAUREL_DATABASE_URL"):
            settings_for(url)


def test_the_page_about_settings_is_current():
    assert settings_page.PAGE.read_text("utf-8") == settings_page.page(), (
        "type: python -m tools.settings_page"
    )


def test_every_setting_is_documented():
    for field in environment.SETTINGS:
        assert field.metadata["about"].endswith("."), field.name
