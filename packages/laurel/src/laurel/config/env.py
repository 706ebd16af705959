"""Every setting an operator can make: one frozen dataclass, read once.

A setting comes from the environment variable `LAUREL_<NAME>`, or from the file that
`LAUREL_<NAME>_FILE` names, or (the two keys only) from a file in the data directory.
"""

import base64
import binascii
import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

PREFIX: Final = "LAUREL_"
MASTER_KEY_BYTES: Final = 32  # AES-256
SHORTEST_SECRET: Final = 32  # characters; Django signs sessions and links with it
MOST_FILE_BYTES: Final = 64 * 1024  # a key or a password, never more


class Mode(StrEnum):
    """What the instance is for."""

    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SmtpSecurity(StrEnum):
    """How the conversation with the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class SecondFactor(StrEnum):
    """Who needs more than the code by mail in production."""

    OWNERS = "owners"
    NOBODY = "nobody"


class Worker(StrEnum):
    """Where background jobs run."""

    EMBEDDED = "embedded"
    SEPARATE = "separate"


class EnvironmentInvalid(Exception):
    """Some settings cannot be read; the message lists every one of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(
            "Laurel cannot read its settings:\n" + "\n".join(f"- {p}" for p in problems)
        )
        self.problems = problems


def setting(
    default: Any = dataclasses.MISSING,
    *,
    about: str,
    risk: str = "",
    secret: bool = False,
) -> Any:
    """A documented field; `risk` says what a wrong value costs."""
    return field(
        default=default,
        repr=not secret,
        metadata={"about": about, "risk": risk, "secret": secret},
    )


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The settings of this instance. `settings.LAUREL` everywhere in the code."""

    mode: Mode = setting(
        Mode.DEVELOPMENT,
        about="What the instance is for: `development` or `production`.",
        risk="Production refuses to start with unsafe settings; development does not.",
    )
    base_url: str = setting(
        "http://localhost:8000",
        about="The address people use, without a slash at the end. Every link, every "
        "badge and every issuer's identifier is built on it, so it is for ever.",
        risk="Badges are signed with it: changing it later orphans issued badges. "
        "Must be https in production.",
    )
    data_dir: Path = setting(
        Path("var"),
        about="Where everything is kept that is not in a database server: the SQLite "
        "database, uploaded files, the two keys, collected static files.",
        risk="Back it up; readable by the service alone.",
    )
    database_url: str = setting(
        "",
        about="`sqlite:///path/to/file` or `postgresql://user:password@host:5432/name`. "
        "Default: `laurel.sqlite3` in the data directory.",
        risk="Carries a password with PostgreSQL.",
        secret=True,
    )
    secret_key: str = setting(
        "",
        about="Signs sessions and one-time links; at least 32 characters. Default: the "
        "file `secret_key` in the data directory.",
        risk="Whoever knows it can sign in as anybody.",
        secret=True,
    )
    master_key: bytes = setting(
        b"",
        about="Seals the issuers' private keys: 32 bytes in base64url. Default: the "
        "file `master_key` in the data directory, which must not be readable by others.",
        risk="Whoever has it and the database can sign badges in every issuer's name; "
        "whoever loses it cannot sign with the present keys any more.",
        secret=True,
    )
    debug: bool = setting(
        default=False,
        about="Show errors with code and settings in the browser.",
        risk="Shows secrets to visitors: refused in production.",
    )
    demo: bool = setting(
        default=False,
        about="Load the demo data at the start of `laurel up`, which sets it itself "
        "in development.",
        risk="Fills the instance with invented organizations: refused in production.",
    )
    smtp_host: str = setting(
        "",
        about="The mail server. Without one, mail is not sent but kept and shown in the "
        "mail viewer at /mail/ (development only).",
        risk="The mail viewer shows sign-in codes to every visitor: production refuses "
        "to start without a mail server.",
    )
    smtp_port: int = setting(587, about="The mail server's port.")
    smtp_user: str = setting("", about="The name to sign in to the mail server with.")
    smtp_password: str = setting(
        "", about="The password for the mail server.", secret=True
    )
    smtp_security: SmtpSecurity = setting(
        SmtpSecurity.STARTTLS,
        about="`starttls`, `tls` (from the first byte) or `none`. With the first two the "
        "server's certificate is checked and there is no way back to plain text.",
        risk="With `none`, codes and passwords travel in the clear.",
    )
    mail_from: str = setting(
        "",
        about="The address mail comes from; the issuer's name stands before it. Default: "
        "`laurel@` and the host of the base URL.",
        risk="An address your mail server may not use makes mail look forged.",
    )
    bounce_address: str = setting(
        "",
        about="The address that undeliverable mail comes back to, with room for a `+`: with "
        "`bounces@badges.example`, each mail has a return path of its own, like "
        "`bounces+…@badges.example`. At most 20 characters before the `@`. Default: it comes "
        "back to the address it was sent from. See [Returned mail](bounces.md).",
        risk="Where nobody reads that mailbox, a mail that comes back later stays “Sent”.",
    )
    bounce_mailbox: str = setting(
        "",
        about="Where returned mail is kept for Laurel to read: a Maildir, or a file in mbox "
        "form. It is looked into every ten minutes.",
    )
    hook_token: str = setting(
        "",
        about="The secret in the address `/hooks/mail/<token>`, to which a mail service may "
        "send what came back; at least 32 letters and digits. Without it the address is not "
        "there.",
        risk="Whoever knows it and the id of a mail can mark that mail as returned.",
        secret=True,
    )
    undo_minutes: int = setting(
        10,
        about="How long an award to many people can be undone: nothing is signed or "
        "mailed before that. 0: at once.",
    )
    evidence_megabytes: int = setting(
        15,
        about="How large one file of evidence may be that a learner hands in, in MB: 1 to 19.",
    )
    virus_scanner: str = setting(
        "",
        about="What looks at files of evidence before anybody else gets them: "
        "`clamd:/run/clamav/clamd.ctl`, `clamd:127.0.0.1:3310`, or a command that reads the file "
        "from its standard input and exits with 0 (nothing found) or 1 (something found), like "
        "`clamdscan -`. Without it files are not scanned, and reviewers are told so.",
        risk="A command runs with the rights of the service. While the scanner does not answer, "
        "files are held back, not let through.",
    )
    reminders_per_hour: int = setting(
        600,
        about="How many people an hour are reminded that a badge of theirs ends. What is due "
        "beyond that goes out in the hours after: thousands that end on one day are no storm "
        "of mails. 0: nobody is reminded.",
    )
    linkedin_client_id: str = setting(
        "",
        about="LinkedIn's client id for “Sign in with LinkedIn using OpenID Connect”. "
        "Without it the button is not shown.",
    )
    linkedin_client_secret: str = setting(
        "", about="The secret that belongs to the client id.", secret=True
    )
    second_factor: SecondFactor = setting(
        SecondFactor.OWNERS,
        about="Who must have a passkey or an authenticator app, in production: `owners` "
        "of an organization or `nobody`. Everybody may have one.",
        risk="With `nobody`, whoever reads an owner's mail can award and revoke in the "
        "organization's name.",
    )
    trusted_proxy_count: int = setting(
        0,
        about="How many reverse proxies of yours stand before Laurel. From 1 on, "
        "`X-Forwarded-For` is believed.",
        risk="Too high, and visitors choose the address that rate limits see.",
    )
    local_hosts: frozenset[str] = setting(
        frozenset(),
        about="Hosts of your own network, with their ports, that badges may be checked against, "
        "such as `localhost:8001,badges.test`: another instance on the same machine. They are "
        "asked over plain http, whatever their address.",
        risk="Whoever may verify a badge can have them asked: refused in production.",
    )
    worker: Worker = setting(
        Worker.EMBEDDED,
        about="`embedded`: background jobs run beside the web server. `separate`: you "
        "run `laurel worker` yourself, as often as you like.",
    )
    jobs_engine: str = setting(
        "django_tasks_db.DatabaseBackend",
        about="The backend of Django's tasks API that wakes the workers up.",
    )
    web_workers: int = setting(1, about="How many web server processes to start.")
    web_threads: int = setting(
        8, about="How many requests each process serves at once."
    )

    @property
    def is_production(self) -> bool:
        """Whether strangers rely on this instance."""
        return self.mode is Mode.PRODUCTION

    @property
    def owners_need_second_factor(self) -> bool:
        """Whether the console opens for owners only after they have set one up."""
        return self.is_production and self.second_factor is SecondFactor.OWNERS

    @property
    def is_https(self) -> bool:
        """Whether the public address is encrypted."""
        return self.base_url.startswith("https://")

    @property
    def host(self) -> str:
        """Host and port of the public address ("localhost:8000")."""
        return urlsplit(self.base_url).netloc

    @property
    def host_name(self) -> str:
        """Host of the public address, without a port."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def mail_viewer(self) -> bool:
        """Whether mail is kept and shown instead of sent."""
        return not self.smtp_host and not self.is_production

    @property
    def linkedin(self) -> bool:
        """Whether people can sign in with LinkedIn."""
        return bool(self.linkedin_client_id and self.linkedin_client_secret)


