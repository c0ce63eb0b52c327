"""Goal: the walk of the README works as it stands there, with real data, also after a kill -9.

Method: the command lines are taken from README.md and run; only interpreter, binary and address are
replaced. examples/README.md must say the same.
"""

import re
import subprocess

import pytest

from harness import paths

README = paths.ROOT / "README.md"
EXAMPLES = paths.ROOT / "examples" / "README.md"
ADDRESS = "127.0.0.1:9092"
FLIGHTS = r"^    (venv/bin/python .*|pkill .*)$"
FIRST_WORDS = r"^    (out/ringfence topic create .*|.*kcat .*)$"


def run(line: str, bootstrap: str) -> str:
    for written, here in (
        ("venv/bin/python", str(paths.OUT / "venv/bin/python")),
        ("out/ringfence", str(paths.ringfence_binary())),
        (ADDRESS, bootstrap),
    ):
        line = line.replace(written, here)
    if "topic create" in line:
        line += f" --bootstrap {bootstrap}"
    done = subprocess.run(
        ["bash", "-c", line], cwd=paths.ROOT, capture_output=True, text=True, timeout=500
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout.strip())
    return done.stdout


def test_first_words(own_server):
    """The three lines after `make run`."""
    lines = re.findall(FIRST_WORDS, README.read_text(), re.M)
    assert len(lines) == 3
    server = own_server()
    answers = [run(line, server.bootstrap) for line in lines]
    assert answers[-1].strip().splitlines()[0] == "hello"


@pytest.mark.timeout(900)
def test_flights(own_server):
    lines = re.findall(FLIGHTS, README.read_text(), re.M)
    assert lines == re.findall(FLIGHTS, EXAMPLES.read_text(), re.M)
    assert [line.split()[1] for line in lines] == [
        "examples/produce_flights.py",
        "examples/read_flights.py",
        "examples/group_flights.py",
        "-9",
        "examples/read_flights.py",
    ]
    server = own_server()
    assert "336,776 flights produced and acknowledged" in run(lines[0], server.bootstrap)
    assert "336,776 flights read" in run(lines[1], server.bootstrap)
    handled = run(lines[2], server.bootstrap)
    assert "one consumer of 3 killed after" in handled
    assert re.search(r"^336,776 flights handled in .* of them more than once$", handled, re.M)
    server.restart_after_kill()  # the line with pkill, for this process alone
    text = run(lines[4], server.bootstrap)
    assert "336,776 flights read" in text
    assert [line.split(":")[0] for line in text.splitlines()[:3]] == ["EWR", "JFK", "LGA"]
