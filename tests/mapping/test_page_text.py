"""An existing text becomes a page, and no word of it is lost."""

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuokio.mapping.domain.page_text import PageText, read_page

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"
MARKS = set("•‣◦▪▫■□●○◆◇►▶▸➢➤➔→✓✔✗·∙⁃\uf0a7\uf0a8\uf0b7\uf0d8\uf0e0\uf0fc*–—‒−‐‑-§#=_~")
INVISIBLE = set("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")

SLIDES = """\
 Miksi pysähtyä?

§ Pysähtyminen antaa tilaa nähdä, mitä\x20
arjessa oikeastaan tehdään ja\x20
miksi.\x20

§ Se vie vähän aikaa ja antaa\x20
sitä takaisin.
 Mitä siitä jää käteen?\x20

- selkeämpi työnjako
- vähemmän turhaa kokoustamista, koska tärkeät asiat puhutaan\x20
ajallaan
-rohkeus kysyä
 Kenelle?

§ Kaikille, jotka tekevät työtä toisten kanssa ja haluavat tehdä sitä\x20
hyvin.

Ensin puhutaan puhelimessa siitä, mitä tarvitaan. Puhelu ei maksa\x20
mitään.
 Tervetuloa

www.esimerkki.example

"""

PAGE = """\
Mitä teen

Ohjaus

Autan pysähtymään ja katsomaan omaa työtä hetken matkan päästä, ilman kiirettä ja ilman syyllisiä.

Miten se etenee

Tapaamme muutaman kerran ja sovimme joka kerran lopuksi, mitä kokeillaan ennen seuraavaa:

  • jolla on alku ja loppu
  • jossa puhutaan siitä, mikä on totta
-päätetään yhdessä
- kirjataan sovittu

Tavat

Yksilöohjaus

Kaipaatko rauhallista hetkeä oman työsi äärellä, jonkun sellaisen kanssa, joka ei ole siinä mukana?

50 / 70 min kerta

Ryhmätyönohjaus

Työparin tai tiimin työnohjauksessa opitaan kuulemaan, mitä toinen oikeastaan tarkoittaa, ja jaetaan työ uudelleen.

80 / 110 min kerta"""


def headings(page):
    return [section.heading for section in page.sections]


def spoken(text):
    """Every character of a text that is part of a word, counted: no blanks, controls or list marks."""
    return Counter(
        character
        for character in text
        if not character.isspace()
        and character not in MARKS | INVISIBLE
        and not ord(character) < 0x20
        and not 0x7F <= ord(character) < 0xA0
        and not 0xD800 <= ord(character) < 0xE000
    )


def words(text):
    return Counter(re.findall(r"[^\W_]+", text))


def placed(page):
    """All texts of a page in one, without the services, which only repeat."""
    shown = page.as_json()
    texts = [
        text for part in shown["sections"] for text in (part["heading"], *part["paragraphs"], *part["items"])
    ]
    return "\n".join([shown["title"], *texts, *shown["unplaced"]])


def lost(text):
    """The words and characters of a text that its page does not hold."""
    whole = placed(read_page(text))
    return words(text) - words(whole) + (spoken(text) - spoken(whole))


# slides


def test_slides_become_sections_with_their_titles():
    page = read_page(SLIDES)

    assert page.title == "Miksi pysähtyä?"
    assert headings(page) == ["Miksi pysähtyä?", "Mitä siitä jää käteen?", "Kenelle?", "Tervetuloa"]


def test_wrapped_items_and_paragraphs_are_joined():
    first, second, third, last = read_page(SLIDES).sections

    assert first.items == (
        "Pysähtyminen antaa tilaa nähdä, mitä arjessa oikeastaan tehdään ja miksi.",
        "Se vie vähän aikaa ja antaa sitä takaisin.",
    )
    assert second.items == (
        "selkeämpi työnjako",
        "vähemmän turhaa kokoustamista, koska tärkeät asiat puhutaan ajallaan",
        "rohkeus kysyä",
    )
    assert third.paragraphs == ("Ensin puhutaan puhelimessa siitä, mitä tarvitaan. Puhelu ei maksa mitään.",)
    assert last.paragraphs == ("www.esimerkki.example",)


def test_a_section_keeps_the_order_of_its_text():
    kinds = [
        block.kind for block in read_page("A\n\n- yksi\n\nKaksi on lause.\n\n- kolme").sections[0].blocks
    ]

    assert kinds == ["item", "paragraph", "item"]


