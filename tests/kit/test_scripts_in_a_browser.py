"""The small scripts of ordinary pages, in a real browser, under the policy that our pages are served with."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation
from django.utils.csp import build_policy
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tuokio.kit.assets import BUILT

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]

FORM = """{% extends "kit/base.html" %}{% block main %}<h1>Form</h1>
<form method="post" action="/sent" class="form"><input class="input" name="a" aria-label="A"><button class="btn" name="way" value="slow">Save</button></form>
<button type="button" id="part" hx-get="/part" hx-target="#here">Fetch</button><p id="here"></p>
<input id="line" aria-label="Line" value="abc" readonly><button type="button" data-copy="#line" data-copied="Copied" hidden>Copy</button>
{% endblock %}"""
SLIDES = """{% extends "kit/slides_base.html" %}{% block main %}{% for n in "123" %}<section class="slide" id="s{{ n }}"><h2>Slide {{ n }}</h2></section>{% endfor %}{% endblock %}"""
PASSKEY = """{% extends "kit/bare.html" %}{% block scripts %}<script src="{% asset "passkeys.js" %}" defer></script>{% endblock %}
{% block main %}<h1>Passkey</h1>{{ options|json_script:"js_data" }}
<form method="post" action="/sent" data-passkey="{{ kind }}" {% if elsewhere %}data-options-url="/options"{% else %}data-options="#js_data"{% endif %} hidden data-needs-passkey>
<input type="hidden" name="credential" value="null">{% if kind == "create" %}<input type="hidden" name="passwordless" value="on">{% endif %}
<button class="btn">Use</button><p class="error" data-passkey-failed hidden>It did not work.</p></form>{% endblock %}"""
CREATION = {
    "creation_options": {
        "publicKey": {
            "rp": {"id": "localhost", "name": "Tuokio"},
            "user": {"id": "YWlubw", "name": "aino", "displayName": "Aino"},
            "challenge": "Y2hhbGxlbmdlLW9uZQ",
            "pubKeyCredParams": [{"type": "public-key", "alg": -7}, {"type": "public-key", "alg": -257}],
            "authenticatorSelection": {"userVerification": "discouraged"},
        }
    }
}
REQUEST = {
    "request_options": {
        "publicKey": {"challenge": "Y2hhbGxlbmdlLXR3bw", "rpId": "localhost", "allowCredentials": []}
    }
}


class Server(ThreadingHTTPServer):
    request_queue_size = (
        64  # a browser opens six connections at once; the default of five resets one now and then
    )


class Counter:
    """A tiny server that shows the pages and remembers what was sent to it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, list[str]]] = []
        self.headers: dict[str, str] = {}
        self.slow = threading.Event()
        pages = {
            "/form": self._page(FORM, csrf_token="token-of-the-page"),
            "/talk": self._page(SLIDES),
            "/new-passkey": self._page(PASSKEY, kind="create", options=CREATION),
            "/show-passkey": self._page(PASSKEY, kind="get", options={}, elsewhere=True),
            "/part": "<b>swapped</b>",
            "/options": json.dumps(REQUEST),
        }
        policy = build_policy(settings.SECURE_CSP)
        counter = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path == "/part":
                    counter.headers = dict(self.headers.items())
                if self.path.startswith("/static/"):
                    kinds = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
                    name = self.path.removeprefix("/static/")
                    return self.answer(
                        (BUILT / name).read_bytes(), kinds.get(name.rsplit(".")[-1], "font/woff2")
                    )
                return self.answer(pages.get(self.path, "").encode(), "text/html; charset=utf-8")

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                counter.sent.append(parse_qs(body))
                counter.slow.wait(2)
                self.answer(b"<title>Done</title>", "text/html")

            def answer(self, body: bytes, kind: str) -> None:
                self.send_response(200)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                self.send_header("Content-Security-Policy", policy)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.address = f"http://localhost:{self.server.server_port}"

    def _page(self, markup: str, **context: object) -> str:
        with translation.override("fi"):  # another test may have left this thread in another language
            return Template(markup).render(Context(context))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's browser, kept from calling home."""
    quiet = [
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-sync", *quiet],
        )
        yield browser
        browser.close()


