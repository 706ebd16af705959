"""The command line of an issuer: key, did.json, list, badge, revocation; all from files."""

import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from obkit import Standard, bake, baking, cli
from obkit.cli import facts_file, keyfile
from obkit.errors import Refused
from obkit.keys import KeyKind, LocalSigner, public_key_from_jwk
from obkit.resolve import MemoryFetcher, find_method
from obkit.verify.kinds import as_list

from packages.obkit.tests import pictures
from packages.obkit.tests.badges import World

NOW = "--now=2026-11-21T12:00:00Z"
DID = "did:web:college.example"
LIST = "https://college.example/status/1"


def run(capsys, *arguments):
    code = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in out + err
    return SimpleNamespace(code=code, out=out, err=err)


@pytest.fixture
def issuer(tmp_path, monkeypatch, capsys):
    """A key, a did.json and a file of facts in a folder of their own; `web` is what is published."""
    monkeypatch.chdir(tmp_path)
    web: dict[str, bytes] = {}
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: MemoryFetcher(web))
    assert run(capsys, "keygen", "key").code == 0
    made = run(capsys, "did", DID, "key", "-o", "did.json")
    assert "Publish it at https://college.example/.well-known/did.json" in made.err
    web["https://college.example/.well-known/did.json"] = (
        tmp_path / "did.json"
    ).read_bytes()
    (tmp_path / "award.toml").write_text(run(capsys, "issue", "--example").out)
    return SimpleNamespace(folder=tmp_path, web=web)


def test_an_issuer_can_be_run_from_files(issuer, capsys):
    """From a key to a revoked badge, with nothing but commands and a web server for files."""
    made = run(
        capsys, "status", "new", LIST, "--issuer", DID, "--key", "key", "-o", "l", NOW
    )
    assert made.code == 0, made.err
    assert f"Publish it at {LIST}" in made.err
    issuer.web[LIST] = (issuer.folder / "l").read_bytes()
    facts = (issuer.folder / "award.toml").read_text()
    facts += f'\n[status]\nlist_url = "{LIST}"\nindex = 94567\n'
    (issuer.folder / "award.toml").write_text(facts)
    (issuer.folder / "art.png").write_bytes(pictures.png())
    issued = run(
        capsys, "issue", "award.toml", "--key", "key", "--picture", "art.png", NOW,
        "-o", "badge.png",
    )  # fmt: skip
    assert issued.code == 0, issued.err
    assert "obkit verify badge.png" in issued.err
    good = run(capsys, "verify", "badge.png", NOW)
    assert good.code == 0, good.out
    assert "awarded to Ada Lovelace" in good.out

    assert run(capsys, "status", "set", "l", "94567", "--key", "key", NOW).code == 0
    issuer.web[LIST] = (issuer.folder / "l").read_bytes()
    revoked = run(capsys, "verify", "badge.png", NOW)
    assert revoked.code == 1
    assert "the issuer has revoked it" in revoked.out
    shown = run(capsys, "status", "show", "l", "94567", "1").out
    assert re.search(r"set +1 of 131072", shown)
    assert re.search(r"94567 set\n +1 not set", shown)

    assert run(capsys, "status", "clear", "l", "94567", "--key", "key", NOW).code == 0
    issuer.web[LIST] = (issuer.folder / "l").read_bytes()
    assert run(capsys, "verify", "badge.png", NOW).code == 0
    assert not list(issuer.folder.glob(".l*"))


def test_a_list_that_somebody_altered_is_not_signed_anew(issuer, capsys):
    made = run(
        capsys, "status", "new", LIST, "--issuer", DID, "--key", "key", "-o", "l", NOW
    )
    assert made.code == 0
    path = issuer.folder / "l"
    altered = json.loads(path.read_bytes())
    altered["validFrom"] = "2020-01-01T00:00:00Z"
    path.write_text(json.dumps(altered))
    before = path.read_bytes()
    done = run(capsys, "status", "set", "l", "1", "--key", "key", NOW)
    assert done.code == 64
    assert "--rotated" in done.err
    assert path.read_bytes() == before
    del altered["proof"]
    path.write_text(json.dumps(altered))
    assert run(capsys, "status", "set", "l", "1", "--key", "key").code == 64
    altered["proof"] = {"type": "DataIntegrityProof"}
    path.write_text(json.dumps(altered))
    assert run(capsys, "status", "set", "l", "1", "--key", "key").code == 64
    done = run(capsys, "status", "set", "l", "1", "--key", "key", "--rotated", NOW)
    assert done.code == 0


