"""The bucket probe inside a review: two runs with the reader's nonce between them, after which
the sampled claims hold. Method: versitygw holds the bucket, the command line does the rest.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

from harness import paths, s3_servers


def program(name: str) -> Path:
    build = Path(os.environ.get("RINGFENCE_BUILD", paths.OUT / "build/test"))
    found = [p for p in build.glob(f"src/**/{name}") if p.is_file()]
    if not found:
        pytest.skip(f"{name} is not built")
    return found[0]


@pytest.fixture
def versitygw():
    paths.DATA.mkdir(parents=True, exist_ok=True)
    why = s3_servers.Versitygw.missing()
    if why:
        pytest.skip(why)
    server = s3_servers.Versitygw().start()
    yield server
    server.stop()


def test_two_runs_and_a_nonce_measure_the_inventory(versitygw, tmp_path):
    client = versitygw.client()
    client.create_bucket(Bucket="archive")
    for number in range(50):
        client.put_object(Bucket="archive", Key=f"segments/{number:06x}.log", Body=b"x")
    review = tmp_path / "review"

    def command(*words: str) -> subprocess.CompletedProcess:
        done = subprocess.run(
            [str(program("ringfence-review")), *words],
            capture_output=True,
            text=True,
            timeout=120,
            cwd=tmp_path,
            env=versitygw.environment(),
        )
        assert done.returncode == 0, f"{words}: {done.returncode} {done.stderr}{done.stdout}"
        return done

    command(
        *("new", str(review), "--name", "Buckets", "--owner", "Customer", "--operator", "Operator"),
        *("--reviewer", "Reviewer", "--product", "Kafka", "--entity", "Apache", "--bucket", "archive"),
        *("--environment", "emulator"),
    )
    (review / "words.txt").write_text("orders\n")
    probe = [
        *("--review", str(review), "--output", "json", "probe", "bucket"),
        *("--bucket", "archive", "--endpoint", versitygw.endpoint),
    ]
    first = json.loads(command(*probe).stdout)
    of_first = {o["claims"][0]: o["result"] for o in first["outcomes"]}
    assert of_first["Z2.b"] == "inconclusive"
    command("--review", str(review), "nonce")
    second = json.loads(command(*probe).stdout)
    of_second = {o["claims"][0]: o["result"] for o in second["outcomes"]}
    said = {o["claims"][0]: o["summary"] for o in second["outcomes"]}
    assert of_second["Z2.b"] == "holds", said["Z2.b"]
    assert of_second["Z2.c"] == "holds", said["Z2.c"]
