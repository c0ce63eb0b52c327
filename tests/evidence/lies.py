"""The base packet of the tests and the lies of R13: (name, rule, claim, change, more).

`change` edits the steps (or returns new ones) before they are signed again with valid keys. The claim must come
out weaker than in the base packet, under the named rule; claim None: the packet is refused (exit 3).
"""
import copy
import hashlib

import packets as p

LISTING = "".join(f"orders/{i}\tv{i}\tobject\n" for i in range(8)) + "other/1\tv1\tobject\n"
HOLD = "orders/3\tv3\tobject"
PAGE = "Example Stream keeps every record in the customer's bucket. Terms of 2026."
QUOTE = "every record in the customer's bucket"
BASE_VERDICTS = {"C1.acc.b": "MEASURED", "C1.acc.c": "MEASURED", "C1.res.a": "MEASURED", "C1.res.b": "MEASURED",
                 "C1.acc.a": "ATTESTED", "C1.del.a": "PROVEN", "B2.a": "PROVEN", "K10.a": "PROVEN",
                 "C1.res.d": "ATTESTED", "P1.a": "ATTESTED"}


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def root(lines):
    return p.second.lines_root([line.encode() for line in lines])


def session(count=5):
    lines, previous = [], "0" * 64
    for number in range(1, count + 1):
        lines.append(f"{number}\t{previous}\tgrant-1\tdescribe\tok")
        previous = digest(lines[-1])
    return "".join(line + "\n" for line in lines), previous


def raw(*texts):
    return [{"digest": digest(text), "media_type": "text/plain", "disclosure": "full"} for text in texts]


def base_steps():
    steps = p.run("E07", ["C1.acc.b"]) + p.run("E21", ["C1.acc.c"]) + p.run("E09", ["C1.res.a"])
    steps += p.run("E03", ["C1.res.b"])
    steps.append(p.item("E10", ["C1.acc.a"]))
    target = [line for line in LISTING.splitlines() if line.startswith("orders/") and line != HOLD]
    steps.append(p.item("E13", ["C1.del.a"], raw=raw(LISTING), body={
        "listing": digest(LISTING), "prefix": "orders/", "holds": [HOLD], "target_root": root(target),
        "target_count": len(target)}))
    steps[-1]["raw_files"] = [LISTING]
    records, head = session()
    steps.append(p.item("E17", ["B2.a"], raw=raw(records),
                        body={"records": digest(records), "head": head, "count": 5}))
    steps[-1]["raw_files"] = [records]
    export = "".join(f"{i}\t{digest(str(i))}\n" for i in range(10))
    steps += p.run("E20", ["K10.a"], raw=raw(export), body={"partitions": [
        {"topic": "t", "partition": 0, "source": digest(export), "target": digest(export),
         "root": root(export.splitlines()), "count": 10}]})
    steps[-1]["raw_files"] = [export]
    steps.append(p.item("E24", ["C1.res.d"]))
    begin = PAGE.index(QUOTE)
    steps.append(p.item("E24", ["P1.a"], key="reviewer", raw=raw(PAGE), body={
        "kind": "public-page", "entity": "Example Vendor GmbH", "statement": QUOTE,
        "address": "https://vendor.example/terms", "retrieved": p.T0, "page": digest(PAGE),
        "span": {"from": begin, "to": begin + len(QUOTE)}}))
    steps[-1]["raw_files"] = [PAGE]
    return steps


def of(steps, name, last=True):
    found = [step for step in steps if step["type"] == name]
    return found[-1 if last else 0]


def edit(name, last=True, **changes):
    def change(steps):
        p.merge(of(steps, name, last)["predicate"], changes)
    return change


def body(name, last=True, **changes):
    return edit(name, last, body=changes)


def again(code, claims, number, announced=None, **changes):
    """A further run appended."""
    def change(steps):
        outcome = p.item(code, claims, probe_seq=number, **changes)
        first = p.start(outcome)
        first["predicate"]["claims"] = announced or claims
        return steps + [first, outcome]
    return change