@pytest.fixture
def house() -> Iterator[Counter]:
    counter = Counter()
    yield counter
    counter.slow.set()
    counter.server.shutdown()
    counter.server.server_close()


@pytest.fixture
def calm_page(chromium: Browser, house: Counter) -> Iterator[Page]:
    """A page whose console must stay silent: a refused style or script would speak there.

    It is closed before the house is: a house that goes first cuts off what the page still fetches,
    and the browser says so.
    """
    page = chromium.new_context(locale="fi-FI").new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(f"{message.text} {message.location}"))
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield page
    page.context.close()
    assert [text for text in heard if "favicon" not in text] == []


def test_a_form_pressed_three_times_is_sent_once(calm_page, house):
    calm_page.goto(f"{house.address}/form")
    calm_page.get_by_label("A", exact=True).fill("x")
    words = calm_page.locator("form.form button").evaluate(
        """async (button) => {
            for (let press = 0; press < 3; press += 1) button.click();
            await new Promise((wait) => setTimeout(wait, 700));
            return button.textContent;
        }"""
    )
    assert words == "Tallennetaan…"
    house.slow.set()
    calm_page.wait_for_url("**/sent")

    assert house.sent == [{"a": ["x"], "way": ["slow"]}]


def test_back_gives_the_form_back(calm_page, house):
    house.slow.set()
    calm_page.goto(f"{house.address}/form")
    calm_page.locator("form.form button").click()
    calm_page.wait_for_url("**/sent")
    calm_page.go_back()

    expect(calm_page.locator("form.form button")).to_have_text("Save")
    calm_page.locator("form.form button").click()
    calm_page.wait_for_url("**/sent")
    assert len(house.sent) == 2


def test_a_part_of_a_page_is_swapped_and_the_safety_token_goes_along(calm_page, house):
    calm_page.goto(f"{house.address}/form")
    calm_page.locator("#part").click()

    expect(calm_page.locator("#here b")).to_have_text("swapped")
    told = {name.lower(): value for name, value in house.headers.items()}
    assert told["x-csrftoken"] == "token-of-the-page"
    assert told["hx-request"] == "true"


def test_a_line_is_copied(calm_page, house):
    calm_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    calm_page.goto(f"{house.address}/form")
    calm_page.get_by_role("button", name="Copy").click()

    expect(calm_page.get_by_role("button", name="Copied")).to_be_visible()
    assert calm_page.evaluate("navigator.clipboard.readText()") == "abc"


def test_arrow_keys_walk_through_a_talk(calm_page, house):
    calm_page.goto(f"{house.address}/talk")
    count = calm_page.locator("[data-slidecount]")
    expect(count).to_have_text("1/3")
    calm_page.keyboard.press("ArrowRight")
    expect(count).to_have_text("2/3")
    calm_page.keyboard.press("End")
    expect(count).to_have_text("3/3")
    calm_page.keyboard.press("Home")
    expect(count).to_have_text("1/3")
    calm_page.get_by_role("button", name="Seuraava").click()
    expect(count).to_have_text("2/3")
    assert calm_page.url.endswith("#s2")


def test_a_passkey_is_made_and_then_opens_the_door(calm_page, house):
    house.slow.set()
    key = calm_page.context.new_cdp_session(calm_page)
    key.send("WebAuthn.enable")
    key.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    calm_page.goto(f"{house.address}/new-passkey")
    calm_page.get_by_role("button", name="Use").click()
    calm_page.wait_for_url("**/sent")
    calm_page.goto(f"{house.address}/show-passkey")
    calm_page.get_by_role("button", name="Use").click()
    calm_page.wait_for_url("**/sent")

    made, shown = (json.loads(sent["credential"][0]) for sent in house.sent)
    assert re.fullmatch(r"[\w-]{20,}", made["response"]["attestationObject"])
    assert shown["id"] == made["id"]
    assert shown["response"]["userHandle"] == "YWlubw"


def test_without_a_key_the_page_says_what_happened(calm_page, house):
    key = calm_page.context.new_cdp_session(calm_page)
    key.send("WebAuthn.enable")
    key.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    calm_page.goto(f"{house.address}/show-passkey")
    calm_page.get_by_role("button", name="Use").click()

    expect(calm_page.get_by_text("It did not work.")).to_be_visible()
    assert house.sent == []
