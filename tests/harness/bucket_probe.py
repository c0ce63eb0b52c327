"""Runs the bucket probe without a review folder and keeps what a review would keep between runs."""

import json
import os
import subprocess
from pathlib import Path

from harness import paths

NONCE = "5a" * 16
LATER = "2099-01-01T00:00:00Z"


def tool() -> Path:
    build = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
    return build / "src/review/probe_bucket/bucket_probe_tool"


class ProbeRun:
    """What one run returned."""

    def __init__(self, output: dict, errors: str):
        self.output = output
        self.errors = errors
        self.error = output.get("error", "")
        self.findings = output["findings"]

    def of(self, claim: str) -> dict:
        found = [finding for finding in self.findings if finding["claims"] == [claim]]
        assert found, f"{claim} is not answered: {self.error}"
        return found[0]

    def result(self, claim: str) -> str:
        return self.of(claim)["result"]

    def failing(self) -> set[str]:
        return {f["claims"][0] for f in self.findings if f["result"] == "fails"}


class BucketProbe:
    """One bucket looked at again and again; `folder` is the review's work folder."""

    def __init__(self, folder: Path, server, bucket: str, words: list[str] = ()):
        self.folder = folder
        self.server = server
        self.bucket = bucket
        self.earlier = folder / "earlier.json"
        (folder / "words.txt").write_text("".join(word + "\n" for word in words))

    def run(self, *options: str, environment: dict | None = None, endpoint: str = "") -> ProbeRun:
        done = subprocess.run(
            [
                str(tool()),
                *("--work", str(self.folder), "--words", str(self.folder / "words.txt")),
                *("--bucket", self.bucket, "--endpoint", endpoint or self.server.endpoint),
                *(["--earlier", str(self.earlier)] if self.earlier.is_file() else []),
                *options,
            ],
            capture_output=True,
            text=True,
            timeout=120,
            env={**self.server.environment(), **(environment or {})},
        )
        assert done.returncode in (0, 1), f"{done.returncode}: {done.stderr}"
        assert self.server.secret_key not in done.stdout + done.stderr, "a secret was printed"
        return ProbeRun(json.loads(done.stdout), done.stderr)

    def log(self, run: ProbeRun) -> None:
        self.earlier.write_text(json.dumps(run.output))

    def twice(self, *options: str) -> ProbeRun:
        """Lists, logs, draws the sample: the findings of the second run, and what failed in the
        first.
        """
        self.earlier.unlink(missing_ok=True)
        first = self.run(*options)
        assert not first.error, first.error
        self.log(first)
        second = self.run("--nonce", NONCE, "--nonce-issued", LATER, *options)
        assert not second.error, second.error
        return second