def test_what_a_list_cannot_do_is_said_and_changes_nothing(issuer, capsys):
    new = ("status", "new", LIST, "--issuer", DID, "--key", "key", "-o", "l")
    assert run(capsys, *new, "--entries", "8").code == 64
    assert run(capsys, *new).code == 0
    before = (issuer.folder / "l").read_bytes()
    assert run(capsys, *new).code == 64  # it is there already
    outside = run(capsys, "status", "set", "l", "1", "131072", "--key", "key")
    assert outside.code == 1
    assert "no such place" in outside.err
    assert (issuer.folder / "l").read_bytes() == before
    assert run(capsys, "status", "show", "award.toml").code == 1


def test_a_file_that_cannot_be_replaced_is_said(issuer, capsys, monkeypatch):
    new = ("status", "new", LIST, "--issuer", DID, "--key", "key", "-o", "l")
    assert run(capsys, *new).code == 0

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("obkit.cli.terminal.Path.replace", full)
    done = run(capsys, "status", "set", "l", "1", "--key", "key")
    assert (done.code, "No space left" in done.err) == (64, True)
    assert not list(issuer.folder.glob(".l*"))
    monkeypatch.setattr("obkit.cli.terminal.tempfile.mkstemp", full)
    assert run(capsys, "status", "set", "l", "1", "--key", "key").code == 64


@pytest.mark.parametrize("kind", KeyKind)
def test_every_kind_of_key_issues_a_badge_that_verifies(issuer, tmp_path, capsys, kind):
    assert run(capsys, "keygen", "other", "--kind", kind).code == 0
    made = run(capsys, "did", DID, "key", "other")
    issuer.web["https://college.example/.well-known/did.json"] = made.out.encode()
    done = run(capsys, "issue", "award.toml", "--key", "other", "-o", "b", NOW)
    assert done.code == 0, done.err
    verified = run(capsys, "verify", "b", NOW)
    assert verified.code == 0, verified.out


def test_without_an_issuer_id_the_key_is_the_issuer(issuer, capsys):
    facts = (issuer.folder / "award.toml").read_text()
    (issuer.folder / "award.toml").write_text(
        facts.replace(f'id = "{DID}"', "").replace(
            'id = "https://college.example/b', '# "'
        )
    )
    issuer.web.clear()
    done = run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW)
    assert done.code == 0, done.err
    document = json.loads((issuer.folder / "b").read_bytes())
    assert document["issuer"]["id"].startswith("did:key:z6Mk")
    assert document["id"].startswith("urn:uuid:")
    assert run(capsys, "verify", "b", "--offline", NOW).code == 0


def test_facts_may_be_json(issuer, capsys):
    import tomllib

    facts = tomllib.loads(facts_file.EXAMPLE)
    facts["valid_from"] = "2026-11-20T00:00:00Z"
    (issuer.folder / "award.json").write_text(json.dumps(facts))
    done = run(capsys, "issue", "award.json", "--key", "key", NOW)
    assert json.loads(done.out)["validFrom"] == "2026-11-20T00:00:00Z"


def test_credits_may_be_a_whole_number(issuer, capsys):
    text = facts_file.EXAMPLE.replace(
        'name = "Facilitation"', 'name = "Facilitation"\ncredits = 3', 1
    )
    (issuer.folder / "award.toml").write_text(text)
    done = run(capsys, "issue", "award.toml", "--key", "key", NOW)
    subject = json.loads(done.out)["credentialSubject"]
    assert subject["achievement"]["creditsAvailable"] == 3


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('name = "Facilitation"', 'nmae = "F"', "achievement.nmae is unknown; is name meant?"),
        ('name = "Facilitation"', 'zzz = "F"', "known are"),
        ('name = "Facilitation"', "", "achievement.name is missing"),
        ('name = "Facilitation"', "name = 7", "achievement.name is not a text"),
        ('name = "Facilitation"', "name = true", "achievement.name is not a text"),
        ("[[evidence]]", "[evidence]", "evidence is a list"),
        ("[recipient]", "[[recipient]]", "recipient is a table"),
        ("[achievement]", "[[achievement]]", "achievement is a table of its own"),
        ("# valid_until = 2028-11-21T12:00:00Z", "valid_until = 2028-11-21", "valid_until is not a time"),
        ("# valid_until = 2028-11-21T12:00:00Z", 'valid_until = "soon"', "valid_until is not a time"),
        ('"https://college.example"', '"college"', "not an absolute address"),
        ("[issuer]", "[issuer", "neither TOML nor JSON"),
    ],
)  # fmt: skip
def test_wrong_facts_are_named_and_nothing_is_written(issuer, capsys, old, new, said):
    assert old in facts_file.EXAMPLE
    path = issuer.folder / "award.toml"
    path.write_text(facts_file.EXAMPLE.replace(old, new, 1))
    done = run(capsys, "issue", "award.toml", "--key", "key", "-o", "b")
    assert done.code in (1, 64)
    assert said in done.err
    assert not (issuer.folder / "b").exists()


