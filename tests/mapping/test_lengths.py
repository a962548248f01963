"""Lengths of meetings as people write them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuokio.mapping.domain.lengths import lengths_in, minutes_in


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("50 / 70 min kerralla", (50, 70)),
        ("50/70min", (50, 70)),
        ("50 min ja 70 min", (50, 70)),
        ("50 tai 70 minuuttia", (50, 70)),
        ("60–90 min", (60, 90)),
        ("60 - 90 min", (60, 90)),
        ("50, 70 ja 100 min", (50, 70, 100)),
        ("90 minuuttia", (90,)),
        ("60 minuutin tapaaminen", (60,)),
        ("45-minuuttinen", (45,)),
        ("45\N{NO-BREAK SPACE}min", (45,)),
        ("1 h", (60,)),
        ("1h", (60,)),
        ("1,5 h", (90,)),
        ("1.5 h", (90,)),
        ("1½ tuntia", (90,)),
        ("1 – 1,5 h", (60, 90)),
        ("2 tuntia", (120,)),
        ("kaksi tuntia", (120,)),
        ("puolitoista tuntia", (90,)),
        ("1 h 30 min", (90,)),
        ("1 tunti 15 minuuttia", (75,)),
        ("1 h / 90 min", (60, 90)),
        ("90 minuter eller 2 timmar", (90, 120)),
        ("1 tim 15 min", (75,)),
        ("en timme", (60,)),
        ("45 or 60 minutes", (45, 60)),
        ("a 90-minute meeting", (90,)),
        ("two hours", (120,)),
        ("60 min 90 €", (60,)),
        ("90 € / 60 min", (60,)),
        ("3 x 45 min", (45,)),
        ("60 min, 60 min", (60,)),
        ("vähintään 75 min", (75,)),
        ("1.\u00a0kerta 60 min", (60,)),
    ],
)
def test_lengths_are_understood(written, minutes):
    assert minutes_in(written) == minutes


@pytest.mark.parametrize(
    "written",
    [
        "",
        "75 / 120",
        "min 3 henkilöä",
        "pari tuntia",
        "peruutus 24 h ennen",
        "5 min",
        "klo 13.00–14.15",
        "90 € + alv 25,5 %",
        "puh. 040 123 4567",
        "vuosina 2001 ja 2020",
        "12 kertaa",
        "3 henkilöä",
        "99999999999999999999999999 min",
        "0 h",
        "１２ min",
    ],
)
def test_what_is_no_length_is_left_alone(written):
    assert minutes_in(written) == ()


def test_a_length_says_where_it_stands():
    text = "kesto 45 min, hinta erikseen"

    assert [text[length.start : length.end] for length in lengths_in(text)] == ["45 min"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(alphabet="0123456789.,½/–- minhtunta€\n\x00", max_size=80))
def test_no_text_breaks_the_reading_and_places_are_in_order(text):
    starts = [length.start for length in lengths_in(text)]

    assert starts == sorted(starts)
    assert all(10 <= length.minutes <= 480 and length.end <= len(text) for length in lengths_in(text))