SETTINGS: Final = dataclasses.fields(Environment)
KEY_FILES: Final = ("secret_key", "master_key")


def read(environ: Mapping[str, str]) -> Environment:
    """The settings as this environment gives them.

    Raises:
        EnvironmentInvalid: naming every variable that cannot be read.
    """
    problems = _unknown(environ)
    values: dict[str, Any] = {}
    data_dir = Path(environ.get(f"{PREFIX}DATA_DIR") or "var")
    for each in SETTINGS:
        try:
            text = _text(each.name, environ, data_dir)
            if text is not None:
                values[each.name] = _parse(each, text)
        except ValueError as error:
            problems.append(f"{PREFIX}{each.name.upper()}: {error}")
    if problems:
        raise EnvironmentInvalid(problems)
    return _with_defaults(Environment(**values))


def _with_defaults(env: Environment) -> Environment:
    data_dir = env.data_dir.absolute()
    return dataclasses.replace(
        env,
        data_dir=data_dir,
        database_url=env.database_url or f"sqlite:///{data_dir / 'laurel.sqlite3'}",
        mail_from=env.mail_from or f"laurel@{env.host_name}",
    )


def _unknown(environ: Mapping[str, str]) -> list[str]:
    # A misspelt setting would silently be the default: a safety setting above all.
    known = {each.name.upper() for each in SETTINGS}
    given = {name.removeprefix(PREFIX) for name in environ if name.startswith(PREFIX)}
    return [
        f"{PREFIX}{name}: there is no such setting"
        for name in sorted(given)
        if name not in known and name.removesuffix("_FILE") not in known
    ]


