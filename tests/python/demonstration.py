"""Starts the demonstration, reads the addresses that it prints, and always stops it."""

import contextlib
import json
import re
import signal
import subprocess

PAGES = re.compile(r"^  ([a-z0-9-]+): (http://\S+)$")


class Demonstration:
    """A demonstration that is up: its folder, its pages by region (or `bureau`), and its figures."""

    def __init__(self, folder, pages, figures):
        self.folder = folder
        self.pages = pages
        self.figures = figures


@contextlib.contextmanager
def running(executable, folder):
    """Runs `executable demo` in `folder` until the block ends."""
    command = [executable, "demo", "--json", "--dir", folder]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        pages, figures = {}, None
        for line in process.stdout:
            if match := PAGES.match(line.rstrip("\n")):
                pages[match[1]] = match[2]
            if line.startswith("{"):
                figures = json.loads(line)
                break
        if figures is None:
            raise SystemExit(f"the demonstration ended with {process.wait()} before it was up")
        yield Demonstration(folder, pages, figures)
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