def signed_by(name, key, **changes):
    def change(steps):
        for step in steps:
            if step["type"] == name or (step["type"] == "probe-start" and
                                        step["predicate"]["claims"] == of(steps, name)["predicate"]["claims"]):
                step["key"] = key
                step["predicate"]["producer"] = {"role": p.KEYS[key][0], "build_digest": "",
                                                 "key_id": p.FACTS[key][0]}
                p.merge(step["predicate"], changes if step["type"] == name else {})
    return change


def no_start(steps):
    return steps[1:]


def start_later(steps):
    return [steps[1], steps[0]] + steps[2:]


def failure_then_narrow(steps):
    steps[1]["predicate"]["result"] = "fails"
    narrow = {"coverage": {"population": 50, "examined": 50}}
    return again("E07", ["C1.acc.b"], 2, **narrow)(steps)


failing_run_of_known_types = again("E07", ["C1.acc.b"], 2, result="fails")


def two_measurers(steps):
    return steps + p.run("E07", ["C1.acc.b"], key="agent", result="fails")


def started_only(steps):
    return again("E07", ["C1.acc.b"], 2)(steps)[:-1]


def only_second_type(steps):
    without = [s for s in steps if s["predicate"]["claims"] != ["C1.res.a"]]
    return without + p.run("E07", ["C1.res.a"], probe_seq=2)


def word_for_measurement(steps):
    without = [s for s in steps if s["predicate"]["claims"] != ["C1.acc.c"]]
    return without + [p.item("E24", ["C1.acc.c"])]


def withheld(name):
    def change(steps):
        step = of(steps, name)
        step["raw_files"] = []
        step["predicate"]["raw"][0]["disclosure"] = "withheld"
    return change


def chain_with_a_hole(steps):
    step = of(steps, "session-record")
    lines = session(6)[0].splitlines(keepends=True)
    text = "".join(lines[:2] + lines[3:])
    step["raw_files"] = [text]
    p.merge(step["predicate"], {"raw": raw(text), "body": {"records": digest(text), "head": digest(lines[-1][:-1])}})


def drop_limit(code, name="config-snapshot"):
    def change(steps):
        of(steps, name)["predicate"]["limits"].remove(code)
    return change


def policy(change):
    return {"trust": change}


def late_keys(trust):
    for key in trust["keys"]:
        if key["name"] == "probe":
            key["valid_from"] = "2026-06-01T12:00:00Z"


def one_key_twice(trust):
    trust["keys"].append({**trust["keys"][1], "name": "again", "role": "reviewer"})


def keep(_steps):
    return None


