"""Goal: the example of docs/REVIEW.md runs as it is described, and its result says what it must.

Method: examples/review/demo.py against real Apache Kafka, a real S3 server and a real Ringfence; the packet is read by both
verifiers (inside the demo), and the verdicts that make the example worth reading are looked at here.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from harness import paths, s3_servers

BUILD = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
REVIEW = BUILD / "src/review/commands/ringfence-review"
EXPECTED = {"kafka": {"PROVEN": {"K10.a"}, "MEASURED": {"K4.a", "C1.ret.a", "F1.a"}, "CONTRADICTED": {"Z2.c"}, "ATTESTED": {"P1.a"}},
            "ringfence": {"MEASURED": {"C1.ret.a", "F1.a"}, "CONTRADICTED": {"K4.a"}, "ATTESTED": {"P1.a"}}}  # fmt: skip


@pytest.mark.timeout(600)
def test_demo(tmp_path):
    why = s3_servers.Versitygw.missing()
    if why:
        pytest.skip(why)
    folder = tmp_path / "demo"
    done = subprocess.run(
        [sys.executable, paths.ROOT / "examples/review/demo.py", folder], capture_output=True, text=True,
        env={**os.environ, "RINGFENCE_BUILD": str(BUILD)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    for subject, expected in EXPECTED.items():
        status = subprocess.run(
            [REVIEW, "--review", folder / "review", "--subject", subject, "--output", "json", "status"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        verdicts = {claim["claim"]: claim["verdict"] for claim in json.loads(status.stdout)["claims"]}
        assert len(verdicts) == 215
        for word, claims in expected.items():
            assert {claim: verdicts[claim] for claim in claims} == dict.fromkeys(claims, word), subject
    shared = {"kafka", "ringfence"}
    page = (folder / "comparison.html").read_text()
    assert all(name in page for name in shared)
    assert (folder / "review/subjects/kafka/packets").is_dir()
