"""Apache Kafka's Java client."""

import subprocess
from pathlib import Path

from clients.driver import DriverClient
from harness import paths

SOURCE = Path(__file__).parent / "java" / "Driver.java"
CLASSPATH = f"{paths.KAFKA_JARS}/*"


class JavaClient(DriverClient):
    name = "java"

    def build(self):
        target = paths.BUILT / "java"
        built = target / "Driver.class"
        if not built.exists() or built.stat().st_mtime < SOURCE.stat().st_mtime:
            target.mkdir(parents=True, exist_ok=True)
            subprocess.run(["javac", "-cp", CLASSPATH, "-d", target, SOURCE], check=True)
        return [
            "java",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            f"{target}:{CLASSPATH}",
            "Driver",
        ]
