"""Runs `ringfence-review` on a folder and reads what it prints."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def program() -> Path:
    for build in filter(None, (os.environ.get("RINGFENCE_BUILD"), ROOT / "out/build/test")):
        found = Path(build) / "src/review/commands/ringfence-review"
        if found.is_file():
            return found
    pytest.fail("no ringfence-review: build the target ringfence-review")


class Review:
    """A review folder. The first subject is made with it."""

    def __init__(self, folder: Path, subject: str = "vendor-a", **system):
        self.folder = folder
        self.add(subject, **system)

    def add(self, subject: str, **system):
        options = {"owner": "Customer Ltd", "product": "Product A", "entity": "Entity A Ltd", **system}
        flags = [word for key, value in options.items() for word in (f"--{key}", value)]
        self.ok("--subject", subject, "new", self.folder, *flags)

    def run(self, *arguments) -> subprocess.CompletedProcess:
        command = [program(), "--review", self.folder, *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=120)

    def ok(self, *arguments) -> str:
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refused(self, code: int, *arguments) -> str:
        done = self.run(*arguments)
        assert done.returncode == code, done.stderr + done.stdout
        return done.stderr

    def json(self, *arguments) -> dict:
        return json.loads(self.ok("--output", "json", *arguments))

    def claims(self, subject: str = "vendor-a") -> dict[str, dict]:
        return {one["claim"]: one for one in self.json("--subject", subject, "status")["claims"]}
