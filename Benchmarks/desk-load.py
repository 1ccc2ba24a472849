"""The desk under load; called by desk.sh. Prints one line a measurement; ends with 1 if a budget is not kept."""

import asyncio
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.parse

TOOL, CITY, PASSWORD, DAY, SECONDS = sys.argv[1:6]
CLIENTS, LISTENERS, BUDGET_MS, MEMORY_MB = 50, 500, 100, 500
kept = True


class Desk:
    def __init__(self):
        self.server = subprocess.Popen(
            [TOOL, "serve", CITY, "--port", "0", "--today", DAY, "--rate-limit", "0"], stderr=subprocess.PIPE, text=True)
        for line in self.server.stderr:
            if found := re.search(r"http://127\.0\.0\.1:(\d+)", line):
                self.port = int(found.group(1))
                break
        threading.Thread(target=lambda: [None for _ in self.server.stderr], daemon=True).start()
        self.cookies = {}

    def call(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {"Cookie": self.cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, urllib.parse.urlencode(form) if form is not None else None, headers)
        answer = connection.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, value = cookie.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer.status, answer.read()

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def sign_in(self):
        page = self.call("GET", "/sign-in")[1].decode()
        token = re.search(r'name="_token" value="([^"]+)"', page).group(1)
        status, _ = self.call("POST", "/sign-in", {"name": "load", "password": PASSWORD, "_token": token})
        assert status == 303, status

    def memory(self):
        with open(f"/proc/{self.server.pid}/status") as status:
            return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024


def row(name, text, good=True):
    global kept
    kept = kept and good
    print(f"{name:<44} {text}{'' if good else '   OVER'}", flush=True)


def load(desk, name, path):
    """wrk with its own latencies, once the answer is kept; any answer but 200 counts as an error."""
    begin = time.monotonic()
    desk.call("GET", path)
    first = (time.monotonic() - begin) * 1000
    text = subprocess.run(
        ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}s", "--latency", "--timeout", "20s",
         "-H", f"Cookie: {desk.cookie}", f"http://127.0.0.1:{desk.port}{path}"],
        capture_output=True, text=True, check=True).stdout

    def milliseconds(share):
        value, unit = re.search(rf"{share}%\s+([\d.]+)(us|ms|s)\b", text).groups()
        return float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]

    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1))
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    sockets = re.search(r"Socket errors: (.*)", text)
    wrong = " ".join(one.group(0) for one in (errors, sockets) if one)
    row(name, f"first {first:.0f} ms, then p50 {milliseconds(50):.1f} ms, p99 {milliseconds(99):.1f} ms, {rate:.0f}/s {wrong}",
        milliseconds(99) <= BUDGET_MS and not wrong)


async def listen(desk):
    """Opens the listeners, records one visit, and counts who heard of it and when."""
    loop = asyncio.get_running_loop()

    async def one():
        reader, writer = await asyncio.open_connection("127.0.0.1", desk.port)
        writer.write(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {desk.cookie}\r\n\r\n".encode())
        status = await reader.readline()
        assert b"200" in status, status
        return reader, writer

    streams = [await one() for _ in range(LISTENERS)]

    async def heard(reader):
        while line := await reader.readline():
            if line.startswith(b"data:"):
                return loop.time()

    waiting = [asyncio.create_task(heard(reader)) for reader, _ in streams]
    await asyncio.sleep(0.5)
    begin = loop.time()
    await loop.run_in_executor(None, visit, desk, case(desk), "heard by all")
    done, _ = await asyncio.wait(waiting, timeout=20)
    times = sorted(one.result() - begin for one in done if one.result())
    last = times[-1] * 1000 if times else float("inf")
    row(f"a change, heard by {len(times)} of {LISTENERS} listeners", f"the last after {last:.0f} ms",
        len(times) == LISTENERS)
    row("memory with the listeners (VmHWM)", f"{desk.memory():.0f} MB", desk.memory() <= MEMORY_MB)
    for _, writer in streams:
        writer.close()


def case(desk, index=0):
    page = desk.call("GET", "/works")[1].decode()
    return re.findall(r'<tr id="([^"]+)"', page)[index]


def visit(desk, case, note):
    form = desk.call("GET", f"/cases/{case}/steps/record_visit")[1].decode()
    value = lambda name: re.search(rf'name="{name}" value="([^"]*)"', form).group(1)
    status, _ = desk.call("POST", f"/cases/{case}/steps/record_visit", {
        "_token": value("_token"), "version": value("version"), "on": DAY, "note": note})
    return status


def kill_under_load():
    """Visits are recorded by several clients until the server is killed; every answered one must be in the log."""
    desk = Desk()
    desk.sign_in()
    cases = re.findall(r'<tr id="([^"]+)"', desk.call("GET", "/works")[1].decode())[:8]
    told, lock = [], threading.Lock()

    def work(case, index):
        number = 0
        while True:
            number += 1
            note = f"kill {os.getpid()} {index} {number}"
            try:
                if visit(desk, case, note) == 303:
                    with lock:
                        told.append((case, note))
            except (OSError, http.client.HTTPException, AttributeError):
                return

    threads = [threading.Thread(target=work, args=(one, index)) for index, one in enumerate(cases)]
    for thread in threads:
        thread.start()
    time.sleep(5)
    desk.server.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join()
    with sqlite3.connect(CITY) as project:
        log = "\n".join(str(line[0]) for line in project.execute(
            "SELECT payload FROM events ORDER BY sequence DESC LIMIT ?", [len(told) + 1000]))
    lost = sum(note not in log for _, note in told)
    row("kill -9 while visits are recorded", f"{len(told)} acknowledged, {lost} lost", lost == 0 and len(told) > 20)


def main():
    desk = Desk()
    desk.sign_in()
    one = case(desk)
    load(desk, "list of works", "/works")
    load(desk, "list of works, searched", "/works?q=" + one[:8])
    load(desk, "page of a case", f"/cases/{one}")
    about = json.loads(desk.call("GET", "/api/map")[1])
    west, south, east, north = about["extent"]
    x, y, side = (west + east) / 2, (south + north) / 2, 400
    load(desk, "window of the map", f"/api/map/features?box={x - side},{y - side},{x + side},{y + side}&layers=cases")
    metres = about["resolutions"][about["home_level"]] * about["tile_size"]
    column, line = int((x - about["corner"][0]) / metres), int((about["corner"][1] - y) / metres)
    groups = "+".join(one["id"] for one in about["groups"])
    load(desk, "tile from the cache",
         f"/api/map/tiles/{groups}/{about['home_level']}/{column}/{line}?density=1&v={about['revision']}")
    asyncio.run(listen(desk))
    desk.server.terminate()
    row("graceful stop", f"exit {desk.server.wait(timeout=30)}", desk.server.returncode == 0)
    kill_under_load()
    sys.exit(0 if kept else 1)


main()
