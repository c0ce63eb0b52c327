"""Rebuilds a folder as a power cut may leave it, from the trace that recorder.c made.

What is certain after a cut: a file's bytes up to the begin of its last sync that ended, and a name (file made,
renamed, linked, removed) once its folder was synced after it. Everything later may be there, be gone, or be half
there: writes are torn at 512 bytes, lengths come without bytes, names of one folder come in any subset that keeps
the order of one name. POSIX promises no more; a file's own sync does not make its name durable here.
"""

import random
import struct
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

HEAD = struct.Struct("<IIQQQQIIII")
MAGIC = 0x52464351
(CREATE, WRITE, TRUNCATE, SYNC_BEGIN, SYNC_END, MAKE_FOLDER, RENAME, LINK, UNLINK, REMOVE_FOLDER,
 UNKNOWN) = range(1, 12)
NAMES = {CREATE, MAKE_FOLDER, RENAME, LINK, UNLINK, REMOVE_FOLDER}
SECTOR = 512


class Record(NamedTuple):
    op: int
    time_ns: int  # CLOCK_MONOTONIC, as time.monotonic_ns()
    file: int
    at: int
    sync: int
    path: str
    other: str
    data: bytes


def read_trace(file: Path) -> list[Record]:
    raw, records, at = file.read_bytes(), [], 0
    while at + HEAD.size <= len(raw):
        magic, op, time_ns, inode, offset, sync, path, other, data, _ = HEAD.unpack_from(raw, at)
        if magic != MAGIC:
            raise ValueError(f"{file}: no record at byte {at}")
        end = at + HEAD.size + path + other + data
        if end > len(raw):
            break  # the process was killed while it wrote its last record: nothing depends on it
        begin = at + HEAD.size
        records.append(
            Record(op, time_ns, inode, offset, sync, raw[begin : begin + path].decode(),
                   raw[begin + path : begin + path + other].decode(), raw[begin + path + other : end])
        )  # fmt: skip
        at = end
    unknown = [record.path for record in records if record.op == UNKNOWN]
    if unknown:
        raise ValueError(f"{file}: calls that cannot be replayed: {sorted(set(unknown))}")
    return records


def parent(path: str) -> str:
    return path.rpartition("/")[0] or "."


class _File:
    def __init__(self):
        self.changes: list[tuple[int, Record]] = []  # (position in the trace, write or truncate)
        self.durable = -1  # position up to which changes are certain


class Fate:
    """Decides what becomes of what was not synced. One fate for one cut, drawn from its seed."""

    KINDS = ("lost", "kept", "mixed", "torn", "lengths", "names-only", "bytes-only")

    def __init__(self, seed: int, kind: str | None = None):
        self.random = random.Random(seed)
        self.kind = kind or self.random.choice(self.KINDS)

    def name_kept(self) -> bool:
        if self.kind in ("kept", "names-only"):
            return True
        if self.kind in ("lost", "bytes-only"):
            return False
        return self.random.random() < 0.5

    def write(self, data: bytes) -> list[tuple[int, bytes]] | None:
        """Pieces (offset in the write, bytes) that reached the disk; None: only its length."""
        if self.kind in ("kept", "bytes-only"):
            return [(0, data)]
        if self.kind in ("lost", "names-only"):
            return []
        if self.kind == "lengths":
            return None
        choice = self.random.random()
        if choice < 0.35:
            return [(0, data)]
        if self.kind == "mixed" or choice < 0.5:
            return []
        return [
            (at, data[at : at + SECTOR])
            for at in range(0, len(data), SECTOR)
            if self.random.random() < 0.5
        ]


