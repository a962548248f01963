"""The agreement on paper: tagged, numbered, the same bytes each time, and never upset by what was typed."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdf
import pytest

from tests.agreement.contents import EACH_KIND, GOALS, TRAINING, internal, self_payer, three_party
from tuokio.agreement.domain.choices import Ties
from tuokio.agreement.domain.content import AgreementContent, Party, fingerprint
from tuokio.agreement.papers import agreement_pdf, member_list_pdf
from tuokio.terms.agreement_words import PartyKind

LANGUAGES = ("fi", "sv", "en")
MADE_ON = date(2026, 11, 24)


def paper(
    content: AgreementContent, language: str = "fi", *, signatures: bool = False, version: int = 2
) -> bytes:
    return agreement_pdf(
        content,
        language=language,
        version=version,
        made_on=MADE_ON,
        fingerprint=fingerprint(content),
        signatures=signatures,
    )


def pages(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def long_names(content: AgreementContent) -> AgreementContent:
    """The self-payer's agreement with names and words as long as they come."""
    supervisor, payer = content.parties
    return replace(
        content,
        parties=(
            replace(
                supervisor,
                name="Aino-Katariina Hurme-Kuparinen, Työnohjaus ja konsultointi Hurme-Kuparinen & kumppanit Oy",
                reach="aino-katariina.hurme-kuparinen@tyonohjaus-hurme-kuparinen.example.org, 040 123 4567",
            ),
            replace(
                payer,
                name="Marjatta-Annikki von Hertzenstein-Lindqvist de la Gardie",
                reach="marjatta-annikki.von-hertzenstein-lindqvist@example.org",
            ),
        ),
        frame_goals=tuple(
            replace(
                goal, wording="Työ pysyy rajoissaan myös kiireisinä viikkoina ja iltaisin", indicator="x" * 60
            )
            for goal in (*GOALS, GOALS[0])
        ),
        disclosure=replace(
            content.disclosure,
            ties=Ties.DECLARED,
            ties_wording="Olemme olleet samassa työpaikassa vuosina 2009–2012, eri yksiköissä. " * 2,
            trainings=(TRAINING, TRAINING),
            is_insured=True,
        ),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("signatures", [False, True])
def test_one_who_pays_for_themselves_reads_at_most_two_pages(language: str, signatures: bool) -> None:
    assert len(pages(paper(long_names(self_payer()), language, signatures=signatures))) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_agreement_of_a_group_has_three_pages(language: str) -> None:
    assert len(pages(paper(three_party(), language))) == 3


@pytest.mark.parametrize("make", EACH_KIND.values(), ids=EACH_KIND)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_paper_is_tagged_and_tells_title_and_language(
    make: Callable[[], AgreementContent], language: str
) -> None:
    with pikepdf.open(io.BytesIO(paper(make(), language, signatures=True))) as opened:
        assert str(opened.Root.Lang) == language
        assert bool(opened.Root.MarkInfo.Marked)
        assert "StructTreeRoot" in str(list(opened.Root.keys()))
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle)
        with opened.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
            assert told["dc:title"]


def test_each_page_bears_its_number_the_version_and_the_fingerprint() -> None:
    content = three_party()
    found = pages(paper(content, version=7))

    for number, text in enumerate(found, 1):
        assert f"{number} / {len(found)}" in text
        assert "Versio 7 · Laadittu 24.11.2026" in text
        assert fingerprint(content) in text


def test_the_essence_and_what_the_commissioner_sees_stand_on_the_first_page() -> None:
    first = pages(paper(three_party()))[0]

    assert first.index("Pääkohdat") < first.index("Mitä tilaaja näkee") < first.index("Sopimus kokonaan")


def test_a_translation_says_so_on_its_first_page() -> None:
    assert "Detta är en översättning." in pages(paper(three_party(), "sv"))[0]