def test_slides_parted_by_form_feeds():
    page = read_page(
        "Alku\n\nTämä on teksti, joka\njatkuu vielä\n\fseuraavalla sivulla.\n\fLoppu\n- kiitos\n"
    )

    assert headings(page) == ["Alku", "Loppu"]
    assert page.sections[0].paragraphs == ("Tämä on teksti, joka jatkuu vielä seuraavalla sivulla.",)


# a pasted page


def test_a_pasted_page_comes_out_whole():
    page = read_page(PAGE)

    assert page.title == "Mitä teen"
    assert headings(page) == ["Ohjaus", "Miten se etenee", "Tavat", "Yksilöohjaus", "Ryhmätyönohjaus"]
    assert page.sections[1].items == (
        "jolla on alku ja loppu",
        "jossa puhutaan siitä, mikä on totta",
        "päätetään yhdessä",
        "kirjataan sovittu",
    )
    assert page.sections[3].paragraphs[1] == "50 / 70 min kerta"
    assert page.unplaced == ()


def test_its_services_carry_form_name_and_lengths():
    assert read_page(PAGE).as_json()["services"] == [
        {"form": "individual", "name": "Yksilöohjaus", "minutes": [50, 70]},
        {"form": "group", "name": "Ryhmätyönohjaus", "minutes": [80, 110]},
        {"form": "pair", "name": "Työpari", "minutes": [80, 110]},
    ]


def test_the_printed_form_has_these_keys_and_no_others():
    shown = read_page(PAGE).as_json()

    assert list(shown) == ["title", "sections", "services", "unplaced"]
    assert {key for part in shown["sections"] for key in part} == {"heading", "paragraphs", "items"}
    assert {key for service in shown["services"] for key in service} == {"form", "name", "minutes"}
    assert json.loads(json.dumps(shown)) == shown


def test_a_page_comes_back_from_its_printed_form():
    page = read_page(PAGE)

    assert PageText.from_json(page.as_json()) == page


@pytest.mark.parametrize("mark", ["•", "-", "–", "—", "*", "‣", "§", "▪", "✓", "\uf0a7"])
@pytest.mark.parametrize(
    ("before", "after"), [("", " "), ("", ""), ("  ", " "), ("\t", "\t"), ("", "\u00a0")]
)
def test_every_mark_makes_an_item(mark, before, after):
    text = "Otsikko\n\n" + "".join(f"{before}{mark}{after}{word}\n" for word in ("yksi", "kaksi\nja puoli"))

    assert read_page(text).sections[0].items == ("yksi", "kaksi ja puoli")


def test_numbered_lines_are_items_and_keep_their_numbers():
    assert read_page("Vaiheet\n\n1. Soitto\n2. Sopimus,\njoka kirjoitetaan\n").sections[0].items == (
        "1. Soitto",
        "2. Sopimus, joka kirjoitetaan",
    )


def test_lines_with_pictures_are_items_too():
    assert read_page("Lupaus\n\n🌿 rauha\n🌿 aika\n").sections[0].items == ("🌿 rauha", "🌿 aika")


def test_a_mark_alone_on_its_line_belongs_to_the_next():
    assert read_page("Otsikko\n\n•\nyksi\n•\nkaksi").sections[0].items == ("yksi", "kaksi")


@pytest.mark.parametrize(
    "text", ["Talvella ulkona voi olla\n-5 astetta ja pimeää.", "Tämä on *tärkeä* sana.\n*Tämä* myös."]
)
def test_what_only_looks_like_a_mark_is_text(text):
    page = read_page(f"Otsikko\n\n{text}")

    assert page.sections[0].items == ()
    assert page.sections[0].paragraphs == (" ".join(text.split()),)


def test_marked_down_headings_are_headings():
    assert headings(read_page("# Eka\n## Toka\nTeksti on tässä.\n\nKolmas\n------\n\nLisää tekstiä.\n")) == [
        "Toka",
        "Kolmas",
    ]


def test_a_heading_may_stand_right_on_its_text():
    page = read_page("Minusta\nOlen tehnyt tätä työtä jo pitkään ja teen sitä edelleen ilolla.\n")

    assert headings(page) == ["Minusta"]


def test_a_name_with_its_length_is_a_heading_over_a_text():
    page = read_page(
        "Tavat\n\nYksilöohjaus (50 min)\n\nSopii sinulle, joka haluat pysähtyä.\n\n"
        "Ryhmätyönohjaus 80 min\nSopii teille.\n"
    )

    assert headings(page) == ["Yksilöohjaus (50 min)", "Ryhmätyönohjaus 80 min"]
    assert [(service.name, service.minutes) for service in page.services] == [
        ("Yksilöohjaus", (50,)),
        ("Ryhmätyönohjaus", (80,)),
    ]