R = {number: getattr(p.second, f"R{number}") for number in range(1, 13)}
SNAPSHOT, TRIAL, LISTED, METER = "config-snapshot", "rehearsal", "object-inventory", "egress-reconciliation"
LIES = [
    ("raised_class_of_a_word", R[1], "C1.res.d", edit("attestation", False, **{"class": "M"}), {}),
    ("raised_class_of_a_reading", R[1], "C1.acc.b", edit(SNAPSHOT, **{"class": "P"}), {}),
    ("raised_class_of_a_listing", R[1], "C1.res.a", edit(LISTED, **{"class": "P"}), {}),
    ("class_of_another_kind", R[1], "C1.acc.b", edit(SNAPSHOT, **{"class": "Z"}), {}),
    ("wrong_role_agent_tries_itself", R[1], "C1.acc.c", signed_by(TRIAL, "agent"), {}),
    ("wrong_role_vendor_measures", R[1], "C1.acc.b", signed_by(SNAPSHOT, "vendor"), {}),
    ("role_in_item_not_that_of_key", R[1], "C1.acc.b", edit(SNAPSHOT, producer={"role": "reviewer"}), {}),
    ("gate_signs_for_the_counter", R[1], "C1.res.b", signed_by(METER, "gate"), {}),
    ("item_under_another_question", R[1], "C1.acc.c", word_for_measurement, {}),
    ("supporting_type_carries_the_claim", R[1], "C1.res.a", only_second_type, {}),
    ("deletion_target_narrowed", R[2], "C1.del.a", body("deletion-manifest", target_count=5), {}),
    ("deletion_hold_hidden", R[2], "C1.del.a", body("deletion-manifest", holds=[]), {}),
    ("session_record_cut_out", R[2], "B2.a", chain_with_a_hole, {}),
    ("export_root_invented", R[2], "K10.a", body("export-manifest", partitions=[
        {"topic": "t", "partition": 0, "source": digest("".join(f"{i}\t{digest(str(i))}\n" for i in range(10))),
         "target": digest("".join(f"{i}\t{digest(str(i))}\n" for i in range(10))), "root": "0" * 64,
         "count": 10}]), {}),
    ("listing_withheld", R[2], "C1.del.a", withheld("deletion-manifest"), {}),
    ("another_question_set_in_the_packet", R[3], None, keep, {"manifest": {"question_set": "0" * 64}}),
    ("another_question_set_in_the_policy", R[3], None, keep, policy(lambda t: t.update(question_set="0" * 64))),
    ("claim_that_nobody_asked", R[3], None, edit(SNAPSHOT, claims=["C1.acc.b", "C9.new.a"]), {}),
    ("foreign_cluster", R[4], "C1.acc.b", edit(SNAPSHOT, system={"cluster": "c-2"}), {}),
    ("foreign_account", R[4], "C1.acc.b", edit(SNAPSHOT, system={"account": "999900001111"}), {}),
    ("other_legal_entity", R[4], "C1.res.d", edit("attestation", False, system={"entity": "Other Ltd"}), {}),
    ("emulator_item", R[4], "C1.acc.c", edit(TRIAL, environment="emulator"), {}),
    ("test_item", R[4], "C1.res.a", edit(LISTED, environment="test"), {}),
    ("old_build", R[4], "C1.acc.b", edit(SNAPSHOT, build="b0"), {}),
    ("other_configuration", R[4], "C1.acc.b", edit(SNAPSHOT, config_digest="0" * 64), {}),
    ("other_policy", R[4], "C1.acc.c", edit(TRIAL, policy_digest="0" * 64), {}),
    ("gates_key_as_counters", R[5], "C1.res.b", body(METER, counter_key=p.FACTS["gate"][0]), {}),
    ("one_key_for_ledger_and_counter", R[5], "C1.res.b", body(METER, ledger_key=p.FACTS["counter"][0]), {}),
    ("one_user_for_ledger_and_counter", R[5], "C1.res.b", body(METER, ledger_user="meter"), {}),
    ("key_used_before_it_was_valid", R[5], "C1.acc.b", keep, policy(late_keys)),
    ("one_key_in_two_roles", R[5], None, keep, policy(one_key_twice)),
    ("run_left_out", R[6], "C1.acc.b", again("E07", ["C1.acc.b"], 3), {}),
    ("run_not_announced", R[6], "C1.acc.b", no_start, {}),
    ("run_announced_afterwards", R[6], "C1.acc.b", start_later, {}),
    ("run_begun_and_never_told", R[6], "C1.acc.b", started_only, {}),
    ("claim_dropped_from_a_run", R[6], "C1.acc.b", again("E07", ["C1.ret.c"], 2, ["C1.acc.b", "C1.ret.c"]), {}),
    ("population_narrowed", R[6], "C1.acc.b", edit(SNAPSHOT, coverage={"population": 10, "examined": 10}), {}),
    ("later_run_inconclusive", R[6], "C1.acc.b", again("E07", ["C1.acc.b"], 2, result="inconclusive"), {}),
    ("failure_erased", R[6], "C1.acc.b", again("E07", ["C1.acc.b"], 2, result="fails"), {
        "before": [("manifest", f, v) for f, v in p.SYSTEM.items()]
        + [("erase", len(base_steps()) + 1, "reviewer", "a mistake", p.T1)]}),
    ("last_run_withheld_with_its_start", R[6], "C1.acc.b", again("E07", ["C1.acc.b"], 2, result="fails"), {
        "before": [("without", len(base_steps())), ("without", len(base_steps()) + 1)]}),
    ("last_run_erased_with_its_start", R[6], "C1.acc.b", failing_run_of_known_types, {
        "before": [("manifest", f, v) for f, v in p.SYSTEM.items()]
        + [("erase", len(base_steps()) + 1, "reviewer", "a mistake", p.T1),
           ("erase", len(base_steps()), "reviewer", "a mistake", p.T1)]}),
    ("failure_repeated_on_less", R[7], "C1.acc.b", failure_then_narrow, {}),
    ("failure_of_another_measurer", R[7], "C1.acc.b", two_measurers, {}),
    ("later_run_fails", R[7], "C1.acc.b", again("E07", ["C1.acc.b"], 2, result="fails"), {}),
    ("vendor_says_no_elsewhere", R[7], "C1.res.d",
     lambda s: s + [p.item("E24", ["C1.res.d"], key="approver", result="fails")], {}),
    ("longer_expiry", R[8], "C1.acc.b", edit(SNAPSHOT, window={"from": "2026-05-01T00:00:00Z",
     "to": "2026-05-02T00:00:00Z"}, valid_until="2030-01-01T00:00:00Z"), {}),
    ("expired_by_its_own_word", R[8], "C1.acc.b", edit(SNAPSHOT, valid_until=p.T1), {}),
    ("window_in_the_future", R[8], "C1.acc.b", edit(SNAPSHOT, window={"to": "2026-06-03T00:00:00Z"}), {}),
    ("time_after_the_witness", R[8], "C1.acc.b", keep, {"before": [("witness", "witness", 1780273000)]}),
    ("limits_emptied", R[9], "C1.acc.b", edit(SNAPSHOT, limits=[]), {}),
    ("limit_of_the_type_dropped", R[9], "C1.acc.b", drop_limit("snapshot"), {}),
    ("limit_of_the_claim_dropped", R[9], "C1.acc.b", drop_limit("policy-set"), {}),
    ("limit_none", R[9], "C1.acc.b", edit(SNAPSHOT, limits=["none"]), {}),
    ("assumption_dropped", R[9], "C1.acc.b", edit(SNAPSHOT, assumes=["A1"]), {}),
    ("sample_by_own_seed", R[10], "C1.res.a", body(LISTED, sample={"seed": "ff" * 16}), {}),
    ("sample_not_as_drawn", R[10], "C1.res.a", body(LISTED, sample={"indexes": [1, 2, 3]}), {}),
    ("sample_not_stated", R[10], "C1.res.a", lambda s: of(s, LISTED)["predicate"].update(body={}), {}),
    ("sample_from_a_root_logged_later", R[10], "C1.res.a", body(LISTED, sample={"root_leaf": 9}), {}),
    ("seed_known_before_the_root", R[10], "C1.res.a", keep,
     policy(lambda t: t.update(nonces=[{"value": p.NONCE, "issued": "2026-05-01T00:00:00Z"}]))),
    ("not_applicable", R[11], "C1.acc.b", edit(SNAPSHOT, result="not-applicable"), {}),
    ("nothing_examined", R[11], "C1.acc.b", edit(SNAPSHOT, coverage={"examined": 0}), {}),
    ("rest_not_accounted_for", R[11], "C1.acc.b", edit(SNAPSHOT, coverage={"examined": 90}), {}),
    ("quote_not_on_the_page", R[12], "P1.a", body("attestation", statement="we never read records"), {}),
    ("quote_without_digest", R[12], "P1.a", body("attestation", page=""), {}),
    ("quote_without_date", R[12], "P1.a", body("attestation", retrieved=""), {}),
    ("page_not_handed_over", R[12], "P1.a", withheld("attestation"), {}),
    ("not_found_without_search", R[12], "P1.a", body("attestation", kind="not-found"), {}),
    ("word_of_nobody", R[12], "C1.res.d", body("attestation", False, entity=""), {}),
]
