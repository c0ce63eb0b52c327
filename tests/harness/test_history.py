"""Goal: the history checker sees what it must see. Method: one right history, and copies with one
fault each.
"""

import pytest

from harness import history


def right() -> tuple[history.History, dict]:
    """Process 0 (idempotent) sends 1..6 to partition 0, process 1 sends 11..13; process 9 polls
    all.
    """
    made, offset = history.History("t"), 0
    log = []
    made.add(9, "ok", "assign")
    for process, values in ((0, (1, 2, 3)), (1, (11, 12)), (0, (4, 5, 6)), (1, (13,))):
        for value in values:
            made.invoke_send(process, 0, value)
            made.end_send(process, "ok", 0, offset, value)
            log.append((offset, value))
            offset += 1
    made.invoke_send(0, 0, 7)
    made.end_send(0, "info", 0, None, 7, "timed out")
    made.poll(9, 0, log[:4])
    made.poll(9, 0, log[4:])
    return made, {0: log}


def rules(made: history.History, final: dict) -> set[str]:
    return {violation.rule for violation in history.check(made.operations, final, idempotent={0})}


def test_right_history_is_clean():
    assert rules(*right()) == set()


def test_unknown_outcome_may_land():
    made, final = right()
    final[0].append((len(final[0]), 7))
    assert rules(made, final) == set()


def test_plain_producer_may_repeat():
    made, final = right()
    made.invoke_send(1, 0, 14)
    made.end_send(1, "ok", 0, len(final[0]) + 1, 14)
    final[0] += [(len(final[0]), 14), (len(final[0]) + 1, 14)]
    assert rules(made, final) == set()


def _drop_middle(made, final):
    final[0][:] = final[0][:3] + [(at - 1, value) for at, value in final[0][4:]]


def _drop_tail(made, final):
    made.operations = [op for op in made.operations if op["f"] != "poll"]
    final[0].pop()


def _repeat(made, final):
    final[0].append((len(final[0]), 2))


def _swap(made, final):
    made.operations = [op for op in made.operations if op["f"] != "poll"]
    final[0][0], final[0][1] = (0, final[0][1][1]), (1, final[0][0][1])


def _ack_zero(made, final):
    for operation in made.operations:
        if operation["f"] == "send" and operation["type"] == "ok":
            operation["value"][0][2][0] = 0


def _read_refused(made, final):
    made.invoke_send(1, 0, 14)
    made.end_send(1, "fail", 0, None, 14, "refused")
    final[0].append((len(final[0]), 14))


def _read_unknown(made, final):
    final[0].append((len(final[0]), 99))


def _poll_gap(made, final):
    made.poll(8, 0, final[0][:2])
    made.poll(8, 0, final[0][3:])


def _poll_back(made, final):
    made.poll(8, 0, final[0][:4])
    made.poll(8, 0, final[0][3:])


def _hole(made, final):
    made.operations = []
    final[0][:] = [(0, 1), (2, 2)]


@pytest.mark.parametrize(
    "fault, rule",
    [
        (_drop_middle, "lost-write"),
        (_drop_tail, "unseen"),
        (_repeat, "duplicate"),
        (_swap, "nonmonotonic-send"),
        (_swap, "acked-offset"),
        (_ack_zero, "inconsistent-offsets"),
        (_ack_zero, "acked-offset"),
        (_read_refused, "G1a"),
        (_read_unknown, "never-sent"),
        (_poll_gap, "poll-skip"),
        (_poll_back, "nonmonotonic-poll"),
        (_hole, "hole"),
    ],
)
def test_fault_is_found(fault, rule):
    made, final = right()
    fault(made, final)
    assert rule in rules(made, final)


def test_a_new_assignment_may_step_back():
    made, final = right()
    made.add(9, "ok", "assign")
    made.poll(9, 0, final[0])
    assert rules(made, final) == set()


def test_file_round_trip(tmp_path):
    made, final = right()
    made.write(tmp_path / "h.jsonl")
    assert history.read(tmp_path / "h.jsonl") == made.operations