class Disk:
    """What the trace says up to and with one record."""

    def __init__(self, records: list[Record]):
        self.files: dict[int, _File] = defaultdict(_File)
        self.modes: dict[object, int] = {}  # by inode number of a file, by path of a folder
        self.entries: list[tuple[int, Record, object]] = []  # name changes, with the object named
        self.synced_folders: dict[str, int] = defaultdict(lambda: -1)
        self._now: dict[str, object] = {}  # path -> inode number or "folder", as it was live
        self._folder_of: dict[int, str] = {}
        begins: dict[int, int] = {}
        for position, record in enumerate(records):
            self._add(position, record, begins)

    def _add(self, position: int, record: Record, begins: dict[int, int]) -> None:
        if record.op in (WRITE, TRUNCATE):
            self.files[record.file].changes.append((position, record))
        elif record.op == SYNC_BEGIN:
            begins[record.sync] = position
        elif record.op == SYNC_END:
            begin = begins[record.sync]
            if record.file in self._folder_of or record.file not in self.files:
                folder = self._folder_of.get(record.file, ".")
                self.synced_folders[folder] = max(self.synced_folders[folder], begin)
            if record.file in self.files:
                self.files[record.file].durable = max(self.files[record.file].durable, begin)
        elif record.op in NAMES:
            self._name(position, record)

    def _name(self, position: int, record: Record) -> None:
        named: object = None
        if record.op == CREATE:
            if record.file in self.files and self.files[record.file].changes:
                self.files[record.file] = _File()  # the number was used again
            named = self._now[record.path] = record.file
            self.files[record.file]  # exists, empty
            self.modes[record.file] = record.at
        elif record.op == MAKE_FOLDER:
            named = self._now[record.path] = "folder"
            self._folder_of[record.file] = record.path
            self.modes[record.path] = record.at
        elif record.op in (RENAME, LINK):
            named = self._now.get(record.path)
            if named == "folder":
                raise ValueError("a folder was renamed: not replayed")
            self._now[record.other] = named
            if record.op == RENAME:
                self._now.pop(record.path, None)
        else:
            named = self._now.pop(record.path, None)
        self.entries.append((position, record, named))

    def _folder(self, record: Record) -> str:
        return parent(record.other if record.op in (RENAME, LINK) else record.path)

    def names(self, fate: Fate) -> dict[str, object]:
        """path -> inode number or "folder", as it may stand after the cut."""
        out: dict[str, object] = {}
        blocked: set[str] = set()  # a lost change of a name takes the later ones of that name along
        for position, record, named in self.entries:
            touched = {record.path, record.other} - {""}
            certain = position <= self.synced_folders[self._folder(record)]
            if not certain and (touched & blocked or not fate.name_kept()):
                blocked |= touched
                continue
            if record.op in (CREATE, MAKE_FOLDER):
                out[record.path] = named
            elif record.op in (RENAME, LINK):
                if named is not None:
                    out[record.other] = named
                if record.op == RENAME:
                    out.pop(record.path, None)
            else:
                out.pop(record.path, None)
        return out

    def content(self, file: int, fate: Fate) -> bytes:
        data, facts = bytearray(), self.files[file]
        for position, record in facts.changes:
            certain = position <= facts.durable
            if record.op == TRUNCATE:
                if certain or fate.name_kept():
                    del data[record.at :]
                    data.extend(bytes(record.at - len(data)))
                continue
            pieces = [(0, record.data)] if certain else fate.write(record.data)
            if pieces is None:
                data.extend(bytes(max(0, record.at + len(record.data) - len(data))))
                continue
            for offset, piece in pieces:
                at = record.at + offset
                data.extend(bytes(max(0, at - len(data))))
                data[at : at + len(piece)] = piece
        return bytes(data)

    def rebuild(self, folder: Path, fate: Fate) -> None:
        """Writes the state into an empty folder. A name whose folder did not survive is gone."""
        names = self.names(fate)
        folder.mkdir(parents=True)
        for path in sorted(names, key=lambda path: path.count("/")):
            if parent(path) != "." and names.get(parent(path)) != "folder":
                names[path] = None
                continue
            if names[path] == "folder":
                (folder / path).mkdir(self.modes[path])
            else:
                (folder / path).write_bytes(self.content(names[path], fate))
                (folder / path).chmod(self.modes[names[path]])


def cut(records: list[Record], position: int, folder: Path, fate: Fate) -> None:
    """The folder as a cut right after records[position] may leave it."""
    Disk(records[: position + 1]).rebuild(folder, fate)
