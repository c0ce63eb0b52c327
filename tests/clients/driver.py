"""Clients in other languages: a small program of the suite on the library under test, spoken to
over a pipe.

Lines, fields split by tabs. Bytes are hex; "~" is null; headers are name=value,name=value in hex
("-" for none).
  produce TOPIC CODEC ACKS IDEMPOTENT COUNT      then COUNT lines:
                                                 PARTITION TIMESTAMP KEY VALUE HEADERS
                                                 answer: COUNT lines of offsets, then "end"
  read TOPIC PARTITION START END                 answer: lines
                                                 OFFSET TIMESTAMP APPEND KEY VALUE HEADERS, "end"
  ends TOPIC PARTITION                           answer: EARLIEST LATEST, "end"
  offset_at TOPIC PARTITION TIMESTAMP            answer: OFFSET or -1, "end"
  version                                        answer: text, "end"
A failure is answered by one line: error CODE TEXT. TIMESTAMP -1 leaves it to the client.
"""

import subprocess
import threading

from clients.client import Client, Read, Refused
from harness import paths

ANSWER_SECONDS = 60


def _hex(data: bytes | None) -> str:
    return "~" if data is None else data.hex()


def _bytes(text: str) -> bytes | None:
    return None if text == "~" else bytes.fromhex(text)


def _headers(headers) -> str:
    return ",".join(f"{name.encode().hex()}={_hex(value)}" for name, value in headers) or "-"


def _parse_headers(text: str) -> tuple:
    if text == "-":
        return ()
    pairs = (part.split("=") for part in text.split(","))
    return tuple((bytes.fromhex(name).decode(), _bytes(value)) for name, value in pairs)


class DriverClient(Client):
    """One running program serves all tests, so that a JVM starts only once."""

    def __init__(self, bootstrap: str):
        super().__init__(bootstrap)
        command = [str(part) for part in self.build()]
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        self.errors = open(paths.LOGS / f"client-{self.name}.log", "ab")
        self.process = subprocess.Popen(
            [*command, bootstrap],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )

    def build(self) -> list:
        """Compiles the program when needed; returns its command line."""
        raise NotImplementedError

    def ask(self, *lines: str) -> list[list[str]]:
        assert self.process.poll() is None, (
            f"the {self.name} program ended with {self.process.returncode}"
        )
        watchdog = threading.Timer(ANSWER_SECONDS, self.process.kill)
        watchdog.start()
        try:
            self.process.stdin.write("\n".join(lines) + "\n")
            self.process.stdin.flush()
            answer = []
            while True:
                fields = self.process.stdout.readline().rstrip("\n").split("\t")
                if fields == ["end"]:
                    return answer
                assert fields != [""], (
                    f"no answer from the {self.name} program within {ANSWER_SECONDS} s"
                )
                if fields[0] == "error":
                    raise Refused(int(fields[1]), fields[2])
                answer.append(fields)
        finally:
            watchdog.cancel()

    def version(self) -> str:
        return self.ask("version")[0][0]

    def produce(self, topic, records, codec="none", acks="all", idempotent=False):
        lines = [
            "\t".join(("produce", topic, codec, acks, str(int(idempotent)), str(len(records))))
        ]
        for record in records:
            time = -1 if record.timestamp is None else record.timestamp
            lines.append(
                "\t".join(
                    (
                        str(record.partition),
                        str(time),
                        _hex(record.key),
                        _hex(record.value),
                        _headers(record.headers),
                    )
                )
            )
        return [int(fields[0]) for fields in self.ask(*lines)]

    def read(self, topic, partition, start, end):
        return [
            Read(
                int(offset),
                int(time),
                append == "1",
                _bytes(key),
                _bytes(value),
                _parse_headers(headers),
            )
            for offset, time, append, key, value, headers in self.ask(
                f"read\t{topic}\t{partition}\t{start}\t{end}"
            )
        ]

    def ends(self, topic, partition):
        earliest, latest = self.ask(f"ends\t{topic}\t{partition}")[0]
        return int(earliest), int(latest)

    def offset_at(self, topic, partition, timestamp):
        offset = int(self.ask(f"offset_at\t{topic}\t{partition}\t{timestamp}")[0][0])
        return None if offset < 0 else offset

    def close(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self.errors.close()