def test_large_facts_and_missing_arguments_are_said(issuer, capsys, monkeypatch):
    assert "--example" in run(capsys, "issue").err
    assert "obkit keygen" in run(capsys, "issue", "award.toml").err
    huge = b"# " + b"x" * 3_000_000
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(huge)))
    assert "larger than any badge" in run(capsys, "issue", "-", "--key", "key").err


def test_a_written_document_is_signed(issuer, capsys):
    assert run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW).code == 0
    document = json.loads((issuer.folder / "b").read_bytes())
    del document["proof"]
    (issuer.folder / "plain.json").write_text(json.dumps(document))
    for extra in ([], ["--proof", "eddsa-jcs-2022"], ["--proof", "vc-jwt"]):
        done = run(capsys, "sign", "plain.json", "--key", "key", NOW, *extra)
        assert done.code == 0, done.err
        (issuer.folder / "signed").write_text(done.out)
        assert run(capsys, "verify", "signed", NOW).code == 0
    done = run(capsys, "sign", "plain.json", "--key", "key", "-o", "out", NOW)
    assert "obkit verify out" in done.err

    document["honours"] = "summa cum laude"
    (issuer.folder / "plain.json").write_text(json.dumps(document))
    for proof in ("eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"):
        done = run(capsys, "sign", "plain.json", "--key", "key", "--proof", proof)
        assert (done.code, "no signature covers" in done.err) == (1, True)
    done = run(
        capsys, "sign", "plain.json", "--key", "key", "--proof", "ecdsa-rdfc-2019"
    )
    assert done.code == 1


@pytest.mark.parametrize(
    ("issuer_id", "method", "said"),
    [
        ("did:key:z6MkOther", None, "another key"),
        ("https://college.example/i", None, "--method"),
        (DID, "did:web:other.example#key", "nobody would accept"),
        (None, None, "names no issuer"),
    ],
)
def test_a_key_that_is_not_the_issuers_does_not_sign(
    issuer, capsys, issuer_id, method, said
):
    assert run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW).code == 0
    document = json.loads((issuer.folder / "b").read_bytes())
    del document["proof"]
    document["issuer"] = {"id": issuer_id} if issuer_id else 7
    (issuer.folder / "p").write_text(json.dumps(document))
    extra = ["--method", method] if method else []
    done = run(capsys, "sign", "p", "--key", "key", *extra)
    assert (done.code, said in done.err) == (64, True)
    assert done.out == ""


def test_a_method_elsewhere_may_be_named(issuer, capsys):
    assert run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW).code == 0
    document = json.loads((issuer.folder / "b").read_bytes())
    del document["proof"]
    document["issuer"]["id"] = "https://college.example/i"
    (issuer.folder / "p").write_text(json.dumps(document))
    method = "https://college.example/i#key"
    done = run(capsys, "sign", "p", "--key", "key", "--method", method)
    (proof,) = as_list(json.loads(done.out)["proof"])
    assert proof["verificationMethod"] == method


def test_a_did_document_lists_keys_that_are_found_again(issuer, capsys, monkeypatch):
    assert run(capsys, "keygen", "rsa", "--kind", "rsa").code == 0
    old = LocalSigner.generate(KeyKind.P384).public_key
    did = f"{DID}:issuers:north"
    done = run(capsys, "did", did, "key", "rsa", old.to_multikey(), "key")
    assert "https://college.example/issuers/north/did.json" in done.err
    document = json.loads(done.out)
    assert len(document["verificationMethod"]) == 3
    web = MemoryFetcher(
        {"https://college.example/issuers/north/did.json": done.out.encode()}
    )
    keys = [find_method(url, fetcher=web) for url in document["assertionMethod"]]
    assert all("assertionMethod" in key.purposes for key in keys)
    assert {key.public_key.kind for key in keys} == {
        KeyKind.ED25519, KeyKind.RSA, KeyKind.P384,
    }  # fmt: skip
    jwk = document["verificationMethod"][1]["publicKeyJwk"]
    assert public_key_from_jwk(jwk).kind is KeyKind.RSA
    assert "privateBytes" not in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["did", "did:key:z6Mk", "key"],
        ["did", DID, "zabc"],
        ["did", DID, "absent"],
        ["did", DID, "award.toml"],
        ["sign", "award.toml", "--key", "-"],
        ["status"],
        ["completion", "tcsh"],
    ],
)
def test_wrong_usage_is_said(issuer, capsys, arguments):
    done = run(capsys, *arguments)
    assert done.code in (1, 64)
    assert done.err.strip()
    assert done.out == ""