def _text(name: str, environ: Mapping[str, str], data_dir: Path) -> str | None:
    variable = f"{PREFIX}{name.upper()}"
    if (value := environ.get(variable)) is not None:
        if f"{variable}_FILE" in environ:
            raise ValueError(f"set either this or {variable}_FILE, not both")
        return value or None
    if path := environ.get(f"{variable}_FILE"):
        return _file(Path(path))
    kept = data_dir / name
    if name in KEY_FILES and kept.exists():
        return _file(kept)
    return None


def _file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(MOST_FILE_BYTES).decode().strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ValueError(f"cannot read {path} ({error.__class__.__name__})") from error


def _parse(each: "dataclasses.Field[Any]", text: str) -> object:
    if isinstance(each.default, StrEnum):
        return _choice(type(each.default), text)
    special = {
        "base_url": _base_url,
        "bounce_address": _bounce_address,
        "evidence_megabytes": _megabytes,
        "hook_token": _hook_token,
        "local_hosts": _local_hosts,
    }
    if each.name in special:
        return special[each.name](text)
    kinds = {bool: _boolean, int: _number, bytes: _key, type(Path()): Path}
    return kinds.get(type(each.default), str)(text)


def _boolean(text: str) -> bool:
    values = {"1": True, "true": True, "yes": True, "on": True}
    values |= {"0": False, "false": False, "no": False, "off": False}
    if text.lower() not in values:
        raise ValueError("must be yes or no")
    return values[text.lower()]


def _number(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,5}", text):
        raise ValueError("must be a whole number")
    return int(text)


def _megabytes(text: str) -> int:
    # Files are kept up to 20 MB; a form that carries one is a little more than the file.
    if not re.fullmatch(r"[1-9]|1[0-9]", text):
        raise ValueError("must be a number from 1 to 19")
    return int(text)


def _choice(kind: type[StrEnum], text: str) -> StrEnum:
    if text not in list(kind):
        raise ValueError("must be one of " + ", ".join(kind))
    return kind(text)


def _key(text: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != MASTER_KEY_BYTES:
        raise ValueError(f"must be {MASTER_KEY_BYTES} bytes in base64url")
    return key


def _bounce_address(text: str) -> str:
    # What is added has 44 characters, and 64 is the most before the @ (RFC 5321).
    if not re.fullmatch(r"[A-Za-z0-9._-]{1,20}@[A-Za-z0-9.-]{1,190}", text):
        raise ValueError(
            "must look like bounces@badges.example, with at most 20 characters before the @"
        )
    return text


def _hook_token(text: str) -> str:
    if not re.fullmatch(rf"[A-Za-z0-9_-]{{{SHORTEST_SECRET},200}}", text):
        raise ValueError(f"must have at least {SHORTEST_SECRET} letters and digits")
    return text


def _local_hosts(text: str) -> frozenset[str]:
    hosts = frozenset(host.strip().lower() for host in text.split(",") if host.strip())
    for host in hosts:
        if not re.fullmatch(r"[a-z0-9.-]{1,253}(:[0-9]{1,5})?", host):
            raise ValueError(f"{host!r} is no host, like localhost:8001")
    return hosts


def _base_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port_is_fine = parts.port != 0
    except ValueError as error:
        raise ValueError("is not an address") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_fine:
        raise ValueError("must look like https://badges.example")
    if parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("must be scheme and host only, like https://badges.example")
    return f"{parts.scheme}://{parts.netloc.lower()}"
