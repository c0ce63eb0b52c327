"""Runs a probe by its tool, without a review folder, and reads what it found."""

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def tool(folder: str, name: str) -> Path:
    builds = (os.environ.get("RINGFENCE_BUILD"), ROOT / "out/build/test", ROOT / "out/build/kafka")
    for build in filter(None, builds):
        found = Path(build) / "src/review" / folder / name
        if found.is_file():
            return found
    pytest.fail(f"no {name}: build the target {name}")


def has_fraction(value) -> bool:
    """Evidence items hold whole numbers only."""
    if isinstance(value, dict):
        return any(map(has_fraction, value.values()))
    if isinstance(value, list):
        return any(map(has_fraction, value))
    return isinstance(value, float)


class Found:
    def __init__(self, out: dict):
        self.claims = out["claims"]
        self.error = out.get("error")
        self.findings = out.get("findings", [])
        for one in self.findings:
            counted = one["examined"] + sum(part["count"] for part in one["excluded"])
            assert counted == one["population"] >= 1, one
            assert one["summary"] and one["grade"] == "M"
            assert not has_fraction(one["body"])
        answered = {claim for one in self.findings for claim in one["claims"]}
        assert self.error or answered == set(self.claims)

    def of(self, claim: str, kind: str | None = None) -> dict:
        """The finding of a claim; of the type that carries it when none is named."""
        carries = {"C1.acc.c": "rehearsal"}.get(claim)
        for one in self.findings:
            if claim in one["claims"] and (kind or carries or one["type"]) == one["type"]:
                return one
        raise AssertionError(f"nothing about {claim}")

    def result(self, claim: str, kind: str | None = None) -> str:
        return self.of(claim, kind)["result"]

    def raw(self, claim: str, name: str, kind: str | None = None) -> dict:
        return next(file for file in self.of(claim, kind)["raw"] if file["name"] == name)

    def shown(self) -> str:
        """What a reader of a packet sees: all but the withheld files."""
        text = ""
        for one in self.findings:
            text += one["summary"] + json.dumps(one["body"]) + json.dumps(one["excluded"])
            text += "".join(f["text"] for f in one["raw"] if f["disclosure"] != "withheld")
        return text


def run(folder: str, name: str, arguments, seconds: float = 120, **more) -> Found:
    done = subprocess.run([tool(folder, name), *map(str, arguments)], capture_output=True,
                          text=True, timeout=seconds, **more)
    assert done.returncode in (0, 1), f"{done.returncode}: {done.stderr}{done.stdout}"
    return Found(json.loads(done.stdout))
