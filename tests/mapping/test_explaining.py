"""The result in words: what each one may see of it, and that nothing of M08 can be reckoned back by others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from tests.mapping.any_answers import any_answers
from tuokio.mapping.domain.answers import Answers, read_answers
from tuokio.mapping.domain.recommending import frame_of, recommend
from tuokio.mapping.explaining import RecommendationShown
from tuokio.mapping.explaining.words import (
    COMPOSITION_TEXTS,
    CONFIDENCES,
    GATE_KINDS,
    GATE_TEXTS,
    GATE_TITLES,
    QUESTIONS,
    SHARED,
    THEMES,
)
from tuokio.terms.mapping_words import Confidence, GateCode, GateKind, Sharers, Theme
from tuokio.terms.words import Audience, Composition, FormOfWork

OTHERS = [audience for audience in Audience if audience is not Audience.OWN]
VOICES = range(1, 6)
# A team of seven whose second and third themes speak for smaller forms too.
TEAM: dict[str, Any] = {
    "themes": ["team_cooperation", "change", "roles_tasks"],
    "persons": 7,
    "sharers": "team",
    "same_work": False,
    "goals": 3,
}
# Six with a strain they hold private: R4 tips the form from a group to individual supervision.
TIPPED: dict[str, Any] = {
    "themes": ["emotional_load", "own_role"],
    "persons": 6,
    "sharers": "team",
    "private": 4,
}


@dataclass(frozen=True)
class Recorded:
    """What a supervisor recorded."""

    form: str
    composition: str
    minutes: int
    meetings: int
    interval_weeks: int


@pytest.fixture(autouse=True)
def in_finnish() -> Iterator[None]:
    with translation.override("fi"):
        yield


def recorded(answers: Answers, form: FormOfWork) -> Recorded:
    """A form recorded as the rules would hold it."""
    frame = frame_of(answers, form)
    composition = frame.composition.value if frame.composition else ""
    return Recorded(form.value, composition, frame.minutes, frame.meetings, frame.interval_weeks)


def shown(
    given: dict[str, Any] | Answers, audience: Audience = Audience.OWN, chosen: Recorded | None = None
) -> RecommendationShown:
    answers = given if isinstance(given, Answers) else read_answers(given)
    return RecommendationShown.of(
        answers, recommend(answers), assumed=answers.assumed, audience=audience, chosen=chosen
    )


def page(what: RecommendationShown) -> str:
    return render_to_string("mapping/recommendation_shown.html", {"shown": what})


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# What the supervisor reads


def test_each_form_s_reasons_are_sentences_of_the_answers_with_their_points() -> None:
    case = shown(TEAM).cases[0]

    assert case.title == "Ryhmätyönohjaus, 17 p"
    assert [(one.text, one.points) for one in case.reasons] == [
        ("Tärkein teemanne on ”tiimin yhteistyö”. Pääteema lasketaan kahdesti.", "+6"),
        ("Toinen teemanne on ”muutos työssä”.", "+2"),
        ("Kolmas teemanne on ”roolit ja tehtävien jako”.", "+2"),
        ("Sanoitte, että asia on koko tiimin yhteinen.", "+4"),
        ("Mukaan pääsee 7 ihmistä, mikä on ryhmälle sopivasti.", "+3"),
    ]
    assert [one.title for one in shown(TEAM).cases] == [
        *("Ryhmätyönohjaus, 17 p", "Työyhteisön työnohjaus, 11 p", "Yksilöohjaus, 2 p"),
    ]
    assert [one.is_folded for one in shown(TEAM).cases] == [False, False, True]


def test_a_theme_that_gives_a_form_nothing_is_no_reason_for_it() -> None:
    individual = shown(TEAM).cases[2]

    assert [one.text for one in individual.reasons] == [
        "Toinen teemanne on ”muutos työssä”.",
        "Kolmas teemanne on ”roolit ja tehtävien jako”.",
    ]


def test_form_second_and_difference_stand_first() -> None:
    told = shown(TEAM)

    assert told.form == "Ryhmätyönohjaus"
    assert told.about == "Toiseksi parhaiten sopisi työyhteisön työnohjaus; ero on selvä."
    assert told.impossible == "Tällä osallistujamäärällä ei ole mahdollinen: työparin ohjaus."
    assert [(one.form, one.points, one.width, one.leads) for one in told.scores] == [
        ("Ryhmätyönohjaus", "17", 400, True),
        ("Työyhteisön työnohjaus", "11", 258, False),
        ("Yksilöohjaus", "2", 47, False),
    ]


def test_points_below_nothing_have_no_bar() -> None:
    told = shown({**TEAM, "open_conflict": True, "voice": 1, "persons": 4, "themes": ["own_role"]})

    assert [(one.form, one.points, one.width) for one in told.scores] == [
        ("Yksilöohjaus", "11", 400),
        ("Ryhmätyönohjaus", "4", 145),
        ("Työyhteisön työnohjaus", "\N{MINUS SIGN}5", 0),
    ]


def test_one_alone_has_one_form() -> None:
    assert shown({}).about == "Ainoa mahdollinen muoto tällä osallistujamäärällä."
    assert shown({}).composition == shown({}).composition_text == ""


def test_each_figure_says_where_it_comes_from_and_what_it_rests_on() -> None:
    assert [(one.label, one.value, one.why, one.assumed) for one in shown(TEAM).facts] == [
        (
            "Kesto",
            "120 min",
            "noin 14 min kullekin, kun mukana on 7; 75 minuutissa jäisi noin 8",
            "käytettävissä olevaa aikaa ei kysytty",
        ),
        (
            "Tapaamiset",
            "10",
            "teemassa ”tiimin yhteistyö” tavallisesti 8; tavoitteita on 3, mikä lisää kertoja 2",
            "ylärajaa ei kysytty",
        ),
        ("Väli", "4 viikkoa", "tälle muodolle tavallinen väli", "toivetta ei kysytty"),
        ("Arviointi", "1., 5. ja 10.", "alussa, puolivälissä ja viimeisellä kerralla", ""),
    ]


@pytest.mark.parametrize(
    ("given", "label", "why"),
    [
        ({}, "Kesto", "yksilöohjauksen tavallinen kesto"),
        ({"max_minutes": 50}, "Kesto", "aikaa on enintään 50 min"),
        ({"interval_pref": 1, "goals": 1}, "Kesto", "yksi tavoite ja tiheä väli tarvitsevat vähemmän aikaa"),
        ({"interval_pref": 1}, "Väli", "toiveenne mukaan"),
        ({"max_sessions": 2}, "Tapaamiset", "teemassa ”oma rooli ja tehtävä” tavallisesti 10; enintään 2 on mahdollista"),
        ({"max_sessions": 2}, "Arviointi", "alussa ja viimeisellä kerralla"),
        ({"max_sessions": 1}, "Arviointi", "ainoalla kerralla"),
        (
            {**TEAM, "max_minutes": 90},
            "Kesto",
            "noin 8 min kullekin, kun mukana on 7; tarvittaisiin kaksi tuntia, mutta aikaa on enintään 90 min",
        ),
        (
            {**TEAM, "persons": 24, "sharers": "unit"},
            "Kesto",
            "noin 4 min kullekin, kun mukana on 24; työyhteisölle varataan aina kaksi tuntia;"
            " osallistujia on yli kaksikymmentä, joten harkitkaa tapaamisia yksiköittäin",
        ),
        (
            {"themes": ["peer_learning"], "sharers": "other_workplaces"},
            "Kesto",
            "noin 17 min kullekin, kun mukana on 6; 75 minuutissa jäisi noin 9; laskettu noin kuuden hengen ryhmälle",
        ),
        (
            {"themes": ["pair_work", "client_cases"], "persons": 8, "sharers": "team"},
            "Tapaamiset",
            "teemassa ”työparityö” tavallisesti 6; jokaiselle tulee oma vuoro",
        ),
        (
            {"themes": ["client_cases"], "persons": 12, "sharers": "team"},
            "Ryhmiä",
            "12 ihmistä jaetaan, noin 6 kuhunkin ryhmään",
        ),
        (
            {"themes": ["change"], "persons": 500, "sharers": "unit", "max_minutes": 75},
            "Kesto",
            "alle minuutti kullekin, kun mukana on 500; tarvittaisiin kaksi tuntia, mutta aikaa on enintään 75 min;"
            " osallistujia on yli kaksikymmentä, joten harkitkaa tapaamisia yksiköittäin",
        ),
    ],
)  # fmt: skip
def test_a_figure_s_reason_follows_the_rule_that_set_it(given: dict[str, Any], label: str, why: str) -> None:
    assert {one.label: one.why for one in shown(given).facts}[label] == why


def test_every_rule_has_its_sentence() -> None:
    told = shown(
        {**TEAM, "voice": 1, "private": 5, "manager_in": True, "same_people": False, "open_conflict": True}
    )
    group = next(case for case in told.cases if case.title.startswith("Ryhmä"))
    individual = next(case for case in told.cases if case.title.startswith("Yksilö"))

    assert [(one.text, one.points) for one in group.reasons[5:]] == [
        ("Jonkun on vaikea puhua asiasta toisten kanssa; on viisasta aloittaa pienemmästä.", "\N{MINUS SIGN}2"),
        ("Esihenkilö on mukana, joten puhe pysyy yhteisessä työssä eikä mene kenenkään omiin asioihin.", "\N{MINUS SIGN}2"),
        ("Samat ihmiset eivät pääse joka kerta, ja luottamus tarvitsee samat ihmiset.", "\N{MINUS SIGN}2"),
        ("Meneillään on riita, joten ensin on erillisten keskustelujen tai sovittelun vuoro.", "\N{MINUS SIGN}3"),
    ]  # fmt: skip
    assert "Pidätte asiaa hyvin yksityisenä: 5 asteikolla 1–5." in {one.text for one in individual.reasons}


def test_the_sentences_about_people_fit_their_number() -> None:
    def of(persons: int, sharers: str = "team") -> str:
        told = shown({"persons": persons, "sharers": sharers, "themes": ["climate"]})
        return next(one.text for case in told.cases for one in case.reasons if "ihmi" in one.text)

    assert of(2, "pair") == "Mukaan pääsee kaksi ihmistä, juuri työpari."
    assert of(3) == "Mukaan pääsee 3 ihmistä, mikä on ryhmälle sopivasti."
    assert of(9) == "Mukaan pääsee 9 ihmistä: yhdeksi ryhmäksi paljon."


def test_what_would_change_it_is_told_answer_by_answer() -> None:
    assert [(one.condition, one.form, one.lead) for one in shown(TEAM).flips] == [
        ("Mukaan pääsisi vain yksi", "Yksilöohjaus", "ainoa mahdollinen muoto"),
        ("Mukaan pääsisi kaksi", "Työparin ohjaus", "7 p, yksilöohjaus 2 p"),
        ("Mukaan pääsisi yli kahdeksan", "Työyhteisön työnohjaus", "15 p, ryhmätyönohjaus 14 p; molemmat sopisivat"),
        ("Asia olisi koko yksikön yhteinen", "Työyhteisön työnohjaus", "15 p, ryhmätyönohjaus 14 p; molemmat sopisivat"),
    ]  # fmt: skip


@given(any_answers(harassment=st.just(False)))
def test_whatever_would_change_it_can_be_said(answers: Answers) -> None:
    with translation.override("fi"):
        told = shown(answers).flips

    assert all(one.condition and one.form for one in told)
    assert len({(one.condition, one.form) for one in told}) == len(told)


@pytest.mark.parametrize(
    ("key", "value", "condition"),
    [
        ("manager_in", True, "Esihenkilö ei olisi mukana"),
        ("same_people", False, "Samat ihmiset pääsisivät joka kerta"),
        ("open_conflict", True, "Meneillään ei olisi riitaa"),
    ],
)
def test_an_answer_of_yes_or_no_is_turned_round(key: str, value: bool, condition: str) -> None:
    answers = {"themes": ["own_role", "leadership_role"], "persons": 4, "sharers": "team", key: value}

    assert [one.form for one in shown(answers).flips if one.condition == condition] == ["Ryhmätyönohjaus"]


def test_values_that_lead_to_the_same_form_are_told_together() -> None:
    lighter = shown({**TIPPED, "voice": 3, "private": 3, "themes": ["own_role", "emotional_load"]}).flips
    assert ("Asian yksityisyys olisi 4 tai 5 asteikolla 1–5", "Yksilöohjaus") in {
        (one.condition, one.form) for one in lighter
    }


def test_what_was_not_asked_stands_with_the_value_assumed() -> None:
    assert [(one.key, one.question, one.value) for one in shown({}).assumed] == [
        ("themes", "Mitä haluatte tutkia?", "oma rooli ja tehtävä"),
        ("persons", "Kuinka moni voi osallistua?", "1"),
        ("sharers", "Kenen yhteinen asia tämä on?", "yhden ihmisen oma"),
        ("same_team", "Oletteko samassa tiimissä?", "kyllä"),
        ("same_work", "Teettekö samaa työtä?", "kyllä"),
        ("same_org", "Onko teillä sama työnantaja?", "kyllä"),
        ("voice", "Onko puhuminen turvallista?", "4 asteikolla 1–5"),
        ("private", "Kuinka yksityinen asia on?", "2 asteikolla 1–5"),
        ("voluntary", "Haluavatko osallistujat tätä itse?", "kyllä"),
        ("manager_in", "Osallistuuko esihenkilö yhdessä alaistensa kanssa?", "ei"),
        ("open_conflict", "Onko meneillään riita?", "ei"),
        ("crisis_days", "Onko juuri tapahtunut jotain järkyttävää?", "ei"),
        ("decision_needed", "Odotetaanko johdon päätöstä?", "ei"),
        ("same_people", "Pystyvätkö samat ihmiset tulemaan joka kerta?", "kyllä"),
        ("goals", "Mistä huomaisitte, että työnohjaus auttoi?", "2 tavoitetta"),
        ("max_minutes", "Kuinka pitkä tapaaminen voi olla?", "120 min"),
        ("max_sessions", "Montako kertaa maksaja sallii?", "ei ylärajaa"),
        ("interval_pref", "Toive tapaamisten välistä?", "ei toivetta"),
    ]
    assert shown({**Answers().as_json()}).assumed == ()


def test_health_and_harassment_are_never_said_not_to_have_been_asked() -> None:
    for audience in Audience:
        assert {"health", "harassment"} & {one.key for one in shown({}, audience).assumed} == set()


def test_a_gate_stands_above_and_a_stop_stands_alone() -> None:
    ordered = shown({**TEAM, "voluntary": False})
    stopped = shown({**TEAM, "harassment": True})

    assert [(one.kind, one.title) for one in ordered.gates] == [
        ("Tarkista ensin", "Tavatkaa osallistujat ennen sopimusta")
    ]
    assert page(ordered).index("Tavatkaa osallistujat") < page(ordered).index("Ryhmätyönohjaus")
    assert [(one.kind, one.title) for one in stopped.gates] == [
        ("Ei työnohjausta nyt", "Työnantaja toimii ensin")
    ]
    assert stopped.form == stopped.about == ""
    assert stopped.facts == stopped.cases == stopped.flips == stopped.assumed == ()
    assert "Ryhmätyönohjaus" not in page(stopped)


def test_the_page_says_that_the_rules_are_a_proposal() -> None:
    for audience in Audience:
        assert words_of(page(shown(TEAM, audience))).endswith(
            "Säännöt mapping-1. Pisteet ja säännöt ovat Tuokion oma ehdotus, ei tutkittu mittari."
            " Ne auttavat keskustelussa; te päätätte."
        )


def test_every_code_has_its_words_in_three_languages() -> None:
    said = [
        (GATE_KINDS, GateKind), (GATE_TITLES, GateCode), (GATE_TEXTS, GateCode), (CONFIDENCES, Confidence),
        (COMPOSITION_TEXTS, Composition), (SHARED, Sharers), (THEMES, Theme),
    ]  # fmt: skip
    for words, codes in said:
        assert set(words) == set(codes)
    assert set(QUESTIONS) == set(Answers().as_json()) - {"health", "harassment"}
    told = {}
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            told[language] = words_of(page(shown({**TEAM, "voice": 1, "decision_needed": True})))
    assert "Miksi juuri tämä" in told["fi"]
    assert "Varför just detta" in told["sv"]
    assert "Why just this" in told["en"]


# What the supervisor alone knows


def test_the_supervisor_reads_what_m08_did() -> None:
    def told(**more: Any) -> str:
        voice = shown({**TIPPED, **more}).voice
        assert voice is not None
        return f"{voice.told} {voice.others_see}".strip()

    assert told() == "Keneltäkään ei ole kysytty. Suositus on kuin puhuminen olisi riittävän turvallista."
    assert told(voice=3) == "Jokainen vastasi yksin. Vastaukset eivät muuttaneet suositusta."
    assert told(voice=2) == (
        "Jonkun on vaikea puhua asiasta toisten kanssa. Se muutti suositusta. ryhmätyönohjaus"
    )
    assert told(**TEAM, voice=2) == (
        "Jonkun on vaikea puhua asiasta toisten kanssa. Se siirsi pisteitä, mutta muoto pysyi samana."
    )


def test_the_supervisor_is_warned_when_others_see_another_form() -> None:
    told = words_of(page(shown({**TIPPED, "voice": 1})))

    assert "Ilman näitä vastauksia suositus on ryhmätyönohjaus. Sen muut näkevät." in told
    assert "Yksilöohjaus, 13 p" in told


def test_m08_is_among_what_could_change_it_for_the_supervisor_only() -> None:
    answers = {**TIPPED, "voice": 1}
    condition = "Alin vastaus puhumisen turvallisuudesta olisi 3, 4 tai 5"

    assert [one.form for one in shown(answers).flips if one.condition == condition] == ["Ryhmätyönohjaus"]
    for audience in OTHERS:
        for voice in VOICES:
            told = shown({**TIPPED, "voice": voice}, audience)
            assert not [one for one in told.flips if "turvallis" in one.condition]


@pytest.mark.parametrize("audience", OTHERS)
def test_others_read_reasons_without_totals_or_weights(audience: Audience) -> None:
    told = shown({**TEAM, "voice": 1, "open_conflict": True}, audience)

    assert told.scores == ()
    assert told.voice is None
    assert {one.points for case in told.cases for one in case.reasons} == {""}
    assert {case.title for case in told.cases} == {
        "Ryhmätyönohjaus",
        "Työyhteisön työnohjaus",
        "Yksilöohjaus",
    }
    assert not re.search(r"\d+ p\b|[+\N{MINUS SIGN}]\d", words_of(page(told)))
    assert "Jonkun on vaikea" in words_of(page(shown({**TEAM, "voice": 1})))
    assert "Jonkun on vaikea" not in words_of(page(told))


@given(answers=any_answers(), audience=st.sampled_from(OTHERS), asked=st.booleans())
def test_attack_nobody_else_can_tell_two_conversations_apart_by_m08(
    answers: Answers, audience: Audience, asked: bool
) -> None:
    assumed = () if asked else ("private", "max_sessions")
    with translation.override("fi"):
        seen = set()
        for voice in VOICES:
            for known in (assumed, (*assumed, "voice")):
                other = replace(answers, voice=voice, assumed=known)
                told = RecommendationShown.of(other, recommend(other), assumed=known, audience=audience)
                seen.add(page(told))
    assert len(seen) == 1


@given(
    answers=any_answers(harassment=st.just(False)),
    audience=st.sampled_from(OTHERS),
    form=st.sampled_from(FormOfWork),
)
def test_attack_a_recorded_choice_tells_others_the_choice_and_nothing_more(
    answers: Answers, audience: Audience, form: FormOfWork
) -> None:
    with translation.override("fi"):
        seen = set()
        for voice in VOICES:
            other = replace(answers, voice=voice)
            told = shown(other, audience, recorded(other, form))
            seen.add(page(told))
    assert len(seen) == 1
    assert told.by_choice is (form is not recommend(answers.without_voice()).form)


def test_where_m08_tipped_the_form_others_see_what_was_chosen_as_a_choice() -> None:
    answers = read_answers({**TIPPED, "voice": 1})
    assert recommend(answers).form is FormOfWork.INDIVIDUAL

    before = shown(answers, Audience.GROUP)
    after = shown(answers, Audience.GROUP, recorded(answers, FormOfWork.INDIVIDUAL))

    assert before.form == "Ryhmätyönohjaus"
    assert (after.form, after.by_choice) == ("Yksilöohjaus", True)
    assert after.cases == after.flips == after.scores == ()
    assert after.about == after.impossible == ""
    assert [(one.value, one.why) for one in after.facts] == [("60 min", ""), ("8", ""), ("3 viikkoa", "")]
    assert "Työnohjaajan valinta" in page(after)


def test_a_choice_as_proposed_is_no_choice_of_its_own() -> None:
    answers = read_answers(TEAM)
    proposed = recorded(answers, FormOfWork.GROUP)

    assert shown(answers, Audience.COMMISSIONER, proposed) == shown(answers, Audience.COMMISSIONER)
    longer = shown(answers, Audience.COMMISSIONER, replace(proposed, meetings=12))
    assert longer.by_choice
    assert longer.facts[1].value == "12"


def test_gates_of_the_chosen_form_take_the_place_of_those_of_the_proposed_one() -> None:
    answers = read_answers({**TEAM, "max_minutes": 60, "voluntary": False})
    individual = shown(answers, Audience.GROUP, recorded(answers, FormOfWork.INDIVIDUAL))

    assert [one.title for one in shown(answers, Audience.GROUP).gates] == [
        "Tavatkaa osallistujat ennen sopimusta",
        "Aika on ryhmälle liian lyhyt",
    ]
    assert [one.title for one in individual.gates] == ["Tavatkaa osallistujat ennen sopimusta"]


@given(any_answers())
def test_any_result_can_be_shown_to_anyone(answers: Answers) -> None:
    for language in ("fi", "sv", "en"):
        with translation.override(language):
            for audience in Audience:
                assert page(shown(answers, audience))
