"""Those who run a practice or supervise in it write its page; what is typed is kept also when it cannot be saved."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import person, shared_practice, solo_practice
from tests.doors import enter
from tests.mapping.page_cast import PAGE, aino_s_page
from tuokio.kit.once import new_token
from tuokio.mapping.models import PublicPage

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def aino(client):
    aino_s_page()
    enter(client, person("aino"))
    return client


def the_page() -> PublicPage:
    return PublicPage.objects.get(practice=solo_practice(person("aino")))


def sections(*rows: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form with these sections."""
    told = {"section-TOTAL_FORMS": len(rows), "section-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        told |= {f"section-{number}-{key}": value for key, value in row.items()}
    return told


def test_every_page_of_the_writing_opens(aino):
    service = the_page().services.first()
    assert service is not None
    for part in (
        "",
        "text/",
        "words/fi/",
        "words/sv/",
        "services/new/",
        f"services/{service.pk}/",
        "look/",
        "places/",
    ):
        assert aino.get(f"/page/{part}").status_code == 200, part


def test_the_name_of_each_language_is_read_aloud_in_itself(aino):
    texts, paste, swedish, service = (
        aino.get(f"/page/{part}").text for part in ("", "text/", "words/sv/", "services/new/")
    )

    for code, name in (("fi", "suomi"), ("sv", "svenska"), ("en", "English")):
        assert f'<h3 class="rowt" lang="{code}">{name}</h3>' in texts
        assert re.search(
            rf'<option value="{code}" lang="{code}"( selected)?>{name}<', paste.replace(" selected", "")
        )
        assert re.search(rf'name="name_{code}"[^>]* lang="{code}"', service)
    assert '<span lang="sv">svenska</span>' in swedish


def test_a_first_visit_begins_with_an_empty_unpublished_page(client):
    shared_practice()
    enter(client, person("olavi"))

    assert "ei julkaistu" in client.get("/page/").text
    refused = client.post("/page/publication/", {"publish": "yes"}, follow=True)
    assert "tarvitsee pääotsikon" in refused.text
    assert not PublicPage.objects.get().published


def test_words_are_kept_in_the_order_of_their_places(aino):
    answer = aino.post(
        "/page/words/fi/",
        {
            "shown": "on",
            "headline": "Uusi otsikko",
            "lead": "",
            "hours": "",
            **sections(
                {"place": 2, "heading": "Toinen", "shape": "text", "text": "Teksti\n\n- kohta"},
                {"place": 1, "heading": "Ensin", "shape": "who", "text": "- Yksin: näin"},
                {"place": "", "heading": "", "shape": "text", "text": ""},
            ),
        },
    )

    words = the_page().words_in("fi")
    assert answer.status_code == 302
    assert [part.heading for part in words.sections] == ["Ensin", "Toinen"]
    assert "Uusi otsikko" in aino.get(PAGE).text


def test_words_that_are_too_long_are_kept_in_the_form(aino):
    long = "x" * 20_001

    answer = aino.post(
        "/page/words/fi/",
        {"headline": "Otsikko", **sections({"place": 1, "heading": "H", "shape": "text", "text": long})},
    )

    assert answer.status_code == 422
    assert long in answer.text
    assert the_page().words_in("fi").headline == "Tilaa ajatella omaa työtä"


def test_a_pasted_text_is_looked_at_first_and_kept_then(aino):
    typed = {"text": "Aluksi\n\nMiksi\n\n- hyvä syy\n\n17", "language": "fi", "replace": ""}

    looked = aino.post("/page/text/", {**typed, "preview": "1"})
    before = the_page().words_in("fi").blocks
    aino.post("/page/text/", {**typed, "keep": "1"})

    assert "Näin teksti ymmärrettiin" in looked.text
    assert "hyvä syy" in looked.text
    words = the_page().words_in("fi")
    assert words.blocks[: len(before)] == before
    assert ["item", "hyvä syy"] in [block for part in words.blocks for block in part["blocks"]]
    assert words.unplaced == ["17"]
    assert "17" in aino.get("/page/words/fi/").text


def service_typed(**fields: Any) -> dict[str, Any]:
    return {
        "form": "pair",
        "name_fi": "Työparityönohjaus",
        "minutes_1": "90",
        "price_1": "150,50",
        "place": "2",
        **fields,
    }


def test_a_service_sent_twice_is_one(aino):
    once = new_token()
    for _ in range(2):
        aino.post("/page/services/new/", service_typed(once=once))

    [service] = the_page().services.filter(form="pair")
    assert service.lengths == [[90, 15_050]]
    assert service.slug == "tyoparityonohjaus"
    assert "150,50\xa0€" in aino.get(PAGE).text


def test_a_service_keeps_its_link_when_its_name_changes(aino):
    service = the_page().services.get(form="individual")

    aino.post(
        f"/page/services/{service.pk}/",
        {"form": "individual", "name_fi": "Kahden kesken", "minutes_1": "45", "price_1": "85"},
    )

    service.refresh_from_db()
    assert (service.name("fi"), service.slug, service.lengths) == (
        "Kahden kesken",
        "yksiloohjaus",
        [[45, 8_500]],
    )
    assert 'id="yksiloohjaus"' in aino.get(PAGE).text


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"name_fi": ""}, "Anna palvelulle nimi"),
        ({"minutes_1": ""}, "Mille kestolle tämä hinta on"),
        ({"minutes_2": "90"}, "Tämä kesto on tässä kahdesti"),
        ({"minutes_1": "5"}, "id_minutes_1_error"),
        ({"price_1": "1.780"}, "id_price_1_error"),
    ],
)
def test_a_service_that_cannot_be_is_told_why(aino, fields, told):
    answer = aino.post("/page/services/new/", service_typed(**fields))

    assert answer.status_code == 422
    assert told in answer.text
    assert the_page().services.count() == 2


