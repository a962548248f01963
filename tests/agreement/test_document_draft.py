"""A supervisor changes a draft: what is left alone stays, what is typed is kept, what is wrong is said."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils import translation

from tests.agreement.contents import EACH_KIND, four_party, internal, self_payer, three_party
from tests.agreement.tree import Node, tree_of
from tuokio.agreement.domain.choices import ExtraKind, Limit, ToldWhen
from tuokio.agreement.domain.clauses import faults
from tuokio.agreement.domain.content import AgreementContent, Break, Extra, Training
from tuokio.agreement.forms.drafting import DraftForm
from tuokio.agreement.forms.plain_text import without_hidden_marks
from tuokio.agreement.wording.rendering import render
from tuokio.terms.agreement_words import PartyKind


def asked(form: DraftForm) -> Node:
    return tree_of("agreement/draft_fields.html", {"form": form})


def typed(content: AgreementContent, **changes: Any) -> QueryDict:
    """What a browser sends when the page is opened, changed so and sent back."""
    sent = QueryDict(mutable=True)
    for node in asked(DraftForm.of(content)).all("input", "textarea", "select"):
        name = node.given["name"]
        if node.tag == "select":
            options = list(node.all("option"))
            chosen = next((one for one in options if "selected" in one.given), options[0])
            sent.appendlist(name, chosen.given["value"])
        elif node.tag == "textarea":
            sent.appendlist(name, node.text.removeprefix("\n"))
        elif node.given["type"] not in {"checkbox", "radio"}:
            sent.appendlist(name, node.given.get("value", ""))
        elif "checked" in node.given:
            sent.appendlist(name, node.given.get("value", "on"))
    for name, value in changes.items():
        if value is None:
            sent.pop(name, None)
        else:
            sent.setlist(name, value if isinstance(value, list) else [value])
    return sent


def sent_back(content: AgreementContent, **changes: Any) -> DraftForm:
    return DraftForm(typed(content, **changes), of=content)


def becomes(content: AgreementContent, **changes: Any) -> AgreementContent:
    form = sent_back(content, **changes)
    assert form.is_valid(), form.errors
    return form.content()


@pytest.mark.parametrize("make", EACH_KIND.values(), ids=EACH_KIND)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_who_changes_nothing_changes_nothing(make: Callable[[], AgreementContent], language: str) -> None:
    with translation.override(language):
        assert becomes(make()) == make()


def test_one_who_skips_everything_but_the_ties_has_a_whole_agreement() -> None:
    draft = three_party(ties=None)

    content = becomes(draft, ties="none_known")

    assert faults(draft) != ()
    assert faults(content) == ()


def test_each_clause_takes_what_was_chosen() -> None:
    content = becomes(
        three_party(),
        price="180,50",
        breaks="21.12.2026–6.1.2027\n\n1.7.2027 - 31.7.2027",
        travel_how="priced",
        travel_cents="25",
        preparation_how="included",
        three_party_meeting_how="",
        told_by_name="on",
        told_when=["halfway", "end"],
        limits=["court"],
        trainings="Työnohjaajakoulutus; Turun yliopisto, Brahea; 2019",
        vat_percent="14",
        manager_role="as_member",
        binding_language="sv",
        middle_meeting="",
        meetings_months="12",
    )

    assert content.price.cents == 18_050
    assert content.dates.breaks == (
        Break(first_on=date(2026, 12, 21), last_on=date(2027, 1, 6)),
        Break(first_on=date(2027, 7, 1), last_on=date(2027, 7, 31)),
    )
    assert content.price.extras == (
        Extra(kind=ExtraKind.TRAVEL, cents=2_500),
        Extra(kind=ExtraKind.PREPARATION, cents=0),
    )
    assert content.presence is not None
    assert content.presence.told_by_name
    assert content.silence.told_when == (ToldWhen.HALFWAY, ToldWhen.END)
    assert content.limits == (Limit.COURT,)
    assert content.disclosure.trainings == (
        Training(programme="Työnohjaajakoulutus", body="Turun yliopisto, Brahea", year=2019),
    )
    assert content.vat.percent == 14
    assert content.manager_role == "as_member"
    assert content.binding_language == "sv"
    assert content.evaluation.middle_meeting is None
    assert content.privacy.meetings_months == 12


def test_a_goal_keeps_its_id_while_its_words_are_mended_and_a_new_one_gets_its_own() -> None:
    before = three_party()

    after = becomes(before, goal_1="Työnjako on selkeä ja reilu", goal_3="Palaute kulkee")

    assert [goal.id for goal in after.frame_goals[:2]] == [goal.id for goal in before.frame_goals]
    assert after.frame_goals[0].wording == "Työnjako on selkeä ja reilu"
    assert after.frame_goals[2].id not in {goal.id for goal in before.frame_goals}
    assert len(becomes(before, goal_1="").frame_goals) == 1


def test_extras_of_another_kind_come_from_the_offer_and_stay() -> None:
    copies = Extra(kind=ExtraKind.OTHER, cents=500, wording="kopiot")
    before = three_party(extras=(copies,))

    assert becomes(before, travel_how="actual").price.extras == (
        Extra(kind=ExtraKind.TRAVEL, cents=None),
        copies,
    )


@pytest.mark.parametrize(
    ("make", "never"),
    [
        (
            self_payer,
            {"manager_role", "told_by_name", "gives_summary", "composition", "people", "manager_name"},
        ),
        (internal, {"price", "vat_percent", "days", "late_percent", "manager_name"}),
        (three_party, {"manager_name"}),
        (four_party, set()),
    ],
)
def test_nothing_is_asked_that_an_agreement_of_the_kind_does_not_say(
    make: Callable[[], AgreementContent], never: set[str]
) -> None:
    form = DraftForm.of(make())
    every = {"manager_role", "told_by_name", "gives_summary", "composition", "people", "manager_name"} | {
        "price",
        "vat_percent",
        "days",
        "late_percent",
    }
    assert every - set(form.fields) == never


def test_what_is_not_asked_cannot_be_sent_either() -> None:
    form = DraftForm(typed(internal(), price="100", told_by_name="on", vat_percent="10"), of=internal())
    assert form.is_valid()
    assert form.content().price == internal().price
    alone = becomes(self_payer(), told_by_name="on", manager_role="as_manager", gives_summary="on")
    assert alone == self_payer()


def test_the_manager_of_a_unit_may_be_told_without_signing() -> None:
    content = becomes(four_party(), manager_signs=None, manager_name="Eeva Laine-Koski")

    manager = content.party(PartyKind.UNIT_MANAGER)
    assert manager is not None
    assert (manager.name, manager.signs) == ("Eeva Laine-Koski", False)


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"planned": ""}, "planned"),
    ({"planned": "0"}, "planned"),
    ({"minutes": "1000"}, "minutes"),
    ({"price": "sata"}, "price"),
    ({"starts_on": "huomenna"}, "starts_on"),
    ({"starts_on": "2027-01-02", "ends_on": "2027-01-01"}, "ends_on"),
    ({"ties": "declared", "ties_wording": " "}, "ties_wording"),
    ({"ties": "perhaps"}, "ties"),
    ({"middle_meeting": "11"}, "middle_meeting"),
    ({"trial_meetings": "11"}, "trial_meetings"),
    ({"travel_how": "priced", "travel_cents": ""}, "travel_cents"),
    ({"breaks": "kesä"}, "breaks"),
    ({"breaks": "2.7.2027–1.7.2027"}, "breaks"),
    ({"trainings": "Työnohjaaja"}, "trainings"),
    ({"trainings": "a; b; vuosi"}, "trainings"),
    ({"goal_1": "x" * 301}, "goal_1"),
    ({"late_percent": "101"}, "late_percent"),
    ({"vat_percent": "-1"}, "vat_percent"),
    ({"limits": ["anything"]}, "limits"),
]


@pytest.mark.parametrize(("changes", "field"), WRONG, ids=[f"{n} {f}" for n, (_c, f) in enumerate(WRONG)])
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    changes: dict[str, Any], field: str
) -> None:
    form = sent_back(three_party(), background="Kirjoitettu äsken.", **changes)

    assert not form.is_valid()
    assert set(form.errors) == {field}
    page = asked(form)
    assert page.one("textarea", name="background").text.strip() == "Kirjoitettu äsken."
    wrong = page.one("input", "textarea", "select", name=field)
    folded = wrong.up("details")
    assert folded is None or "open" in folded.given
    kept = changes[field]
    if wrong.tag == "textarea":
        assert wrong.text.strip() == str(kept).strip()
    elif wrong.given.get("type") in {"text", "number", "date"}:
        assert wrong.given.get("value", "") == kept


def test_the_first_group_is_open_and_the_others_are_folded() -> None:
    groups = list(DraftForm.of(three_party()).groups)

    assert [group.name for group in groups if group.is_open] == ["essence"]
    assert len(groups) == 10
    asked = [one.name for group in groups for one in group.fields]
    assert sorted(asked) == sorted(DraftForm.of(three_party()).fields)


def test_every_group_of_choices_has_a_legend_and_every_field_a_label() -> None:
    page = asked(DraftForm.of(four_party()))
    labelled = {label.given["for"] for label in page.all("label")}
    assert {node.given["id"] for node in page.all("input", "textarea", "select")} <= labelled
    for radio in page.all("input", type="radio"):
        fieldset = radio.up("fieldset")
        assert fieldset is not None
        assert fieldset.one("legend").text.strip()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\u202eb\u2066c\u200f", "abc"),
        ("rivi\r\nrivi", "rivi\nrivi"),
        ("a\u0308", "ä"),
        ("\x07kello", "kello"),
        ("שלום 😀", "שלום 😀"),
    ],
)
def test_hidden_marks_do_not_get_into_an_agreement(written: str, kept: str) -> None:
    assert without_hidden_marks(written) == kept.replace("\r", "")
    assert becomes(three_party(), background=written).background_public == kept


def test_the_choices_are_asked_in_the_words_that_the_agreement_then_says() -> None:
    for option in ("closed", "group_decides", "group_is_told"):
        agreement = becomes(three_party(), newcomers=option)
        with translation.override("fi"):  # whoever fills in the form reads Finnish
            label = str(dict(DraftForm.of(three_party()).fields["newcomers"].choices)[option])
        assert label in render(agreement, "fi").text


def page_of(content: AgreementContent, language: str = "fi", **more: Any) -> Node:
    return tree_of("agreement/document.html", {"agreement": render(content, language), **more})


def test_the_essence_comes_first_and_the_whole_is_folded_behind_it() -> None:
    page = page_of(three_party())

    assert [one.text for one in page.all("h2")] == ["Pääkohdat", "Mitä tilaaja näkee", "Sopimus kokonaan"]
    assert len(list(page.one("dl").all("dt"))) == 5
    whole = page.one("details")
    assert "open" not in whole.given
    assert len(list(whole.all("h3"))) == 22
    assert "open" in page_of(three_party(), open=True).one("details").given


def test_a_reader_hears_in_which_language_the_agreement_is() -> None:
    page = page_of(three_party(), "sv")
    assert {one.given["lang"] for one in page.all("section") if "lang" in one.given} == {"sv"}
    assert "Detta är en översättning." in page.text


def test_a_self_payer_has_no_table_of_what_a_commissioner_sees() -> None:
    assert list(page_of(self_payer()).all("table")) == []


def test_what_was_typed_is_text_on_the_screen() -> None:
    page = page_of(three_party(background="<script>alert(1)</script>{{ x }}{% y %}"))
    assert list(page.all("script")) == []
    assert "<script>alert(1)</script>{{ x }}{% y %}" in page.text
