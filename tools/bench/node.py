"""`@digitalbazaar/vc`, the implementation that others are measured by, as a process of its own."""

import json
import shutil
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from obkit.encoding import multibase, times
from obkit.vocabulary import contexts

from tools.bench import badge
from tools.bench.measure import Task

HERE = Path(__file__).parent
FOLDER = Path("build/bench-node")
# Every package by its exact version, its own dependencies too, so that a rerun measures the same.
PACKAGES = (
    "@digitalbazaar/vc@7.3.0",
    "@digitalbazaar/data-integrity@2.5.0",
    "@digitalbazaar/eddsa-rdfc-2022-cryptosuite@1.3.0",
    "@digitalbazaar/ed25519-multikey@1.3.1",
    "@digitalbazaar/credentials-context@3.2.0",
    "@digitalbazaar/http-client@4.4.0",
    "@digitalbazaar/security-context@1.0.1",
    "@noble/ed25519@1.7.5",
    "base58-universal@2.0.0",
    "base64url@3.0.1",
    "base64url-universal@2.0.0",
    "canonicalize@2.1.0",
    "jsonld@9.0.0",
    "jsonld-signatures@11.6.0",
    "ky@1.14.3",
    "lru-cache@6.0.0",
    "rdf-canonize@5.0.0",
    "serialize-error@8.1.0",
    "setimmediate@1.0.5",
    "type-fest@0.20.2",
    "undici@6.29.1",
    "yallist@4.0.0",
)
_CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    "https://w3id.org/security/data-integrity/v2",
    "https://w3id.org/security/multikey/v1",
)


class Missing(Exception):
    """There is no Node, or its packages do not install; says why."""


def install() -> None:
    """Install the peer into the build folder.

    Raises:
        Missing: no Node, no npm, or npm could not install.
    """
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node and npm are not installed")
    wanted = "\n".join(PACKAGES)
    done = FOLDER / "installed"
    if not done.exists() or done.read_text() != wanted:
        shutil.rmtree(FOLDER, ignore_errors=True)
        FOLDER.mkdir(parents=True)
        (FOLDER / "package.json").write_text('{"private": true, "type": "module"}')
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--save-exact")
        command = ["npm", "install", "--silent", *options, *PACKAGES]
        result = subprocess.run(
            command,
            cwd=FOLDER,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        if result.returncode:
            raise Missing(f"npm install failed: {result.stderr.strip()[-200:]}")
        done.write_text(wanted)
    shutil.copy(HERE / "peer.mjs", FOLDER / "peer.mjs")


class Node:
    """The running peer."""

    def __init__(self, badges: badge.Badges, *, credentials: int = 100) -> None:
        """Start it with these badges; `install` first."""
        self._process = subprocess.Popen(
            ["node", "peer.mjs"],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        public = badges.signer.public_key.to_multikey()
        key = {
            "@context": "https://w3id.org/security/multikey/v1",
            "id": badge.METHOD,
            "type": "Multikey",
            "controller": badge.DID,
            "publicKeyMultibase": public,
        }
        controller = {
            "@context": ["https://www.w3.org/ns/did/v1"],
            "id": badge.DID,
            "verificationMethod": [key],
            "assertionMethod": [badge.METHOD],
        }
        documents = {url: contexts.document(url) for url in _CONTEXTS}
        started = self.ask(
            "start",
            documents={**documents, badge.METHOD: key, badge.DID: controller},
            credentials=badges.documents[:credentials],
            signed=[data.decode() for data in badges.signed[:credentials]],
            keyPair={
                **key,
                "secretKeyMultibase": multibase.encode(b"\x80\x26" + badge.SEED),
            },
            created=times.format(badge.CREATED),
        )
        self.version = str(started["version"])

    def ask(self, command: str, **given: Any) -> Any:
        """The answer to one command."""
        if self._process.stdin is None or self._process.stdout is None:
            raise AssertionError
        self._process.stdin.write(json.dumps({"command": command, **given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or "{}")
        if "error" in answer or not answer:
            raise RuntimeError(f"the peer in Node: {answer or 'ended'}")
        return answer

    def task(self, act: str, *, factor: float = 1) -> Task:
        """One of its acts. Slow ones get longer slices, so that every slice holds many runs."""

        def run(seconds: float) -> tuple[int, float]:
            answer = self.ask("run", act=act, seconds=seconds * factor)
            return answer["count"], answer["taken"]

        return run

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        self._process.wait(timeout=30)
