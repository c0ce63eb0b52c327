"""Instructions per produced KiB under callgrind: a figure that a busy machine does not move."""
import glob
import os
import re
import subprocess

from harness.servers import Ringfence


class Counted(Ringfence):
    """Ringfence under callgrind; counting is switched on for one load only."""

    def prepare(self):
        # Debian's valgrind 3.19 gives up on clang's DWARF 5; symbols are enough for a profile by function.
        stripped = os.path.join(self.dir, "ringfence")
        subprocess.run(["objcopy", "--strip-debug", self.binary, stripped], check=True)
        self.binary = stripped

    def command(self):
        return ["valgrind", "--tool=callgrind", "--instr-atstart=no", f"--callgrind-out-file={self.out_file()}",
                "-q"] + super().command()

    def out_file(self):
        return os.path.join(self.dir, "callgrind.out")

    def switch(self, on):
        subprocess.run(["callgrind_control", "-i", "on" if on else "off", str(self.child.pid)], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)


def run(server, rdkafka, partitions, records, record_bytes, profile_to=""):
    """{instructions_per_kib, ...}; with `profile_to` also callgrind_annotate's list of the costliest functions."""
    flags = {"topic": "bench", "partitions": partitions, "record_bytes": record_bytes, "timeout_seconds": 300}
    server.start()
    try:
        rdkafka(server, "create", topic="bench", partitions=partitions)
        rdkafka(server, "produce", records=2000, **flags)  # connections, caches, first objects
        server.switch(True)
        result = rdkafka(server, "produce", records=records, **flags)
        server.switch(False)
        server.stop()
        files = glob.glob(server.out_file() + "*")
        total = 0
        for name in files:
            with open(name, encoding="utf-8", errors="replace") as f:
                found = re.findall(r"^(?:summary|totals): (\d+)", f.read(), re.M)
                total += int(found[-1]) if found else 0
        if profile_to:
            with open(profile_to, "w", encoding="utf-8") as f:
                subprocess.run(["callgrind_annotate", files[0]], stdout=f, stderr=subprocess.DEVNULL, check=False)
        kib = result["mib"] * 1024
        return {"instructions": total, "kib": kib, "instructions_per_kib": total / kib}
    finally:
        server.remove()
