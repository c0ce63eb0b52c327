"""kafkajs and @platformatic/kafka (JavaScript): programs in tests/clients/node, run by the Node that
tests/install_test_tools.sh --all puts beside their packages."""

import shutil
from pathlib import Path

from clients.driver import DriverClient
from harness import paths

SOURCE = Path(__file__).parent / "node"
HOME = paths.BUILT / "node"


def build(program: str) -> list:
    """Puts the programs where their packages are; returns the command of one of them."""
    found = sorted(HOME.glob("node_modules/node-linux-*/bin/node"))
    assert found, "Node and its packages are missing: run tests/install_test_tools.sh --all"
    for file in SOURCE.glob("*.mjs"):
        if not (HOME / file.name).exists() or (HOME / file.name).read_bytes() != file.read_bytes():
            shutil.copyfile(file, HOME / file.name)
    return [found[0], HOME / f"{program}.mjs"]


class KafkajsClient(DriverClient):
    name = "kafkajs"
    null_headers = False
    range_errors = False
    static_members = False

    def build(self):
        return build("kafkajs")


class PlatformaticClient(DriverClient):
    name = "platformatic-kafka"
    append_time = False
    log_append_time = False

    def build(self):
        return build("platformatic")
