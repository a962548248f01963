"""A practice's page as anyone gets it: light, complete without script, without a cookie."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from django.test import Client

from tests.cast import MORNING, person, solo_practice
from tests.doors import enter
from tests.mapping.page_cast import PAGE, SLUG, aino_s_page
from tuokio.kit.assets import BUILT
from tuokio.mapping.models import PublicPage
from tuokio.mapping.own_domains import forget_domains
from tuokio.mapping.usecases import Offered, keep_service, keep_words, unpublish
from tuokio.people.models import Qualification

pytestmark = pytest.mark.django_db


def data_on(html: str) -> dict:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert found
    return json.loads(found[1])


def test_the_page_tells_who_what_and_at_which_price(client):
    page = aino_s_page()
    Qualification.objects.create(
        person=person("aino"),
        programme="Työnohjaajan koulutus, 60 op",
        year=2015,
        body="Työnohjausopisto",
        verified_by="Yhdistys",
        verified_on=MORNING.date(),
    )

    html = client.get(PAGE).text

    assert page.published
    assert html.index('href="tel:0401234567"') < html.index("<form")
    for words in (
        "Tilaa ajatella omaa työtä",
        "Yksilöohjaus",
        "45 min",
        "80\xa0€",
        "100,40\xa0€ sis. alv",
        "Arvonlisävero on 25,5 %",
        "Kenelle",
        "Työnohjaajan koulutus, 60 op, Työnohjausopisto, 2015. Tarkistanut Yhdistys 24.11.2026.",
        "Ei terveystietoja eikä muiden ihmisten asioita.",
    ):
        assert words in html, words


def test_the_page_is_light_and_asks_for_few_files(client):
    page = aino_s_page()
    page.accent = "#7a3b1d"
    page.save()

    answer = client.get(PAGE, headers={"accept-encoding": "gzip"})
    html = gzip.decompress(answer.content).decode()
    asked = set(re.findall(r'(?:href|src)="(/static/[^"]+|/p/[^"]+\.css)"', html))
    style = next(name for name in asked if name.startswith("/static/public"))
    accents = [name for name in asked if "accent-" in name]
    sizes = [len(answer.content), len(gzip.compress((BUILT / Path(style).name).read_bytes(), 9))]
    sizes += [(BUILT / Path(name).name).stat().st_size for name in asked if name.endswith(".woff2")]
    sizes += [len(gzip.compress((BUILT / Path(name).name).read_bytes())) for name in asked if "icon" in name]
    sizes += [len(client.get(name).content) for name in accents]

    assert len(asked) + 1 <= 6
    assert "<script src" not in html
    assert len(sizes) == len(asked) + 1
    assert sum(sizes) <= 30 * 1024


def test_opening_the_page_sets_no_cookie_and_asks_little_of_the_database(
    client, django_assert_max_num_queries
):
    aino_s_page()
    client.get(PAGE)

    with django_assert_max_num_queries(2):
        answer = client.get(PAGE)

    assert not answer.cookies
    assert answer.status_code == 200


def test_compressed_and_plain_are_the_same_page_but_for_the_stamp(client):
    aino_s_page()

    plain = client.get(PAGE).text
    packed = gzip.decompress(client.get(PAGE, headers={"accept-encoding": "gzip, br"}).content).decode()

    def without(html: str) -> str:
        return re.sub(r'name="stamp" value="[^"]+"', "", html)

    assert without(plain) == without(packed)
    assert plain != packed


def test_a_browser_that_has_the_page_is_told_so(client):
    page = aino_s_page()
    etag = client.get(PAGE).headers["etag"]

    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304

    page.touch(MORNING)
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 304  # nothing on it has changed
    keep_service(
        page=page,
        offered=Offered(form="pair", names={"fi": "Työpari"}, abouts={}, lengths=((90, None),)),
        by=None,
        at=MORNING.replace(hour=9),
    )
    assert client.get(PAGE, headers={"if-none-match": etag}).status_code == 200


def test_each_language_has_an_address_and_names_the_others(client):
    aino_s_page()

    finnish, swedish = client.get(PAGE), client.get(f"{PAGE}sv/")

    assert '<html lang="sv">' in swedish.text
    assert "Tjänster och priser" in swedish.text
    assert "För vem" in swedish.text
    assert swedish.headers["content-language"] == "sv"
    alternates = re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', finnish.text)
    base = "http://tuokio.localhost:8000"
    assert alternates == [
        ("fi", base + PAGE),
        ("x-default", base + PAGE),
        ("sv", f"{base}{PAGE}sv/"),
        ("en", f"{base}{PAGE}en/"),
    ]
    assert alternates == re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', swedish.text)
    assert f'<link rel="canonical" href="{base}{PAGE}sv/">' in swedish.text
    assert client.get(f"{PAGE}fi/").headers["location"] == PAGE


def test_the_reader_s_own_language_does_not_change_the_page(client):
    aino_s_page()

    answer = client.get(PAGE, headers={"accept-language": "en"})

    assert '<html lang="fi">' in answer.text
    assert "Palvelut ja hinnat" in answer.text


def test_a_language_nobody_wrote_in_is_not_there(client):
    page = aino_s_page()
    page.words.filter(language="en").update(shown=False)

    assert client.get(f"{PAGE}en/").status_code == 404


def test_search_engines_are_told_the_offers(client):
    aino_s_page()

    told = data_on(client.get(PAGE).text)

    assert told["@type"] == "ProfessionalService"
    assert told["telephone"] == "040 123 4567"
    assert [offer["name"] for offer in told["makesOffer"]][:2] == [
        "Yksilöohjaus 45 min",
        "Yksilöohjaus 60 min",
    ]
    assert told["makesOffer"][0]["priceSpecification"]["price"] == "80.00"


def test_what_is_typed_cannot_become_markup(client):
    page = aino_s_page()
    nasty = '</script><img src=x onerror="alert(1)">'
    keep_words(
        page=page,
        language="fi",
        shown=True,
        headline=nasty,
        lead=nasty,
        hours="",
        sections=[],
        unplaced=[],
        by=None,
        at=MORNING.replace(hour=10),
    )

    html = client.get(PAGE).text

    assert "<img" not in html
    assert data_on(html)["description"] == nasty


def test_a_page_that_is_not_published_is_seen_by_its_writers_only(client):
    page = aino_s_page()
    unpublish(page=page, by=person("aino"), at=MORNING.replace(hour=11))
    enter(client, person("aino"))

    assert client.get(PAGE).status_code == 200
    assert Client().get(PAGE).status_code == 404
    assert Client().get(f"{PAGE}talk/").status_code == 404
    assert Client().post(f"{PAGE}enquiry/").status_code == 404


def test_an_internal_unit_shows_no_prices(client):
    page = aino_s_page()
    page.practice.kind = "internal"
    page.practice.save()

    html = client.get(PAGE).text

    assert "€" not in html
    assert "45 min" in html


def test_the_accent_colour_is_darkened_until_it_can_be_read(client):
    page = aino_s_page()
    PublicPage.objects.filter(pk=page.pk).update(accent="#ffd400")

    css = client.get(f"/p/{SLUG}/accent-ffd400.css")

    assert css.headers["content-type"] == "text/css"
    assert "light-dark(#ffd400" not in css.text
    assert client.get(f"/p/{SLUG}/accent-000000.css").status_code == 404


def test_a_practice_s_own_domain_shows_its_page_and_nothing_else_of_the_house(client):
    page = aino_s_page()
    page.domain = "luoto.example"
    page.save()
    forget_domains()

    own = client.get("/", headers={"host": "luoto.example"})

    assert "Tilaa ajatella omaa työtä" in own.text
    assert '<link rel="canonical" href="https://luoto.example/">' in own.text
    assert "Rum att tänka" in client.get("/sv/", headers={"host": "luoto.example:443"}).text
    led_on = client.get("/sign-in/", headers={"host": "luoto.example"})
    assert led_on.headers["location"] == "http://tuokio.localhost:8000/sign-in/"


def test_a_domain_nobody_named_is_refused(client):
    aino_s_page()

    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_the_talk_holds_the_page_s_words(client):
    aino_s_page()

    html = client.get(f"{PAGE}talk/").text

    assert html.count('<section class="slide') >= 6
    assert "Sovitaan tavoite" in html
    assert "45 / 60 min" in html


def test_the_talk_comes_on_paper(client):
    from tuokio.kit.documents import compile_pdf
    from tuokio.kit.models import Document

    aino_s_page()

    answer = client.post(f"{PAGE}talk/handout/")
    document = Document.objects.get()

    assert answer.headers["location"] == f"/documents/{document.pk}/"
    assert compile_pdf(document.template, document.data, "fi").startswith(b"%PDF")


def test_two_practices_have_two_pages():
    aino_s_page()
    other = solo_practice(person("orvokki"))

    assert Client().get(f"/p/{other.slug}/").status_code == 404
