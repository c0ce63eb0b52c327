"""Reads /proc: CPU seconds and memory of a server's whole process tree."""
import os

TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def _stat_fields(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as f:
        text = f.read()
    # The command name stands in parentheses and may hold spaces: count fields after the last one.
    return text[text.rindex(")") + 2:].split()


def tree(root):
    """pid of `root` and of everything below it."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                parents.setdefault(int(_stat_fields(name)[1]), []).append(int(name))
            except OSError:
                pass  # it ended meanwhile
    pids, todo = [], [root]
    while todo:
        pid = todo.pop()
        pids.append(pid)
        todo += parents.get(pid, [])
    return pids


def cpu_seconds(root):
    """utime + stime of the tree, ended children included (10 ms resolution)."""
    ticks = 0
    for pid in tree(root):
        try:
            fields = _stat_fields(pid)
        except OSError:
            continue
        ticks += sum(int(x) for x in fields[11:15])
    return ticks / TICKS_PER_SECOND


def memory_mib(root):
    """(now, peak, anonymous now) of the tree: VmRSS, VmHWM, RssAnon."""
    now = peak = anonymous = 0
    for pid in tree(root):
        try:
            with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as f:
                for line in f:
                    if line.startswith("VmRSS:"):
                        now += int(line.split()[1])
                    elif line.startswith("VmHWM:"):
                        peak += int(line.split()[1])
                    elif line.startswith("RssAnon:"):
                        anonymous += int(line.split()[1])
        except OSError:
            pass
    return now / 1024, peak / 1024, anonymous / 1024


def write_bytes(root):
    """Bytes the tree handed to the block layer so far (dirty page cache included)."""
    total = 0
    for pid in tree(root):
        try:
            with open(f"/proc/{pid}/io", encoding="ascii") as f:
                for line in f:
                    if line.startswith("write_bytes:"):
                        total += int(line.split()[1])
        except OSError:
            pass
    return total


def machine_load():
    """Load average of the last minute: printed beside every result, since a busy machine explains a bad one."""
    return os.getloadavg()[0]


def busy_share(before, after):
    """Share of all cores' time that was neither idle nor waiting, between two cpu_line() results."""
    delta = [b - a for a, b in zip(before, after)]
    total = sum(delta[:8]) or 1
    return 1 - (delta[3] + delta[4]) / total


def cpu_line():
    with open("/proc/stat", encoding="ascii") as f:
        return [int(x) for x in f.readline().split()[1:]]
