"""A section as it is typed: nothing is lost on the way to the page and back."""

from hypothesis import given
from hypothesis import strategies as st

from tuokio.mapping.domain.page_text import Block
from tuokio.mapping.domain.rings import rings_for
from tuokio.mapping.domain.sections import PageSection, SectionShape, blocks_typed, typed


def test_blank_lines_part_paragraphs_and_dashes_make_items():
    blocks = blocks_typed("Ensin näin\nja vielä.\n\nToinen.\n- yksi\n• kaksi\n  jatkuu\n-kolme")

    assert blocks == (
        Block("paragraph", "Ensin näin ja vielä."),
        Block("paragraph", "Toinen."),
        Block("item", "yksi"),
        Block("item", "kaksi jatkuu"),
        Block("item", "kolme"),
    )
    assert blocks_typed(typed(blocks)) == blocks


@given(st.text(max_size=300))
def test_no_word_is_lost(text):
    kept = " ".join(block.text for block in blocks_typed(text))

    def letters(words: str) -> list[str]:
        return [sign for sign in words if sign.isalnum()]

    assert letters(kept) == letters(text)


def test_words_before_a_colon_name_an_item():
    section = PageSection("Kenelle", blocks_typed("- Yksin: kun kaipaat\n- ilman nimeä. Kyllä: näin"))

    assert [(item.label, item.text) for item in section.labelled] == [
        ("Yksin", "kun kaipaat"),
        ("", "ilman nimeä. Kyllä: näin"),
    ]


def test_long_words_of_the_trade_may_be_parted():
    assert PageSection("Mitä työnohjauksessa tapahtuu").soft_heading == "Mitä työn\xadohjauksessa tapahtuu"
    assert PageSection("Työnohjaus").soft_heading == "Työnohjaus"


def test_a_section_is_kept_as_it_was():
    section = PageSection("Näin", blocks_typed("Alku\n\n- yksi"), SectionShape.STEPS)

    assert PageSection.from_json(section.as_json()) == section


def test_each_practice_has_rings_of_its_own_the_same_every_time():
    assert rings_for("vire") == rings_for("vire")
    assert rings_for("vire") != rings_for("toinen")
    assert len(rings_for("vire").paths) + 1 == 10
    assert len(rings_for("vire").seats) == 6
