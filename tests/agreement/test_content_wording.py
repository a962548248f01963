"""Every choice of every clause has its words in three languages, and the words are always the same."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from string import Formatter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.agreement.contents import EACH_KIND, STANDARD, four_party, internal, self_payer, three_party
from tuokio.agreement.domain.choices import (
    AtOnce,
    BookedBy,
    Dispute,
    ExtraKind,
    Illness,
    Limit,
    Method,
    Newcomers,
    PriceChange,
    PriceUnit,
    Rhythm,
    ScopeLimit,
    Ties,
    ToldBy,
    ToldWhen,
    Way,
)
from tuokio.agreement.domain.content import (
    AgreementContent,
    Break,
    Evaluation,
    Extra,
    FrameGoal,
    Place,
    Price,
    Timetable,
    Vat,
)
from tuokio.agreement.wording.rendering import render
from tuokio.agreement.wording.words import TEXTS
from tuokio.terms.agreement_words import AgreementKind, Clause, ManagerRole, PartyKind, Profile
from tuokio.terms.words import Composition, FormOfWork

LANGUAGES = ("fi", "sv", "en")


def slots(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in Formatter().parse(text) if name}


def test_the_three_languages_say_the_same_things() -> None:
    assert set(TEXTS["sv"]) == set(TEXTS["fi"])
    assert set(TEXTS["en"]) == set(TEXTS["fi"])
    for key, text in TEXTS["fi"].items():
        assert text.strip(), key
        assert slots(TEXTS["sv"][key]) == slots(text), key
        assert slots(TEXTS["en"][key]) == slots(text), key


def test_nothing_was_left_in_finnish() -> None:
    shared = {
        key
        for key, text in TEXTS["fi"].items()
        for other in ("sv", "en")
        if text == TEXTS[other][key] and re.search(r"[a-zåäö]{3}", re.sub(r"\{\w+\}", "", text))
    }
    assert shared == set()


CHOICES: dict[str, type[StrEnum]] = {
    "scope": ScopeLimit,
    "newcomers": Newcomers,
    "way": Way,
    "booked": BookedBy,
    "price": PriceUnit,
    "change": PriceChange,
    "extra": ExtraKind,
    "rhythm": Rhythm,
    "illness": Illness,
    "when": ToldWhen,
    "told": ToldBy,
    "limit": Limit,
    "method": Method,
    "at_once": AtOnce,
    "ties": Ties,
    "dispute": Dispute,
    "manager": ManagerRole,
    "party": PartyKind,
    "title": AgreementKind,
    "form": FormOfWork,
    "composition": Composition,
}


def variants(content: AgreementContent) -> Iterator[tuple[str, AgreementContent]]:
    """The content with each choice made once; every other thing stays as it is."""
    for field, kind in {
        "scope": ScopeLimit,
        "limits": Limit,
    }.items():
        for option in kind:
            yield f"{field} {option}", replace(content, **{field: (option,)})
    for part, name, kind in (
        ("group", "newcomers", Newcomers),
        ("group", "composition", Composition),
        ("place", "way", Way),
        ("place", "booked_by", BookedBy),
        ("price", "per", PriceUnit),
        ("price", "change", PriceChange),
        ("billing", "rhythm", Rhythm),
        ("cancelling", "illness", Illness),
        ("silence", "told_by", ToldBy),
        ("disclosure", "ties", Ties),
        ("disclosure", "dispute", Dispute),
    ):
        for option in kind:
            yield (
                f"{part} {name} {option}",
                replace(content, **{part: replace(getattr(content, part), **{name: option})}),
            )
    for part, name, several in (
        ("silence", "told_when", ToldWhen),
        ("evaluation", "methods", Method),
        ("ending", "at_once", AtOnce),
    ):
        for option in several:
            yield (
                f"{part} {name} {option}",
                replace(content, **{part: replace(getattr(content, part), **{name: (option,)})}),
            )
    for role in ManagerRole:
        yield f"manager {role}", replace(content, manager_role=role)


@pytest.mark.parametrize(("key", "choices"), CHOICES.items(), ids=CHOICES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_is_worded(key: str, choices: type[StrEnum], language: str) -> None:
    assert [option for option in choices if not TEXTS[language].get(f"{key}.{option}")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_choice_changes_what_the_agreement_says(language: str) -> None:
    """Two options of one clause never read the same: nobody could tell them apart."""
    base = replace(three_party(), place=Place(way=Way.BOTH, room="A", tool="B"))
    texts: dict[str, set[str]] = {}
    counts: dict[str, int] = {}
    for name, content in variants(base):
        group = name.rsplit(" ", 1)[0]
        texts.setdefault(group, set()).add(render(content, language).text)
        counts[group] = counts.get(group, 0) + 1
    assert {group: len(found) for group, found in texts.items()} == counts


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("make", EACH_KIND.values(), ids=EACH_KIND)
@pytest.mark.parametrize("profile", Profile)
def test_every_kind_is_whole_in_every_profile(
    make: Callable[[], AgreementContent], profile: Profile, language: str
) -> None:
    rendered = render(replace(make(), profile=profile), language)

    assert len(rendered.essence) == 5
    assert all(heading and text for heading, text in rendered.essence)
    assert [clause.number for clause in rendered.clauses] == list(range(1, len(rendered.clauses) + 1))
    assert not re.search(r"[{}]|None|[a-z]_[a-z]", rendered.text)


def clauses_of(content: AgreementContent) -> set[Clause]:
    return {found.clause for found in render(content, "fi").clauses}


def test_a_clause_stands_only_where_it_says_something() -> None:
    assert clauses_of(three_party()) == set(Clause)
    assert clauses_of(four_party()) == set(Clause)
    assert set(Clause) - clauses_of(internal()) == {Clause.C12, Clause.C13}
    assert set(Clause) - clauses_of(self_payer()) == {Clause.C2, Clause.C6, Clause.C10}


def test_the_same_agreement_reads_the_same_always_and_whatever_language_the_page_has() -> None:
    from django.utils import translation

    with translation.override("sv"):
        swedish_page = render(three_party(), "fi")
    with translation.override("en"):
        english_page = render(three_party(), "fi")
    assert swedish_page == english_page == render(three_party(), "fi")


@pytest.mark.parametrize(
    ("binding", "language", "note"),
    [
        ("fi", "fi", ""),
        ("fi", "sv", "Detta är en översättning. Den finska texten är bindande."),
        ("sv", "fi", "Tämä on käännös. Sitova on ruotsinkielinen teksti."),
        ("fi", "en", "This is a translation. The Finnish text is binding."),
        ("en", "en", ""),
    ],
)
def test_a_translation_says_that_it_is_one(binding: str, language: str, note: str) -> None:
    assert render(replace(three_party(), binding_language=binding), language).translation_note == note


def said(content: AgreementContent, clause: Clause, language: str = "fi") -> str:
    found = render(content, language).clause(clause)
    assert found is not None
    return "\n".join(line for block in found.blocks for line in (block.text, *block.items))


def test_the_essence_says_who_how_many_at_what_price_who_sees_and_how_to_leave() -> None:
    assert [text for _heading, text in render(three_party(), "fi").essence] == [
        "Aino Hurme ohjaa. Ryhmä: 6 ohjattavaa. Tilaaja: Itäisen alueen varhaiskasvatus.",
        "10 tapaamista, 75 minuuttia kerrallaan, noin 3 viikon välein. Ensimmäiset 3 ovat kokeilukertoja.",
        "160,00\xa0€ kerralta (alv 0 %), verollisena 200,80\xa0€.",
        "Tilaaja näkee päivät ja läsnäolijoiden määrän, ei sitä, mitä puhutaan. "
        "Yhteenveto annetaan tilaajalle vasta, kun ohjattavat ovat hyväksyneet sen.",
        "Irtisanomisaika on 4 viikkoa. Ohjattava voi jäädä pois milloin tahansa kertomatta syytä tilaajalle.",
    ]


def test_an_internal_agreement_names_no_price_anywhere() -> None:
    for language in LANGUAGES:
        text = render(internal(), language).text
        assert "€" not in text
        assert "%" not in text


def test_an_internal_agreement_promises_no_years_that_only_bookkeeping_asks_for() -> None:
    told = said(internal(), Clause.C18)
    assert "sopimus ja tavoitteet yhtä kauan kuin tapaamisten päivät" in told
    assert "vuotta" not in told
    assert "vuotta" in said(three_party(), Clause.C18)


def test_a_price_is_told_with_vat_and_a_free_or_unknown_one_as_it_is() -> None:
    assert "150,00 € tunnilta" in said(
        replace(three_party(), price=Price(cents=15_000, per=PriceUnit.HOUR)), Clause.C11
    ).replace("\xa0", " ")
    assert said(three_party(price_cents=0), Clause.C11) == "Työnohjauksesta ei peritä maksua."
    assert said(three_party(price_cents=None), Clause.C11) == "Hinta sovitaan erikseen."
    half = three_party(price_cents=1, vat=replace(STANDARD, percent=Decimal(50)))
    assert "0,02" in said(half, Clause.C11)  # a half cent is rounded up


def test_a_treatment_without_vat_tells_its_reason_in_the_readers_language() -> None:
    vat = Vat(
        code="health",
        percent=Decimal(0),
        reason_fi="AVL 34 §",
        reason_sv="MomsL 34 §",
        rate_on=date(2026, 1, 1),
    )
    content = three_party(vat=vat)
    assert "Peruste: AVL 34 §" in said(content, Clause.C12)
    assert "Grund: MomsL 34 §" in said(content, Clause.C12, "sv")
    assert "Reason: AVL 34 §" in said(content, Clause.C12, "en")
    assert "verollisena" not in said(content, Clause.C11)


def test_what_else_costs_is_told_by_how_it_is_met() -> None:
    content = three_party(
        extras=(
            Extra(kind=ExtraKind.TRAVEL, cents=None),
            Extra(kind=ExtraKind.PREPARATION, cents=0),
            Extra(kind=ExtraKind.THREE_PARTY_MEETING, cents=9_000, wording="kaksi kertaa"),
            Extra(kind=ExtraKind.OTHER, cents=500, wording="kopiot"),
        )
    )
    assert said(content, Clause.C11).replace("\xa0", " ").splitlines()[1:] == [
        "Muut kulut:",
        "matkat: toteutuneiden kulujen mukaan",
        "valmistelu: sisältyy hintaan",
        "keskustelu tilaajan kanssa, kaksi kertaa: 90,00 €",
        "kopiot: 5,00 €",
    ]


def test_one_is_counted_as_one() -> None:
    content = self_payer(planned=1, trial_meetings=1, interval_weeks=1)
    content = replace(
        content,
        ending=replace(content.ending, notice_weeks=1),
        evaluation=replace(content.evaluation, follow_up_months=1),
    )
    text = render(content, "fi").text
    for words in (
        "1 tapaaminen",
        "noin joka viikko",
        "Ensimmäinen kerta on kokeilukerta",
        "1 viikko",
        "kuukausi päättymisen jälkeen",
    ):
        assert words in text


def test_without_notice_one_may_leave_at_any_time() -> None:
    content = replace(three_party(), ending=replace(three_party().ending, notice_weeks=0, at_once=()))
    assert "milloin tahansa" in said(content, Clause.C21)
    assert "Irtisanomisaika" not in render(content, "fi").text


def test_dates_stand_as_they_are_known() -> None:
    assert "Alkamispäivä sovitaan yhdessä." in said(three_party(starts_on=None, ends_on=None), Clause.C8)
    assert said(three_party(ends_on=None), Clause.C8).startswith("Työskentely alkaa 1.8.2026. ")
    breaks = (Break(first_on=date(2026, 12, 21), last_on=date(2027, 1, 6)),)
    paused = replace(three_party(), dates=Timetable(starts_on=date(2026, 8, 1), breaks=breaks))
    assert said(paused, Clause.C8).endswith("21.12.2026–6.1.2027")


def test_attendance_by_name_is_told_wherever_it_is_read() -> None:
    named = three_party(told_by_name=True)
    for clause in (Clause.C10, Clause.C15):
        assert said(named, clause) != said(three_party(), clause)
    assert ("läsnäolo", "kyllä") in render(named, "fi").sees
    assert "läsnäolijat" in dict(render(named, "fi").essence)["Kuka näkee mitä"]


def test_a_public_payer_is_warned_of_what_becomes_of_a_summary() -> None:
    assert "viranomaisen asiakirjaksi" in said(three_party(), Clause.C15)
    assert "viranomaisen" not in said(three_party(public_payer=False), Clause.C15)


def test_without_a_summary_nothing_speaks_of_one() -> None:
    content = replace(three_party(), silence=replace(three_party().silence, gives_summary=False))
    assert "Muuta tilaajalle ei kerrota." in said(content, Clause.C15)
    assert ("yhteenveto", "ei") in render(content, "fi").sees
    assert "Yhteenveto" not in "".join(text for _heading, text in render(content, "fi").essence)


def test_one_persons_answers_are_their_own_and_a_groups_have_a_threshold() -> None:
    assert "vähintään 5" in said(three_party(), Clause.C19)
    assert "vähintään" not in said(self_payer(), Clause.C19)


def test_nothing_typed_can_change_the_words_round_it() -> None:
    for hostile in ("{supervisor}", "%s %(x)s", "#panic()", "<b>x</b>", "\u202eabc", "😀" * 50, "שלום"):
        content = three_party(background=hostile, ties=Ties.DECLARED, ties_wording=hostile)
        for language in LANGUAGES:
            text = render(content, language).text
            assert text.count(hostile) == 2


@settings(max_examples=60, deadline=None)
@given(some.text(min_size=1, max_size=60).filter(str.strip), some.sampled_from(LANGUAGES))
def test_whatever_a_goal_is_called_it_stands_there_as_it_was_written(wording: str, language: str) -> None:
    goal = FrameGoal(id=three_party().frame_goals[0].id, wording=wording)
    found = render(three_party(goals=(goal,)), language).clause(Clause.C3)
    assert found is not None
    assert wording in found.blocks[0].items


def test_the_statutes_are_named_with_their_caution() -> None:
    text = said(three_party(), Clause.C16)
    assert "417/2007" in text
    assert "Aina noudatetaan voimassa olevaa lakia." in text
    assert (
        said(replace(three_party(), limits=()), Clause.C16)
        == "Työnohjaaja noudattaa aina voimassa olevaa lakia."
    )


def test_an_evaluation_names_its_meetings() -> None:
    plan = Evaluation(middle_meeting=5, follow_up_months=3)
    assert said(replace(three_party(), evaluation=plan), Clause.C19).splitlines()[0] == (
        "Työskentelyä arvioidaan: alussa; kokeilukertojen jälkeen; puolivälissä, tapaamisessa 5; lopussa; "
        "3 kuukautta päättymisen jälkeen."
    )
