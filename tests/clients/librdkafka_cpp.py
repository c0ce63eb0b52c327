"""librdkafka's C++ interface, compiled against Debian's package."""

import shutil
import subprocess
from pathlib import Path

from clients.driver import DriverClient
from harness import paths

COMPILER = shutil.which("clang++-19") or "c++"
SOURCE = Path(__file__).parent / "librdkafka" / "driver.cc"


class LibrdkafkaClient(DriverClient):
    name = "librdkafka"

    def build(self):
        program = paths.BUILT / "librdkafka_driver"
        if not program.exists() or program.stat().st_mtime < SOURCE.stat().st_mtime:
            paths.BUILT.mkdir(parents=True, exist_ok=True)
            flags = ("-std=c++17", "-O1", "-Wall", "-Wextra")
            subprocess.run([COMPILER, *flags, SOURCE, "-o", program, "-lrdkafka++"], check=True)
        return [program]