def test_lines_to_sign_are_there_when_asked_for_and_only_for_those_who_sign() -> None:
    content = three_party()
    told = Party(kind=PartyKind.UNIT_MANAGER, name="Eeva Laine", signs=False)
    content = replace(content, parties=(*content.parties, told))

    without, with_lines = (" ".join(pages(paper(content, signatures=asked))) for asked in (False, True))

    assert "Allekirjoitukset" not in without
    signing = with_lines.partition("Allekirjoitukset")[2]
    assert "Työnohjaaja: Aino Hurme" in signing
    assert "Itäisen alueen varhaiskasvatus, Kaarlo Virta" in signing
    assert "Eeva" not in signing
    assert "Ohjattavat" not in signing


MAKE = """
import hashlib, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
import django; django.setup()
from tests.agreement.contents import three_party
from tests.agreement.test_paper import paper
print(hashlib.sha256(paper(three_party(), "sv", signatures=True)).hexdigest())
"""


def test_the_same_version_gives_the_same_bytes_in_another_process_zone_and_order() -> None:
    """Made here, and in two fresh processes that differ in all that a process may differ in."""
    here = hashlib.sha256(paper(three_party(), "sv", signatures=True)).hexdigest()
    root = Path(__file__).parents[2]
    made = {here}
    for zone, seed in (("Pacific/Auckland", "1"), ("America/Los_Angeles", "2")):
        variables = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root), "LANG": "C"}
        made.add(
            subprocess.run(
                [sys.executable, "-c", MAKE],
                env=variables,
                cwd=root,
                check=True,
                capture_output=True,
                text=True,
            ).stdout.strip()
        )

    assert made == {here}


def test_another_day_or_word_gives_other_bytes() -> None:
    assert paper(three_party()) != paper(three_party(background="Muu syy."))
    assert paper(three_party(), version=1) != paper(three_party(), version=2)


HOSTILE = [
    '#panic("x") #read("/etc/passwd")',
    "$ sum_(k=0)^n k $ *lihava* _kursiivi_ `koodi` @viite <nimi>",
    '"}],"title":"Muu sopimus',
    "= Otsikko\n- luettelo\n/ termi: selitys",
    "שלום עולם مرحبا",
    "😀👩‍👩‍👧 täytetty",
    "\u202eetsip\u202c",
    "ä" * 900,
    "sana " * 240,
    "\\u{1F600} \\ ~ -- ---",
]


@pytest.mark.parametrize("typed", HOSTILE, ids=[str(number) for number in range(len(HOSTILE))])
def test_what_was_typed_is_text_on_paper_and_breaks_nothing(typed: str) -> None:
    content = three_party(background=typed, ties=Ties.DECLARED, ties_wording=typed)

    pdf = paper(content, signatures=True)

    text = "".join(pages(pdf))
    assert "Kolmikantainen työnohjaussopimus" in text
    assert "Muunkieliset tekstit ovat käännöksiä." in text
    assert "root:" not in text
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert bool(opened.Root.MarkInfo.Marked)


def test_the_list_of_the_supervised_has_a_line_for_each() -> None:
    def of(names: tuple[str, ...]) -> str:
        content = three_party()
        made = member_list_pdf(
            content, language="fi", version=2, made_on=MADE_ON, fingerprint=fingerprint(content), names=names
        )
        assert made == member_list_pdf(
            content, language="fi", version=2, made_on=MADE_ON, fingerprint=fingerprint(content), names=names
        )
        return " ".join(pages(made))

    assert "Bertta S." in of(("Bertta S.", "Henna"))
    assert "Bertta" not in of(())
    assert "Lista jää työnohjaajalle." in of(())
    assert len({of(()), of(tuple(f"Nimi {n}" for n in range(70)))}) == 2


def test_an_internal_paper_speaks_of_no_money() -> None:
    text = " ".join(pages(paper(internal(), signatures=True)))
    assert "€" not in text
    assert "Dora Lehto" in text
