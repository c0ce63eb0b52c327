"""A page in a real browser (headless Chromium), with everything that it asked for and said."""

import json
import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium")
CHROMEDRIVER = shutil.which("chromedriver")

# What is wider than the window, unless it scrolls inside its own frame.
TOO_WIDE = """
const wide = [];
const limit = document.documentElement.clientWidth + 1;
if (document.documentElement.scrollWidth > limit) wide.push('page ' + document.documentElement.scrollWidth);
for (const e of document.querySelectorAll('main *')) {
  if (e.closest('svg') || e.closest('.scroll') || e.tagName === 'OPTION') continue;
  const box = e.getBoundingClientRect();
  if (box.right > limit && getComputedStyle(e).position !== 'absolute') wide.push(e.tagName + ' ' + Math.round(box.right));
}
return wide;
"""


class Browser:
    def __init__(self):
        from selenium import webdriver
        from selenium.webdriver.chrome.service import Service

        assert CHROMIUM and CHROMEDRIVER, "chromium and chromium-driver are missing: tests/install_test_tools.sh"
        options = webdriver.ChromeOptions()
        options.binary_location = CHROMIUM
        for flag in ("--headless=new", "--disable-gpu", "--no-sandbox", "--disable-background-networking"):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(CHROMEDRIVER))
        self.driver.set_page_load_timeout(60)

    def open(self, address: str, width: int = 1000, media: str = "screen") -> None:
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500},
        )
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media})
        self.driver.get_log("performance"), self.driver.get_log("browser")
        self.driver.get(address)

    def requests(self) -> list[str]:
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]

    def messages(self) -> list[str]:
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def run(self, script: str, *arguments):
        return self.driver.execute_script(script, *arguments)

    def press(self, key: str) -> None:
        """A key as from the keyboard: TAB, SHIFT_TAB, ENTER."""
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        chain = ActionChains(self.driver)
        if key == "SHIFT_TAB":
            chain = chain.key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT)
        else:
            chain = chain.send_keys(getattr(Keys, key))
        chain.perform()

    def fill(self, name: str, value: str) -> None:
        """Puts a value into the field of this name."""
        from selenium.webdriver.common.by import By
        from selenium.webdriver.support.ui import Select

        field = self.driver.find_element(By.NAME, name)
        if field.tag_name == "select":
            Select(field).select_by_value(value)
        else:
            field.clear()
            field.send_keys(value)

    def submit(self, form: str) -> None:
        """Presses the button of the form with this label."""
        self.run("document.querySelector(`form[aria-label=\"${arguments[0]}\"] button`).click()", form)

    def close(self) -> None:
        self.driver.quit()


def new_review(program: Path, folder: Path) -> None:
    subprocess.run(
        [program, "new", folder, "--name", "Streams", "--owner", "Bank AG", "--product", "broker", "--entity",
         "Vendor Ltd", "--deployment", "payments", "--environment", "test"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