def test_the_first_line_of_all_is_the_title_of_the_first_slide():
    page = read_page(" Työnohjaus\n Aino Esimerkki\n\n Miksi?\n\n- siksi\n")

    assert page.title == "Työnohjaus"
    assert page.sections[0].paragraphs == ("Aino Esimerkki",)
    assert headings(page) == ["Työnohjaus", "Miksi?"]


def test_a_page_without_empty_lines_is_parted_by_the_names_of_services():
    page = read_page(
        "Mitä teen\nYksilöohjaus\nRauhallinen hetki oman työn äärellä, vain sinulle varattu.\n50 min\n"
        "Työpari\nKahden työkaverin yhteinen hetki, kun arki ei anna sille tilaa.\n80 min\n"
    )

    assert headings(page) == ["Yksilöohjaus", "Työpari"]
    assert [service.minutes for service in page.services] == [(50,), (80,)]


def test_long_lines_are_paragraphs_of_their_own():
    long = "Tämä on pitkä rivi, jota kukaan ei ole katkaissut käsin, " * 3 + "ja se loppuu tähän."

    assert read_page(f"Otsikko\n\n{long}\n{long}\n").sections[0].paragraphs == (long, long)


def test_rows_of_a_price_list_are_not_joined():
    page = read_page("Hinnat\n\nYksilöohjaus 50 min 90 €\nRyhmätyönohjaus 80 min 150 €\n")

    assert page.sections[0].paragraphs == ("Yksilöohjaus 50 min 90 €", "Ryhmätyönohjaus 80 min 150 €")


def test_ways_to_make_contact_stay_apart():
    page = read_page("Yhteystiedot\npuh. 040 123 4567\naino@esimerkki.example\n")

    assert headings(page) == ["Yhteystiedot"]
    assert page.sections[0].paragraphs == ("puh. 040 123 4567", "aino@esimerkki.example")


def test_a_list_written_without_marks_stays_under_its_heading():
    page = read_page("Arvot\n\nRauha\n\nRohkeus\n\nRehellisyys\n\nTavat\n\nTapaamme kahden kesken.")

    assert headings(page) == ["Arvot", "Tavat"]
    assert page.sections[0].paragraphs == ("Rauha", "Rohkeus", "Rehellisyys")


@pytest.mark.parametrize(
    "line",
    [
        "tämä alkaa pienellä",
        "Tämä on lause.",
        "Tässä on monta sanaa, jotka yhdessä johtavat siihen, mitä alla luetellaan:",
        "Soita 040 123 4567",
        "www.esimerkki.example/tapaamiset",
        "Yksi kerta 90 €",
        "”Tämä auttoi meitä”",
        "45 / 60 min kerta",
    ],
)
def test_these_lines_are_no_headings(line):
    page = read_page(f"Otsikko\n\n{line}\n\nTeksti on tässä ja se loppuu pisteeseen.")

    assert headings(page) == ["Otsikko"]
    assert page.sections[0].paragraphs[0] == line


# what has no place


def test_text_before_any_heading_is_listed_as_unplaced():
    page = read_page("tervehdys ensin.\n\n- ja kohta\n\nOtsikko\n\nTeksti on tässä.")

    assert page.unplaced == ("tervehdys ensin.", "ja kohta")


def test_page_numbers_are_listed_as_unplaced_in_order():
    page = read_page("Otsikko\n\nTeksti.\n\n2\n\f Toinen\n\nLisää.\n\n3 / 3\n")

    assert page.unplaced == ("2", "3 / 3")
    assert headings(page) == ["Otsikko", "Toinen"]


def test_an_empty_text_is_an_empty_page():
    empty = {"title": "", "sections": [], "services": [], "unplaced": []}

    assert [read_page(text).as_json() for text in ("", " \n\r\n\t\f\0", "---\n***\n")] == [empty] * 3


# hostile and odd input


def test_line_ends_of_every_kind_read_alike():
    assert read_page(PAGE.replace("\n", "\r\n")) == read_page(PAGE) == read_page(PAGE.replace("\n", "\r"))


def test_non_breaking_blanks_are_blanks():
    assert read_page(PAGE.replace(" / ", "\u00a0/\u00a0")) == read_page(PAGE)


def test_what_no_database_takes_is_taken_out():
    shown = json.dumps(
        read_page("Ot\0sikko\n\nTe\ud800ksti\x07 on\ufeff tässä.").as_json(), ensure_ascii=False
    )

    assert "\\u0000" not in shown
    assert "\\u0007" not in shown
    assert shown.encode()


