"""Goal: the walk of the README works as it stands there, with real data, also after a kill -9.

Method: the command lines are taken from examples/README.md and run; only interpreter and address
are replaced.
"""

import re
import subprocess

from harness import paths

PAGE = paths.ROOT / "examples" / "README.md"
ADDRESS = "127.0.0.1:9092"


def run(line: str, bootstrap: str) -> str:
    command = line.replace("venv/bin/python", str(paths.OUT / "venv/bin/python")).replace(
        ADDRESS, bootstrap
    )
    done = subprocess.run(
        command.split(), cwd=paths.ROOT, capture_output=True, text=True, timeout=170
    )
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout.strip())
    return done.stdout


def test_walk(own_server):
    lines = re.findall(r"^    (venv/bin/python .*|pkill .*)$", PAGE.read_text(), re.M)
    assert [line.split()[1] for line in lines] == [
        "examples/produce_flights.py",
        "examples/read_flights.py",
        "-9",
        "examples/read_flights.py",
    ]
    server = own_server()
    assert "336,776 flights produced and acknowledged" in run(lines[0], server.bootstrap)
    assert "336,776 flights read" in run(lines[1], server.bootstrap)
    server.restart_after_kill()  # the line with pkill, for this process alone
    text = run(lines[3], server.bootstrap)
    assert "336,776 flights read" in text
    assert [line.split(":")[0] for line in text.splitlines()[:3]] == ["EWR", "JFK", "LGA"]