def test_a_service_goes_off_the_page(aino):
    service = the_page().services.get(form="individual")

    aino.post(f"/page/services/{service.pk}/removal/")

    assert "Yksilöohjaus" not in aino.get(PAGE).text


def test_a_light_accent_is_taken_with_advice(aino):
    answer = aino.post("/page/look/", {"accent": "FFD400"}, follow=True)

    assert the_page().accent == "#ffd400"
    assert "on liian vaalea luettavaksi" in answer.text
    assert "accent-ffd400.css" in aino.get(PAGE).text


def test_a_picture_is_told_by_its_bytes_and_its_size(aino):
    def sent(name: str, content: bytes) -> Any:
        return aino.post("/page/look/", {"accent": "", "logo": SimpleUploadedFile(name, content)})

    wrong = sent("logo.png", b"<svg onload=alert(1)>")
    large = sent("logo.png", PNG + b"0" * 60_000)
    right = sent("logo.txt", PNG)

    assert "ei ole PNG-, JPEG- tai WebP-kuva" in wrong.text
    assert "60 kt mahtuu" in large.text
    assert right.status_code == 302
    page = the_page()
    assert (bytes(page.logo or b""), page.logo_type) == (PNG, "png")
    shown = aino.get(f"{PAGE}logo/{page.version}/")
    assert (shown.content, shown.headers["content-type"]) == (PNG, "image/png")

    aino.post("/page/look/", {"accent": "", "without_logo": "on"})
    assert the_page().logo is None


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"domain": "ei toimi"}, "ei ole sivuston nimi"),
        ({"domain": "localhost"}, "ei ole sivuston nimi"),
        ({"embed_sites": "http://www.example.org"}, "vain osoitteen alku"),
        ({"embed_sites": "https://a.example; script-src *"}, "vain osoitteen alku"),
        ({"embed_sites": "https://a.example/sivu"}, "vain osoitteen alku"),
    ],
)
def test_only_real_places_are_taken(aino, fields, told):
    answer = aino.post("/page/places/", {"answer_within_days": "3", **fields})

    assert told in answer.text
    assert the_page().embed_sites == []


def test_a_domain_belongs_to_one_practice(aino):
    other = solo_practice(person("orvokki"))
    PublicPage.objects.create(practice=other, domain="vire.example")

    taken = aino.post("/page/places/", {"answer_within_days": "3", "domain": "https://Vire.example/"})
    free = aino.post(
        "/page/places/",
        {
            "answer_within_days": "5",
            "domain": "Työnohjaus.example",
            "embed_sites": "https://www.example.org/",
        },
    )

    assert "johtaa jo muualle" in taken.text
    assert free.status_code == 302
    page = the_page()
    assert (page.domain, page.embed_sites) == ("xn--tynohjaus-17a.example", ["https://www.example.org"])
    assert "Vastaus tulee 5 arkipäivän kuluessa" in aino.get(PAGE).text


def test_a_practice_of_others_cannot_be_written(aino):
    shared_practice()

    assert aino.get("/page/?practice=vire").status_code == 404
    assert aino.post("/page/publication/?practice=vire", {"publish": "yes"}).status_code == 404
