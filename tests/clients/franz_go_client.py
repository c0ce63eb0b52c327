"""franz-go (Go)."""

import os
import subprocess
from pathlib import Path

from clients.driver import DriverClient
from harness import paths

SOURCE = Path(__file__).parent / "franz_go"


class FranzGoClient(DriverClient):
    name = "franz-go"

    def build(self):
        program = paths.BUILT / "franz_go_driver"
        if not program.exists() or program.stat().st_mtime < max(
            file.stat().st_mtime for file in SOURCE.glob("*.go")
        ):
            paths.BUILT.mkdir(parents=True, exist_ok=True)
            go = paths.OUT / "venv" / "bin" / "go"
            settings = dict(
                os.environ, CGO_ENABLED="0", GOFLAGS="-mod=readonly", GOTOOLCHAIN="local"
            )
            settings.pop("GOROOT", None)
            subprocess.run([go, "build", "-o", program, "."], cwd=SOURCE, env=settings, check=True)
        return [program]
