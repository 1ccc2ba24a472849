"""A desk on a copy of the demo project, and browsers that look at it.

OUTERLINE is the built tool, DEMO the demo's project; both are given by Scripts/browser-tests.sh.
"""

import os
import pathlib
import re
import shutil
import subprocess
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

TODAY = "2026-11-20"
PASSWORD = "a password for tests"
PEOPLE = {
    "officer": ("示例代表甲", "liaison_officer"),
    "engineer": ("工程师甲", "engineer"),
    "supervisor": ("督查员", "supervisor"),
    "admin": ("管理员", "administrator"),
}
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


class Desk:
    """A running desk and its address."""

    def __init__(self, folder: pathlib.Path):
        self.tool = os.environ["OUTERLINE"]
        self.city = folder / "city.gpkg"
        shutil.copy(os.environ["DEMO"], self.city)
        for name, (person, role) in PEOPLE.items():
            subprocess.run(
                [self.tool + "-desk", "account", "add", self.city, name, "--person", person, "--role", role],
                input=PASSWORD + "\n", text=True, check=True, capture_output=True)
        self.log = []
        self.server = subprocess.Popen(
            [self.tool, "serve", self.city, "--port", "0", "--today", TODAY],
            stderr=subprocess.PIPE, text=True)
        for line in self.server.stderr:
            self.log.append(line)
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                self.address = found.group(0)
                break
        else:
            raise RuntimeError("the desk did not start: " + "".join(self.log))
        threading.Thread(target=lambda: self.log.extend(self.server.stderr), daemon=True).start()

    def stop(self):
        self.server.terminate()
        assert self.server.wait(timeout=20) == 0, "".join(self.log)


class Visitor:
    """A browser of one person, which notes every request and every complaint of the page."""

    def __init__(self, browser, desk, **options):
        self.desk = desk
        self.context = browser.new_context(**{"viewport": DESKTOP, "locale": "zh-CN", **options})
        self.context.set_default_timeout(20_000)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _note(self, message):
        # What the desk refuses on purpose (409, 422) the browser calls an error as well.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(message.text)

    def goto(self, path):
        return self.page.goto(self.desk.address + path)

    def sign_in(self, name):
        self.goto("/sign-in")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.click("form.card button.main")
        self.page.wait_for_url("**/works*")
        return self

    def has_no_serious_violation(self):
        found = Axe().run(self.page).response["violations"]
        return [
            (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"]])
            for one in found if one["impact"] in ("serious", "critical")]

    def has_left_the_machine(self):
        own = (self.desk.address, "data:", "blob:")
        return [url for url in self.requests if not url.startswith(own)]

    def is_at_rest(self):
        """Waits until the map of the page has drawn its ground and the pictures are there."""
        self.page.wait_for_function(
            """() => [...document.images].every(one => one.complete || one.loading === "lazy")
              && ![...document.querySelectorAll(".leaflet-tile")].some(one => !one.classList.contains("leaflet-tile-loaded"))
              && [...document.querySelectorAll("[data-map]")].every(one => one.clientWidth === 0 || one.querySelector(".leaflet-tile"))
            """)

    def picture(self, name, whole=True):
        """A screenshot to look at, where somebody asks for them."""
        folder = os.environ.get("SHOTS")
        if not folder:
            return
        self.page.evaluate("for (const one of document.images) one.loading = 'eager'")
        self.page.wait_for_timeout(700)
        self.page.screenshot(path=pathlib.Path(folder) / f"{name}.png", full_page=whole)


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    yield desk
    desk.stop()


@pytest.fixture
def visitor(browser, desk):
    """Makes visitors; at the end none of them may have asked another machine, nor seen an error of a script."""
    made = []

    def make(**options):
        made.append(Visitor(browser, desk, **options))
        return made[-1]

    yield make
    for one in made:
        assert one.has_left_the_machine() == []
        assert one.complaints == []
        one.context.close()