def test_a_did_with_two_readings_is_refused(issuer, capsys):
    assert run(capsys, "did", "did:web:college.example:..", "key").code == 1


def test_a_key_that_others_can_read_is_said(issuer, capsys):
    (issuer.folder / "key").chmod(0o644)
    done = run(capsys, "issue", "award.toml", "--key", "key")
    assert done.code == 0
    assert "chmod 600" in done.err


def test_a_broken_key_file_does_not_show_what_is_in_it(issuer, capsys):
    (issuer.folder / "broken").write_text(
        '{"kind": "ed25519", "privateBytes": "uSECRET"}'
    )
    (issuer.folder / "broken").chmod(0o600)
    done = run(capsys, "issue", "award.toml", "--key", "broken")
    assert done.code == 64
    assert "obkit keygen" in done.err
    assert "SECRET" not in done.err


EXAMPLES = [
    (command.NAME, example)
    for command in cli._COMMANDS
    for example, _ in command.EXAMPLES
]


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_every_example_in_the_help_is_understood_and_shown(name, example, capsys):
    words = shlex.split(example.replace("\\\n", " "))
    if ">" in words or ">>" in words:
        words = words[: [w.startswith(">") for w in words].index(True)]
    assert words[0] == "obkit"
    arguments = cli._parser().parse_args(words[1:])
    assert callable(arguments.run)
    shown = run(capsys, name, "--help").out
    assert example in shown


def test_every_command_has_examples():
    assert {name for name, _ in EXAMPLES} == {c.NAME for c in cli._COMMANDS}


def complete(script: str, *words: str) -> set[str]:
    quoted = " ".join(map(shlex.quote, words))
    done = subprocess.run(
        ["bash", "-c", (f'{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; '
         '_obkit; printf "%s\\n" "${COMPREPLY[@]}"')],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return set(done.stdout.split())


def test_a_shell_completes_commands_options_and_choices(capsys):
    script = run(capsys, "completion", "bash").out
    assert complete(script, "obkit", "ver") == {"verify"}
    assert complete(script, "obkit", "") == {c.NAME for c in cli._COMMANDS}
    assert complete(script, "obkit", "verify", "--off") == {"--offline"}
    assert complete(script, "obkit", "keygen", "--kind", "") == {
        str(k) for k in KeyKind
    }
    assert "set" in complete(script, "obkit", "status", "")
    assert "autoload" in run(capsys, "completion", "zsh").out
    fish = run(capsys, "completion", "fish").out
    assert "__fish_seen_subcommand_from verify' -l offline" in fish
    for line in fish.splitlines():
        shlex.split(line)


def test_inspect_says_in_words_what_is_inside(issuer, capsys):
    assert run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW).code == 0
    said = run(capsys, "inspect", "b").out
    for words in (
        "a JSON document, NOT verified",
        "Open Badges 3.0",
        "Facilitation",
        "emailAddress, as a hash that does not tell it",
        "Ada Lovelace (name)",
        f"Northern College <{DID}>",
        "Facilitating <https://skills.example/7>",
        "Essay <https://ada.example/essay>",
        "eddsa-rdfc-2022 with did:web:college.example#z6Mk",
        "obkit verify",
    ):
        assert words in said
    odd = {"type": "Assertion", "revoked": True, "evidence": [3], "issuer": "x"}
    (issuer.folder / "odd").write_text(json.dumps(odd))
    said = run(capsys, "inspect", "odd").out
    assert "revoked: no reason given" in said
    assert "(no name)" in said


def test_it_all_runs_as_a_program(issuer):
    done = subprocess.run(
        [sys.executable, "-m", "obkit", "issue", "award.toml", "--key", "key"],
        capture_output=True,
        check=True,
    )
    assert json.loads(done.stdout)["proof"]
    assert baking.form_of(done.stdout.strip())


