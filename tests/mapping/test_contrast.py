"""Colours that can be read, by WCAG 2.2."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuokio.mapping.domain.contrast import (
    DARK_GROUND,
    DARK_SURFACE,
    LIGHT_GROUND,
    READABLE,
    NotAColour,
    contrast_ratio,
    normal_form,
    readable_accent,
    relative_luminance,
)

colours = st.integers(min_value=0, max_value=0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_known_ratios_come_out(one, other, ratio):
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.005)


def test_the_order_of_the_two_colours_does_not_matter():
    assert contrast_ratio("#2a5b5b", "#fff") == contrast_ratio("#fff", "#2a5b5b")


def test_luminance_runs_from_black_to_white():
    assert (relative_luminance("#000"), relative_luminance("#fff")) == (0.0, 1.0)


@pytest.mark.parametrize("written", ["#2A5B5B", "2a5b5b", "  #2a5b5b\n"])
def test_one_colour_may_be_written_in_several_ways(written):
    assert normal_form(written) == "#2a5b5b"


def test_three_digits_stand_for_six():
    assert normal_form("#1aF") == "#11aaff"


@pytest.mark.parametrize(
    "written",
    ["", "#", "teal", "#12345", "#1234567", "rgb(1,2,3)", "#１２３", "#12\x0034", "#12345g", "x" * 20_000],
)
def test_what_is_no_colour_is_refused(written):
    with pytest.raises(NotAColour):
        readable_accent(written)


def test_deep_teal_stays_as_it_is_on_light_and_is_lifted_on_dark():
    advice = readable_accent("#2a5b5b")

    assert advice.readable
    assert advice.light == "#2a5b5b"
    assert relative_luminance(advice.dark) > relative_luminance("#2a5b5b")


def test_a_pale_yellow_gets_a_darker_one_of_the_same_hue():
    advice = readable_accent("#ffdd33")

    assert not advice.readable
    red, green, blue = (int(advice.light[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue
    assert advice.dark == "#ffdd33"


@settings(max_examples=300, derandomize=True, deadline=None)
@given(colours)
def test_every_offer_can_be_read_in_its_scheme(colour):
    advice = readable_accent(colour)

    assert contrast_ratio(advice.light, LIGHT_GROUND) >= READABLE
    assert contrast_ratio(advice.light, advice.text_on_light) >= READABLE
    assert contrast_ratio(advice.dark, DARK_SURFACE) >= READABLE
    assert contrast_ratio(advice.dark, DARK_GROUND) >= READABLE
    assert contrast_ratio(advice.dark, advice.text_on_dark) >= READABLE


@settings(max_examples=300, derandomize=True, deadline=None)
@given(colours)
def test_an_offer_is_no_further_away_than_it_must_be(colour):
    advice = readable_accent(colour)

    if not advice.readable:
        assert contrast_ratio(advice.light, LIGHT_GROUND) < READABLE + 0.2
    if advice.dark != colour:
        assert contrast_ratio(advice.dark, DARK_SURFACE) < READABLE + 0.2


@settings(max_examples=100, derandomize=True, deadline=None)
@given(colours)
def test_an_offered_colour_needs_no_further_advice(colour):
    advice = readable_accent(colour)

    assert readable_accent(advice.light).light == advice.light
    assert readable_accent(advice.dark).dark == advice.dark
