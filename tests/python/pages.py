"""The pages of a running demonstration, as a browser sees them and as a stranger does.

    python tests/python/pages.py target/release/wijkfonds PICTURES [AXE]

PICTURES is a folder for screenshots. AXE is axe-core's `axe.min.js`; without it accessibility is not checked.
"""

import http.client
import pathlib
import sys
import tempfile
import urllib.parse

import browser
import demonstration

WIDTHS = (1280, 320)
REGION = "noord-holland"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def status(url, headers=None, method="GET"):
    """The status and the body of an answer, redirects not followed."""
    address = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
    path = address.path + (f"?{address.query}" if address.query else "")
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode()
    connection.close()
    return answer.status, body


def check_strangers(name, url, other):
    """Who does not have the token, calls by a foreign name or wants to write gets no page."""
    bare = url.split("?")[0]
    token = urllib.parse.parse_qs(urllib.parse.urlsplit(url).query)["token"][0]
    port = urllib.parse.urlsplit(url).port
    wrong = ("0" if token[0] != "0" else "1") + token[1:]
    cases = [
        ("no token", status(bare), 403),
        ("a wrong token", status(f"{bare}?token={wrong}"), 403),
        ("the token of another", status(f"{bare}?token={other}"), 403),
        ("a wrong cookie", status(bare, {"Cookie": f"wijkfonds_{port}={wrong}"}), 403),
        ("a page without token", status(f"{bare}egress"), 403),
        ("a foreign name", status(url, {"Host": "wijkfonds.example"}), 421),
        ("a foreign name on the port", status(url, {"Host": f"wijkfonds.example:{port}"}), 421),
        ("a write", status(url, method="POST"), 405),
    ]
    for case, (found, body), expected in cases:
        assert found == expected, f"{name}, {case}: {found}"
        assert "afgeschermd" not in body and token not in body, f"{name}, {case}: {body}"
    found, _ = status(bare, {"Cookie": f"wijkfonds_{port}={token}"})
    assert found == 200, f"{name}, with its cookie: {found}"


def check_page(tab, url, width, words, picture, axe):
    """A page reads as it must, fits its window, asks nothing of anybody else, and is accessible."""
    requests = tab.open(url, width)
    own = urllib.parse.urlsplit(url).netloc
    foreign = [request for request in requests if urllib.parse.urlsplit(request).netloc != own]
    assert not foreign, f"{url} asks {foreign}"
    text = tab.evaluate("document.body.innerText")
    for word in words:
        assert word in text, f"{url} at {width}: no “{word}”"
    assert "token" not in tab.evaluate("location.href"), "the token stays in the address"
    wide = tab.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{url} is {wide} pixels wide in a window of {width}"
    assert tab.evaluate("document.documentElement.lang") in ("nl", "en"), url
    tab.screenshot(picture)
    if axe:
        tab.evaluate(axe)
        found = tab.evaluate(
            f"axe.run({{runOnly: {RULES}}}).then(r => r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target)))"
        )
        assert not found, f"{url} at {width}: {found}"


def check(running, pictures, axe):
    names = sorted(running.pages)
    assert len(names) == 17, names
    for index, name in enumerate(names):
        other = running.pages[names[index - 1]].split("token=")[1]
        check_strangers(name, running.pages[name], other)
    bureau, region = running.pages["bureau"], running.pages[REGION]
    inside = region.split("?")[0]
    pages = [
        ("dashboard", f"{bureau}&lang=nl", ["16 van 16 regio's", "afgeschermd", "Verzonnen gegevens"]),
        ("dashboard-en", f"{bureau}&lang=en", ["16 of 16 regions", "withheld"]),
        ("region", f"{region}&lang=nl", ["Noord-Holland", "Verzonnen gegevens"]),
        ("region-projects", f"{inside}projects?lang=nl", ["Aanvragen"]),
        ("region-egress", f"{inside}egress?lang=nl", ["verzekeraar 3311", "landelijk bureau"]),
        ("region-rules", f"{inside}rules?lang=nl", ["Achterstandsfonds Noord-Holland"]),
    ]
    with browser.browser() as tab:
        for name, url, words in pages:
            for width in WIDTHS:
                check_page(tab, url, width, words, pictures / f"{name}-{width}.png", axe)
    checked = "accessible by axe" if axe else "axe was not given"
    print(f"pages: {len(names)} servers refuse strangers; {len(pages)} pages at {WIDTHS} pixels read well; {checked}")


def main():
    executable, pictures = sys.argv[1], pathlib.Path(sys.argv[2])
    axe = pathlib.Path(sys.argv[3]).read_text() if len(sys.argv) > 3 else None
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, demonstration.running(executable, folder) as running:
        check(running, pictures, axe)


if __name__ == "__main__":
    main()