@pytest.fixture
def older(tmp_path, monkeypatch):
    """A hosted badge of 2.0 and its world."""
    world = World()
    (tmp_path / "old.json").write_bytes(world.hosted())
    monkeypatch.setattr("obkit.cli.verify.HttpFetcher", lambda **_: world.fetcher)
    monkeypatch.chdir(tmp_path)
    return world


def test_a_badge_of_2_0_becomes_one_of_3_0_that_its_issuer_signs(older, capsys):
    """OB30-MG1, OB30-MG9."""
    done = run(capsys, "convert", "old.json", "--issuer", older.did, "-o", "new", NOW)
    assert done.code == 0, done.err + done.out
    assert "obkit sign new" in done.err
    assert "proof" not in json.loads(Path("new").read_bytes())
    Path("key").write_bytes(keyfile.to_bytes(older.ed25519))
    Path("key").chmod(0o600)
    assert run(capsys, "sign", "new", "--key", "key", "-o", "badge", NOW).code == 0
    verified = run(capsys, "verify", "badge", NOW)
    assert verified.code == 0, verified.out
    assert "Facilitation" in verified.out
    assert run(capsys, "inspect", "badge").code == 0


def test_what_does_not_verify_is_not_converted(older, capsys):
    altered = json.loads(Path("old.json").read_bytes()) | {"narrative": "Better."}
    Path("altered.json").write_text(json.dumps(altered))
    done = run(capsys, "convert", "altered.json", "--issuer", older.did, "-o", "n", NOW)
    assert done.code == 1
    assert "Nothing was converted" in done.err
    assert not Path("n").exists()


def test_only_badges_of_2_0_are_converted(older, capsys):
    Path("ob3.json").write_bytes(older.credential())
    done = run(capsys, "convert", "ob3.json", "--issuer", older.did, NOW)
    assert (done.code, "no Open Badges 2.0 badge" in done.err) == (64, True)
    Path("both.png").write_bytes(
        bake(
            bake(pictures.png(), older.hosted(), Standard.OB2),
            older.credential(),
            Standard.OB3,
        )
    )
    done = run(capsys, "convert", "both.png", "--issuer", older.did, NOW)
    assert json.loads(done.out)["issuer"]["id"] == older.did


def test_the_old_address_stays_the_old_ones(older, capsys):
    old = json.loads(Path("old.json").read_bytes())["id"]
    done = run(capsys, "convert", "old.json", "--issuer", older.did, "--id", old, NOW)
    assert done.code == 1
    assert "--id" in done.err


def test_a_key_does_not_come_from_standard_input(issuer, capsys):
    done = run(capsys, "issue", "award.toml", "--key", "-")
    assert (done.code, "from a file" in done.err) == (64, True)


def test_other_credentials_are_signed_too(issuer, capsys):
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": DID,
        "credentialSubject": {"id": "urn:x:y"},
    }
    (issuer.folder / "other").write_text(json.dumps(document))
    assert "proof" in run(capsys, "sign", "other", "--key", "key", NOW).out


def test_a_picture_goes_to_standard_output_when_asked(issuer, capsys, monkeypatch):
    (issuer.folder / "art.png").write_bytes(pictures.png())
    assert run(capsys, "issue", "award.toml", "--key", "key", "-o", "b", NOW).code == 0
    out = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(out))
    assert cli.main(["bake", "art.png", "b", "-o", "-"]) == 0
    assert baking.extract(out.getvalue())


def test_an_error_that_no_list_knows_is_said_all_the_same(issuer, capsys, monkeypatch):
    def refuse(*_):
        raise Refused("not now", reason="vault.closed")

    monkeypatch.setattr("obkit.cli.inspect.take", refuse)
    done = run(capsys, "inspect", "award.toml")
    assert (done.code, done.err) == (1, "obkit: vault.closed [vault.closed]\n")


def test_inspect_takes_odd_documents_as_they_come(issuer, capsys):
    odd = {
        "type": "Assertion",
        "name": {"@value": "x", "@language": "en"},
        "issuer": {"url": "x"},
        "proof": ["x"],
        "credentialStatus": ["x"],
        "credentialSubject": {"identifier": ["x"]},
    }
    (issuer.folder / "odd").write_text(json.dumps(odd))
    assert run(capsys, "inspect", "odd").code == 0