def test_words_written_from_right_to_left_and_pictures_stay():
    page = read_page("שלום עולם\n\n\u200f• אחד\n\u200f• שתיים\n\n👩🏽‍🦱 tervetuloa mukaan.")

    assert page.title == "שלום עולם"
    assert page.sections[0].items == ("אחד", "שתיים")
    assert page.sections[0].paragraphs == ("👩🏽‍🦱 tervetuloa mukaan.",)


@pytest.mark.parametrize("end", ["-", "\u00ad"])
def test_a_word_cut_at_the_end_of_a_line_loses_nothing(end):
    assert lost(f"Otsikko\n\nyksilö{end}\nja ryhmätasolla on työ{end}\nnohjausta.") == Counter()


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "-",
        " ",
        "- ",
        "45 / 60 min ",
        "yksilö ja ",
        "*a\n",
        "🌿 a\n",
        "# A\n",
        "1. a\n",
        "a\f",
        "Otsikko\n\n",
        "Otsikko\n",
        "Ryhmätyönohjaus\n\n45 min\n\n",
        "x" * 20_000 + "\n",
        PAGE + "\n\n",
    ],
)
def test_time_grows_in_step_with_length(unit):
    def seconds(length):
        text = (unit * (length // len(unit) + 1))[:length]
        start = time.process_time()
        read_page(text)
        return time.process_time() - start

    # twelve times the text may take forty times the time: far from the 144 of anything quadratic
    assert seconds(120_000) < 40 * seconds(10_000) + 0.5


def test_two_megabytes_are_read_while_one_waits():
    text = (PAGE + "\n\n") * (2_000_000 // len(PAGE))
    start = time.process_time()
    page = read_page(text)

    assert time.process_time() - start < 10
    assert [service.minutes for service in page.services] == [(50, 70), (80, 110), (80, 110)]


pieces = st.sampled_from(
    [
        *("\n", "\n\n", "\r\n", "\f", "\u2028", "\x85", " ", "  ", "\t", "\u00a0", "\0", "\ufeff", "\u200f"),
        *("- ", "-", "• ", "§", "§ ", "– ", "*", "# ", "1. ", "2) ", "---", "===", "🌿 ", "\ud83d"),
        *("Yksilöohjaus", "työpari", "Ryhmätyönohjaus", "Tiimin työnohjaus", "Handledning", "ohjaus-"),
        *(
            "45 / 60 min",
            "1,5 h",
            "90",
            "€",
            ".",
            "?",
            ":",
            ",",
            "www.a.fi",
            "040 1234567",
            "Otsikko",
            "sana",
        ),
    ]
)


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.lists(pieces, max_size=40).map("".join))
def test_no_word_of_a_page_like_text_is_lost(text):
    assert lost(text) == Counter()


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.text(max_size=400))
def test_no_word_of_any_text_is_lost(text):
    assert lost(text) == Counter()


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=20).map("".join))
def test_the_same_text_gives_the_same_page_fit_to_be_stored(text):
    page = read_page(text)
    shown = json.dumps(page.as_json(), ensure_ascii=False)

    assert page == read_page(text)
    assert shown.encode()
    assert "\\u0000" not in shown
    assert all(part["heading"] for part in page.as_json()["sections"])


# the two real ones


def seed(place):
    found = sorted(SEEDS.glob("*.txt"))
    if len(found) < 2:
        pytest.skip(f"no seed texts in {SEEDS.name}/ beside the repository")
    return found[place].read_text(encoding="utf-8")


@pytest.mark.parametrize("place", [0, 1])
def test_the_real_texts_lose_no_word(place):
    text = seed(place)

    assert lost(text) == Counter()
    assert read_page(text).unplaced == ()


def test_the_real_slides_come_out_with_their_lists():
    page = read_page(seed(0))

    assert [len(section.items) for section in page.sections] == [2, 6, 2, 9, 0]
    assert [len(section.paragraphs) for section in page.sections] == [0, 0, 2, 0, 2]
    assert page.services == ()


def test_the_real_page_comes_out_with_its_lists_and_services():
    page = read_page(seed(1))

    assert page.title == "Palvelut"
    assert [len(section.items) for section in page.sections] == [0, 0, 4, 6, 0, 9, 0, 0, 0]
    assert [(service.form.value, service.name, service.minutes) for service in page.services] == [
        ("individual", "Yksilöohjaus", (45, 60)),
        ("group", "Ryhmätyönohjaus", (75, 120)),
        ("pair", "Työpari", (75, 120)),
    ]
