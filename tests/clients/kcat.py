"""kcat, the command line client of librdkafka. It sends text and one set of headers for all records
of a call.
"""

import json
import re
import subprocess

from clients.client import Client, Read, Refused

DELIMITER, KEY_DELIMITER = "\x1e", "\x1f"


class KcatClient(Client):
    name = "kcat"
    headers = binary = offsets = timestamps = False

    def version(self) -> str:
        text = subprocess.run(["kcat", "-V"], capture_output=True, text=True).stdout
        own, library = re.search(r"Version (\S+) .*librdkafka (\S+)", text).groups()
        return f"{own} (librdkafka {library})"

    def run(self, *arguments: str, stdin: bytes = b"") -> str:
        done = subprocess.run(
            ["kcat", "-b", self.bootstrap, *arguments], input=stdin, capture_output=True, timeout=60
        )
        if done.returncode:
            raise Refused(-1, done.stderr.decode())
        return done.stdout.decode()

    def produce(self, topic, records, codec="none", acks="all", idempotent=False):
        for partition in sorted({record.partition for record in records}):
            lines = [
                (record.key or b"") + KEY_DELIMITER.encode() + (record.value or b"")
                for record in records
                if record.partition == partition
            ]
            self.run(
                "-P",
                "-t",
                topic,
                "-p",
                str(partition),
                "-Z",
                "-z",
                codec,
                "-D",
                DELIMITER,
                "-K",
                KEY_DELIMITER,
                "-X",
                f"acks={acks}",
                "-X",
                f"enable.idempotence={str(idempotent).lower()}",
                "-X",
                "message.max.bytes=67108864",
                stdin=DELIMITER.encode().join(lines),
            )
        return [-1] * len(records)

    def read(self, topic, partition, start, end):
        text = self.run(
            "-C",
            "-t",
            topic,
            "-p",
            str(partition),
            "-o",
            str(start),
            "-c",
            str(end - start),
            "-e",
            "-q",
            "-J",
            "-X",
            "auto.offset.reset=error",
            "-X",
            "fetch.wait.max.ms=100",
        )
        return [self._parse(json.loads(line)) for line in text.splitlines()]

    @staticmethod
    def _parse(found: dict) -> Read:
        as_bytes = lambda text: None if text is None else text.encode()
        flat = found.get("headers") or []
        headers = tuple((flat[at], as_bytes(flat[at + 1])) for at in range(0, len(flat), 2))
        return Read(
            found["offset"],
            found["ts"],
            found["tstype"] == "logappend",
            as_bytes(found["key"]),
            as_bytes(found["payload"]),
            headers,
        )

    def _query(self, topic: str, partition: int, time: int) -> int:
        return int(self.run("-Q", "-t", f"{topic}:{partition}:{time}").rsplit(" ", 1)[1])

    def ends(self, topic, partition):
        return self._query(topic, partition, -2), self._query(topic, partition, -1)

    def offset_at(self, topic, partition, timestamp):
        found = self._query(topic, partition, timestamp)
        return None if found < 0 else found
