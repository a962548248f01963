"""A page as a talk."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuokio.mapping.domain.offering import Service
from tuokio.mapping.domain.page_text import Block, PageText, Section, read_page
from tuokio.mapping.domain.talk import MOST_LINES, MOST_WORDS, Slide, slides_of
from tuokio.terms.words import FormOfWork

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"


def items(*texts):
    return tuple(Block("item", text) for text in texts)


def page(*sections, title="Esitys", services=()):
    return PageText(title=title, sections=sections, services=tuple(services), unplaced=())


def shown(slides):
    return [(slide.kind, slide.heading) for slide in slides]


def test_a_talk_opens_with_its_title_and_ends_with_a_closing_slide():
    slides = slides_of(page(Section("Alku", items("yksi"))))

    assert slides == (
        Slide("title", "Esitys"),
        Slide("section", "Alku", items("yksi")),
        Slide("closing", ""),
    )


def test_a_title_that_is_the_first_heading_is_not_said_twice():
    assert shown(slides_of(page(Section("Alku", items("yksi")), title="Alku"))) == [
        ("section", "Alku"),
        ("closing", ""),
    ]


def test_eight_items_need_a_second_slide_with_the_same_heading():
    texts = [f"kohta {number}" for number in range(8)]
    _, first, second, _ = slides_of(page(Section("Monta", items(*texts))))

    assert (first.heading, first.items, first.continued) == ("Monta", tuple(texts[:7]), False)
    assert (second.heading, second.items, second.continued) == ("Monta", tuple(texts[7:]), True)


def test_long_items_fill_a_slide_sooner():
    long = " ".join(["sana"] * 25)
    slides = slides_of(page(Section("Pitkä", items(long, long, long))))

    assert [len(slide.items) for slide in slides if slide.kind == "section"] == [2, 1]


def test_a_long_paragraph_is_cut_at_the_end_of_a_sentence():
    sentence = "Tässä on lause, jossa on tasan kymmenen sanaa ja piste."
    _, first, second, _ = slides_of(page(Section("Teksti", (Block("paragraph", " ".join([sentence] * 8)),))))

    assert first.paragraphs == (" ".join([sentence] * 6),)
    assert second.paragraphs == (" ".join([sentence] * 2),)


def test_paragraphs_and_items_keep_their_order():
    blocks = (Block("item", "a"), Block("paragraph", "b"), Block("item", "c"))

    assert slides_of(page(Section("Sekaisin", blocks)))[1].blocks == blocks


def test_a_heading_alone_is_a_slide_too():
    assert shown(slides_of(page(Section("Väliotsikko")))) == [
        ("title", "Esitys"),
        ("section", "Väliotsikko"),
        ("closing", ""),
    ]


def test_services_come_before_the_closing():
    service = Service(FormOfWork.PAIR, "Työpari", (80,))
    slides = slides_of(page(Section("Alku"), services=[service]))

    assert slides[-2:] == (Slide("services", "", services=(service,)), Slide("closing", ""))


def test_many_services_are_spread():
    services = [Service(FormOfWork.GROUP, f"Ryhmä {number}", (90,)) for number in range(9)]
    slides = [slide for slide in slides_of(page(services=services)) if slide.kind == "services"]

    assert [(len(slide.services), slide.continued) for slide in slides] == [(7, False), (2, True)]


@pytest.mark.parametrize("heading", ["Kiitos", "Tack", "Thank you", "Kysymyksiä?", "Yhteystiedot"])
def test_a_last_section_that_thanks_is_the_closing_slide(heading):
    service = Service(FormOfWork.PAIR, "Työpari", (80,))
    last = Section(heading, (Block("paragraph", "www.esimerkki.example"),))
    slides = slides_of(page(Section("Alku"), last, services=[service]))

    assert shown(slides)[1:] == [("section", "Alku"), ("services", ""), ("closing", heading)]
    assert slides[-1].paragraphs == ("www.esimerkki.example",)


def test_an_empty_page_still_makes_a_talk():
    assert slides_of(read_page("")) == (Slide("closing", ""),)


def test_twenty_thousand_characters_without_a_stop_are_spread():
    slides = slides_of(read_page("Otsikko\n\n" + "sana " * 4_000))

    assert sum(len(slide.paragraphs[0].split()) for slide in slides if slide.paragraphs) == 4_000


texts = st.lists(
    st.sampled_from(["sana", "Lause.", "yksi", "kaksi", "x" * 300]), min_size=1, max_size=150
).map(" ".join)
sections = st.builds(
    Section,
    st.sampled_from(["Alku", "Väli", "Kiitos"]),
    st.lists(st.builds(Block, st.sampled_from(["paragraph", "item"]), texts), max_size=12).map(tuple),
)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(sections, max_size=5))
def test_every_slide_fits_and_no_word_is_lost(parts):
    whole = page(*parts)
    slides = slides_of(whole)

    for slide in slides:
        assert len(slide.blocks) <= MOST_LINES
        assert sum(len(block.text.split()) for block in slide.blocks) <= MOST_WORDS
    told = [word for slide in slides for block in slide.blocks for word in block.text.split()]
    assert Counter(told) == Counter(
        word for part in parts for block in part.blocks for word in block.text.split()
    )
    assert slides[-1].kind == "closing"


def test_the_real_slides_make_a_talk_again():
    found = sorted(SEEDS.glob("*.txt"))
    if not found:
        pytest.skip(f"no seed texts in {SEEDS.name}/ beside the repository")
    slides = slides_of(read_page(found[0].read_text(encoding="utf-8")))

    assert [(slide.kind, len(slide.blocks), slide.continued) for slide in slides] == [
        ("section", 2, False),
        ("section", 6, False),
        ("section", 2, False),
        ("section", 2, True),
        ("section", 7, False),
        ("section", 2, True),
        ("closing", 2, False),
    ]
