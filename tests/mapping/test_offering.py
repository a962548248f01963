"""Services and their lengths, found where people tell them."""

import pytest

from tuokio.mapping.domain.offering import Service, names_a_service, services_in
from tuokio.terms.words import FormOfWork

INDIVIDUAL, PAIR = FormOfWork.INDIVIDUAL, FormOfWork.PAIR
GROUP, COMMUNITY = FormOfWork.GROUP, FormOfWork.WORK_COMMUNITY


def found(*sections):
    return [(service.form, service.name, service.minutes) for service in services_in(sections)]


def test_a_heading_names_what_is_offered_under_it():
    assert found(("Yksilöohjaus", ["Aikaa omalle työlle.", "45 / 60 min kerta"])) == [
        (INDIVIDUAL, "Yksilöohjaus", (45, 60))
    ]


def test_pairs_and_teams_named_first_under_a_group_heading_share_its_lengths():
    text = "Työparin tai tiimin työnohjauksessa katsotaan yhteistä työtä rauhassa."

    assert found(("Ryhmätyönohjaus", [text, "75 / 120 min kerta"])) == [
        (GROUP, "Ryhmätyönohjaus", (75, 120)),
        (PAIR, "Työpari", (75, 120)),
    ]


def test_the_same_in_swedish_and_without_the_word_for_supervision():
    assert found(("Grupphandledning", ["För arbetspar eller team.", "90 min eller 2 timmar"])) == [
        (GROUP, "Grupphandledning", (90, 120)),
        (PAIR, "Arbetspar", (90, 120)),
    ]


def test_a_form_mentioned_in_passing_is_no_service():
    text = (
        "Yksilöohjaus on sinun aikaasi. Jos teitä on useampi, voi ryhmätyönohjaus olla parempi, ja siitä "
        "sovitaan aina ensin yhdessä esihenkilön kanssa. Kesto 60 min."
    )

    assert found(("Yksilöohjaus", [text])) == [(INDIVIDUAL, "Yksilöohjaus", (60,))]


def test_people_named_in_a_text_without_lengths_make_no_service():
    assert found(("Kenelle", ["Työnohjausta saa yksilö, ryhmä ja työyhteisö."])) == []


def test_each_row_of_a_price_list_is_a_service():
    rows = [
        "Yksilötyönohjaus 60 min 95 €",
        "Parityönohjaus 140 € / 90 min",
        "3. Ryhmätyönohjaus (3–8 henkilöä) 90 / 120 min",
        "Työyhteisö: 2–3 h",
    ]

    assert found(("Hinnat", rows)) == [
        (INDIVIDUAL, "Yksilötyönohjaus", (60,)),
        (PAIR, "Parityönohjaus", (90,)),
        (GROUP, "Ryhmätyönohjaus", (90, 120)),
        (COMMUNITY, "Työyhteisö", (120, 180)),
    ]


def test_several_forms_in_one_sentence_keep_their_own_lengths():
    text = "Yksilöohjaus kestää 45 tai 60 minuuttia, ryhmän ohjaus 75–120 minuuttia."

    assert found(("", [text])) == [
        (INDIVIDUAL, "Yksilöohjaus", (45, 60)),
        (GROUP, "Ryhmän ohjaus", (75, 120)),
    ]


def test_the_length_may_come_first():
    assert found(("", ["60 min yksilöohjaus ja 90 min ryhmäohjaus"])) == [
        (INDIVIDUAL, "Yksilöohjaus", (60,)),
        (GROUP, "Ryhmäohjaus", (90,)),
    ]


def test_a_name_on_one_line_and_its_length_on_the_next():
    assert found(("Vaihtoehdot", ["Yksilöohjaus", "45 min", "Työpari", "75 min"])) == [
        (INDIVIDUAL, "Yksilöohjaus", (45,)),
        (PAIR, "Työpari", (75,)),
    ]


def test_a_heading_with_several_forms_offers_each():
    assert found(("Yksilö- ja ryhmätyönohjaus", ["1,5 h"])) == [
        (INDIVIDUAL, "Yksilö", (90,)),
        (GROUP, "Ryhmätyönohjaus", (90,)),
    ]


def test_lengths_under_a_heading_about_lengths_belong_to_the_service_above():
    assert found(("Parityönohjaus", ["Kahdelle."]), ("Kesto", ["80 min"])) == [
        (PAIR, "Parityönohjaus", (80,))
    ]


def test_the_next_heading_ends_a_service():
    assert found(("Parityönohjaus", ["80 min"]), ("Kahvi", ["15 min"])) == [(PAIR, "Parityönohjaus", (80,))]


def test_supervision_of_another_kind_does_not_lend_its_length():
    assert found(("Hinnat", ["Ryhmätyönohjaus 90 min", "Esihenkilötyönohjaus 60 min"])) == [
        (GROUP, "Ryhmätyönohjaus", (90,))
    ]


def test_the_same_service_told_twice_is_one():
    assert found(("Yksilöohjaus", ["45 min"]), ("Hinnat", ["Yksilöohjaus 60 min 90 €"])) == [
        (INDIVIDUAL, "Yksilöohjaus", (45, 60))
    ]


def test_a_service_without_a_length_is_still_offered():
    assert services_in([("Työyhteisötyönohjaus", ["Sovitaan yhdessä."])]) == (
        Service(COMMUNITY, "Työyhteisötyönohjaus", ()),
    )


@pytest.mark.parametrize("line", ["Yksilöohjaus", "Työpari", "Individuell handledning", "Pair supervision"])
def test_a_line_that_is_the_name_of_a_service(line):
    assert names_a_service(line)


@pytest.mark.parametrize(
    "line", ["", "Työnohjaus", "Mitä ryhmätyönohjaus on?", "Vaihtoehdot", "Meidän tiimi"]
)
def test_a_line_that_is_not(line):
    assert not names_a_service(line)
