"""Where things lie. Everything that tests write is under out/."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "out"
CACHE = Path(os.environ.get("RINGFENCE_CACHE", OUT / "cache"))
KAFKA_VERSION = "4.3.1"
KAFKA_JARS = CACHE / f"kafka-{KAFKA_VERSION}"
LOGS = OUT / "test-logs"
DATA = OUT / "test-data"
BUILT = OUT / "test-programs"
RESULTS = OUT / "test-results"

_BINARIES = ("build/test/src/cli/ringfence", "build/test/ringfence", "ringfence")


def ringfence_binary() -> Path:
    """The server under test: $RINGFENCE_BIN, else the test preset's binary, else the release
    binary.
    """
    named = os.environ.get("RINGFENCE_BIN")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"RINGFENCE_BIN={named} is not there")
        return Path(named).resolve()
    for name in _BINARIES:
        if (OUT / name).is_file():
            return OUT / name
    raise FileNotFoundError("no ringfence binary: run make build, or set RINGFENCE_BIN")
