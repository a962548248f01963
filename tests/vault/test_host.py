"""The locked notes' own host: each answer carries what keeps its page to itself, and the two hosts share nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from tests.cast import person
from tests.vault.asking import Asker
from tuokio.config.vault_host import served
from tuokio.kit.assets import BUILT, asset_address

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

PAGES = ("/", "/assets.json", "/nowhere", "/healthz", "/static/vault/nowhere.js", "/static/manifest.json")
API = (
    "/api/house",
    "/api/account",
    "/api/spaces",
    "/api/documents/0f7f4f3e-3f0a-4e53-9f0e-2a3f6b3c1d10",
    "/api/nowhere",
)
ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
        "worker-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types tuokio-worker"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.fixture
def aino() -> Asker:
    return Asker(person("aino"))


@pytest.fixture
def one_host(settings) -> Iterator[None]:
    settings.VAULT_SHARES_HOST, settings.VAULT_PATH = True, "/oma/"
    settings.VAULT_DOMAIN, settings.VAULT_ORIGIN = "same", settings.BASE_ADDRESS
    yield


def there(address: str, **more):
    return Client().get(address, headers={"host": settings.VAULT_DOMAIN, **more.pop("headers", {})}, **more)


@pytest.mark.parametrize("address", [*PAGES, *API, *sorted(served())])
def test_every_answer_carries_every_header(address):
    answer = there(address)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Set-Cookie" not in answer.headers and not answer.cookies
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_an_answer_by_https_asks_for_https_from_then_on(settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    for address in ("/", "/api/house", next(iter(served()))):
        assert there(address, secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"


def test_nothing_that_is_anybodys_may_be_kept_by_a_cache(aino):
    for address in ("account", "spaces", f"documents/{uuid4()}", f"spaces/{uuid4()}", "house", "nowhere"):
        answer = aino.asks("GET", address)
        assert answer.headers["Cache-Control"] == "no-store", address


def test_a_part_may_be_kept_for_good_and_the_page_is_asked_for_each_time():
    for address in served():
        assert "immutable" in there(address).headers["Cache-Control"], address
    assert there("/").headers["Cache-Control"] == "no-cache"


def test_only_the_service_worker_may_stand_for_more_than_its_folder():
    allowed = {address: there(address).headers.get("Service-Worker-Allowed") for address in served()}
    (worker,) = [address for address, scope in allowed.items() if scope]
    assert re.fullmatch(r"/static/vault/service-worker-[A-Z0-9]{8}\.js", worker) and allowed[worker] == "/"


def test_neither_host_has_the_files_of_the_other():
    for name in ("app.css", "pages.js", "passkeys.js", "icon.svg"):
        assert there(asset_address(name)).status_code == 404
        assert Client().get(asset_address(name)).status_code == 200
    for address in [*served(), "/static/vault/vault.html", "/static/vault/assets.json"]:
        assert Client().get(address).status_code == 404
    for address in (
        "/static/vault/vault.html",
        "/static/vault/assets.json",
        "/static/vault/../manifest.json",
    ):
        assert there(address).status_code == 404


def test_neither_host_answers_for_the_other(aino):
    for address in (
        "/home/",
        "/sign-in/",
        "/processes/",
        "/vault/",
        "/vault/enter/",
        "/admin/",
        "/healthz",
        "/me/keys/",
    ):
        answer = there(address)
        assert answer.status_code == 404, address
    for address in ("/api/house", "/api/account", "/api/enter", "/assets.json", "/oma/"):
        assert aino.client.get(address).status_code == 404, address


def test_the_sign_in_of_the_main_host_counts_for_nothing_here(aino, settings):
    for address in ("/api/account", "/api/spaces"):
        answer = aino.client.get(address, headers={"host": settings.VAULT_DOMAIN})
        assert (answer.status_code, answer.json()) == (401, {"refused": "not-in"})
        assert not answer.cookies


def test_with_one_host_all_stands_below_one_folder_and_answers_alike(aino, one_host):
    page = aino.client.get("/oma/")
    assert b"static/vault/vault-" in page.content
    listed = json.loads((BUILT / "vault" / "assets.json").read_text())
    for name in listed:
        answer = aino.client.get(f"/oma/{name}")
        assert answer.status_code == 200, name
        assert {header: answer.headers.get(header) for header in ALWAYS} == ALWAYS
        assert aino.client.get(f"/{name}").status_code == (404 if name else 302)
        if "service-worker" in name:
            assert answer.headers["Service-Worker-Allowed"] == "/oma/"
    assert aino.client.get("/oma/api/account").json() == {"refused": "not-in"}
    assert aino.client.get("/oma/api/house").json()["sharesHost"] is True
    assert aino.client.get("/oma/home/").status_code == 404
    assert aino.client.get("/oma/static/manifest.json").status_code == 404
    assert aino.client.get("/home/").status_code in {200, 302}


def test_with_one_host_the_way_over_leads_below_its_folder(aino, one_host):
    answer = aino.client.post("/vault/enter/")
    address, _, word = answer.headers["location"].partition("#in=")
    assert address.endswith("/oma/") and len(word) > 20
    entered = Client().post("/oma/api/enter", {"word": word}, content_type="application/json")
    token = entered.json()["token"]
    account = Client().get("/oma/api/account", headers={"authorization": f"Bearer {token}"})
    assert account.json()["person"]["name"]
