"""sarama and kafka-go (Go): programs of one Go module, tests/clients/go."""

import os
import subprocess
from pathlib import Path

from clients.driver import DriverClient
from harness import paths

SOURCE = Path(__file__).parent / "go"


def build(program: str) -> list:
    """Compiles tests/clients/go/PROGRAM when it is older than its source; returns its command."""
    target = paths.BUILT / f"{program}_driver"
    sources = [*SOURCE.glob("go.*"), *SOURCE.glob("pipe/*.go"), *SOURCE.glob(f"{program}/*.go")]
    newest = max(file.stat().st_mtime for file in sources)
    if not target.exists() or target.stat().st_mtime < newest:
        paths.BUILT.mkdir(parents=True, exist_ok=True)
        go = paths.OUT / "venv" / "bin" / "go"
        settings = dict(os.environ, CGO_ENABLED="0", GOFLAGS="-mod=readonly", GOTOOLCHAIN="local")
        settings.pop("GOROOT", None)
        command = [go, "build", "-o", target, f"./{program}"]
        subprocess.run(command, cwd=SOURCE, env=settings, check=True)
    return [target]


class SaramaClient(DriverClient):
    name = "sarama"
    append_time = False

    def build(self):
        return build("sarama")


class KafkaGoClient(DriverClient):
    name = "kafka-go"
    append_time = False
    log_append_time = False
    tells_empty = False
    idempotence = False
    static_members = False

    def build(self):
        return build("kafka_go")
