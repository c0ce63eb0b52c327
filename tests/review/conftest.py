"""What the tests of ringfence-review share: a review folder driven by the program, and both verifiers."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("RINGFENCE_BUILD", ROOT / "out/build/test"))
PROGRAM = BUILD / "src/review/commands/ringfence-review"
VERIFY = BUILD / "src/verifier/ringfence-verify"
SECOND = ROOT / "tools/verify/ringfence_verify.py"


class Ran:
    def __init__(self, done: subprocess.CompletedProcess):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    @property
    def json(self):
        return json.loads(self.out)


class Review:
    """One review with one subject. `run` fails the test on another exit code than expected."""

    def __init__(self, folder: Path, subject: str = "stream"):
        self.folder, self.name = folder, subject

    @property
    def subject(self) -> Path:
        return self.folder / "subjects" / self.name

    def command(self, *arguments) -> list[str]:
        return [str(PROGRAM), *map(str, arguments), "--review", str(self.folder), "--subject", self.name]

    def run(self, *arguments, code: int = 0, **how) -> Ran:
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=120, **how)
        assert done.returncode == code, f"exit {done.returncode}\n{done.stdout}\n{done.stderr}"
        return Ran(done)

    def json(self, *arguments, code: int = 0):
        return self.run(*arguments, "--output", "json", code=code).json

    def new(self, *more, code: int = 0) -> Ran:
        return self.run(
            "new", self.folder, "--owner", "Example Bank", "--product", "Example Stream", "--entity",
            "Example Vendor GmbH", "--deployment", "orders", "--build", "1.0", "--signer", "risk owner=Jane Roe",
            "--signer", "platform owner=John Doe", *more, code=code)  # fmt: skip

    def verdict(self, claim: str) -> str:
        return next(one["verdict"] for one in self.json("status")["claims"] if one["claim"] == claim)

    def write(self, name: str, text: str):
        (self.subject / name).write_text(text)

    def sign(self, role: str, name: str, code: int = 0) -> Ran:
        return self.run("sign", "--role", role, "--name", name, "--title", "Director", code=code)

    def newest_packet(self) -> Path:
        return max((p for p in (self.subject / "packets").iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime_ns)

    def verify(self, packet: Path, *more, now: str = "") -> Ran:
        """Both verifiers; they must print the same and end the same."""
        now = now or time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        how = ["--trust", str(self.subject / "trust.json"), "--now", now, *map(str, more), str(packet)]
        first, second = (
            subprocess.run([*program, *how], capture_output=True, text=True, timeout=120)
            for program in ([str(VERIFY)], [sys.executable, "-I", str(SECOND)])
        )
        assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
        return Ran(first)


@pytest.fixture
def empty_review(tmp_path) -> Review:
    if not PROGRAM.is_file():
        pytest.fail("no ringfence-review: build the target ringfence-review")
    return Review(tmp_path / "review")


@pytest.fixture
def review(empty_review) -> Review:
    empty_review.new()
    return empty_review


TODAY = time.strftime("%Y-%m-%d", time.gmtime())
PARTY = """
[[entity]]
name = "Example Vendor GmbH"
registration = "HRB 1"
source = "company register"
retrieved = TODAY
signer = "A. Officer, managing director"

[[subprocessor]]
name = "Cloud Co"
place = "{place}"
purpose = "storage"
source = "annex 2 of the contract"
retrieved = TODAY
signer = "A. Officer, managing director"
"""


@pytest.fixture
def party():
    return PARTY.replace("TODAY", TODAY)
