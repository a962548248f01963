"""The agreement and its draft in a real browser: readable by everyone, on a phone and at four hundred per cent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test.testcases import LiveServerThread
from django.urls import include, path
from django.utils import translation
from playwright.sync_api import sync_playwright

from tests.agreement.contents import EACH_KIND, four_party, three_party
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of, through
from tuokio.agreement.forms.drafting import DraftForm
from tuokio.agreement.wording.rendering import render

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("chromium"), reason="needs Debian's chromium: make test installs it"),
]
FRAME = """{% extends "kit/base.html" %}{% block title %}Sopimus{% endblock %}{% block mainclass %}narrow{% endblock %}
{% block main %}<div class="title"><div><h1>Sopimus</h1></div></div><div class="stack">
{% if form %}<form method="post" class="form" novalidate>{% csrf_token %}{% form_errors form %}
{% include "agreement/draft_fields.html" with form=form only %}
<div class="formactions"><button class="btn">Tallenna</button></div></form>
{% else %}{% include "agreement/document.html" with agreement=agreement open=open only %}{% endif %}
</div>{% endblock %}"""


def shown(request: HttpRequest, **content: Any) -> HttpResponse:
    return HttpResponse(engines["django"].from_string(FRAME).render(content, request))


def document(request: HttpRequest, kind: str) -> HttpResponse:
    language = translation.get_language() or "fi"
    return shown(request, agreement=render(EACH_KIND[kind](), language[:2]), open="open" in request.GET)


def draft(request: HttpRequest) -> HttpResponse:
    content = four_party()
    return shown(request, form=DraftForm(request.POST, of=content) if request.POST else DraftForm.of(content))


urlpatterns = [
    path("look/document/<str:kind>/", document),
    path("look/draft/", draft),
    path("", include("tuokio.config.urls")),
]


@pytest.fixture
def house(transactional_db: None, settings: Any) -> Iterator[str]:
    """The house with two more addresses, on which only the agreement stands."""
    settings.ROOT_URLCONF = __name__
    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()


ADDRESSES = [
    "/look/document/three/",
    "/look/document/two/?open=1",
    "/look/document/internal/?open=1",
    "/look/draft/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_everyone_can_read_and_fill_it(house: str, browser_type_launch_args: Any, address: str) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        page = browser.new_context(locale="fi-FI").new_page()
        page.goto(house + address)
        faults = faults_of(page, (PHONE_DARK, DESK_LIGHT))
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        faults += faults_of(page, (PHONE_DARK, DESK_LIGHT))
        _shoot(page, address)
        browser.close()

    assert faults == []


def test_what_was_wrong_opens_its_group_and_is_reached_from_the_top(
    house: str, browser_type_launch_args: Any
) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        page = browser.new_context(locale="fi-FI", java_script_enabled=False).new_page()
        page.goto(house + "/look/draft/")
        page.locator("#draft-cancelling summary").first.click()
        page.get_by_label("Myöhemmin, prosenttia hinnasta").fill("250")
        page.get_by_role("button", name="Tallenna").click()
        page.locator(".errors a").first.click()
        typed = page.get_by_label("Myöhemmin, prosenttia hinnasta").input_value()
        open_groups = [one.get_attribute("id") for one in page.locator("details.draftgroup[open]").all()]
        browser.close()

    assert typed == "250"
    assert open_groups == ["draft-cancelling"]


def _shoot(page: Any, address: str) -> None:
    """Pictures for whoever wants to look: SHOTS names the folder."""
    folder = os.environ.get("SHOTS")
    if folder:
        for screen in (PHONE_DARK, DESK_LIGHT):
            through(page, screen)
            name = address.strip("/").replace("/", "-").partition("?")[0]
            page.screenshot(path=f"{folder}/{name}-{screen.width}.png", full_page=True)


def test_the_essence_fits_on_the_first_screen_of_a_phone(house: str, browser_type_launch_args: Any) -> None:
    with sync_playwright() as player:
        browser = player.chromium.launch(**browser_type_launch_args)
        page = browser.new_context(locale="fi-FI").new_page()
        through(page, PHONE_DARK)
        page.goto(house + "/look/document/three/")
        box = page.locator(".essence").bounding_box()
        browser.close()

    assert box is not None
    assert box["height"] <= PHONE_DARK.height
    assert len(render(three_party(), "fi").essence) == 5
