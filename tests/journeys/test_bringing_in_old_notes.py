"""Old notes brought in, and what the page says of names and identity codes, in a real browser."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker
from tuokio.vault.models import Document

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])

DOCX_TEXT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>
<w:p><w:pPr><w:pStyle w:val="Otsikko1"/></w:pPr><w:r><w:t>Vanha vuoro</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">Ryhmä haki </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>rajaa</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Hennan kysymys</w:t></w:r></w:p>
</w:body></w:document>"""


def docx() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("word/document.xml", DOCX_TEXT)
    return made.getvalue()


def file(name: str, content: bytes) -> dict[str, Any]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


def at_the_import(page: Page) -> None:
    aino = speaker("aino")
    process_of(aino)
    comes_in(page, aino)
    sets_up(page)
    begins_a_journal(page)
    page.get_by_role("button", name="Bring in old notes").click()
    page.get_by_role("heading", name="Bring in old notes").wait_for()


def test_several_files_are_looked_at_and_kept_under_their_own_day(window: Open) -> None:
    page = window().page
    at_the_import(page)
    page.locator("#files").set_input_files(
        [
            file("2021-03-04 muistio.docx", docx()),
            file("12.5.2019 vanha.txt", "Äänet € \u2013 yö".encode("cp1252")),
            file("kuva.png", b"\x89PNG"),
        ]
    )
    page.get_by_text("kuva.png: Only .txt, .md and .docx can be brought in.").wait_for()
    page.locator("#pasted").fill("# Liitetty\n\n131052-308T kertoi 1.2.2018")
    page.get_by_role("button", name="Take the pasted text").click()
    page.get_by_text("This looks like an identity code.").wait_for()
    cards = page.locator("#brought > section")
    found = [
        (card.locator("input[type=text]").input_value(), card.locator("input[type=date]").input_value())
        for card in cards.all()
    ]
    assert found == [
        ("Vanha vuoro", "2021-03-04"),
        ("12.5.2019 vanha", "2019-05-12"),
        ("Liitetty", "2018-02-01"),
    ]
    cards.nth(0).get_by_text("Look at the text").click()
    assert cards.nth(0).locator("textarea").input_value() == "Ryhmä haki **rajaa**\n\n- Hennan kysymys"
    cards.nth(2).get_by_text("Look at the text").click()
    cards.nth(2).locator("textarea").fill("Joku kertoi 1.2.2018")  # what is warned of can be taken out here
    cards.nth(2).get_by_text("This looks like an identity code.").wait_for(state="detached")
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []

    cards.nth(1).locator("input[type=date]").fill("2019-05-13")
    cards.nth(2).get_by_role("button", name="Leave this out").click()
    page.get_by_role("button", name="Lock these 2 and keep them here").click()

    rows = page.locator(".row")
    page.get_by_role("button", name="Vanha vuoro").wait_for()
    assert rows.all_inner_texts() == ["Vanha vuoro\n04/03/2021", "12.5.2019 vanha\n13/05/2019"]
    page.get_by_role("button", name="12.5.2019 vanha").click()
    page.get_by_text("Äänet € \u2013 yö").wait_for()
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert Document.objects.filter(kind="journal").count() == 2
    assert b"Henna" not in kept and b"2021-03-04" not in kept


DROP = """(node, [name, text]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([text], name));
    node.dispatchEvent(new DragEvent("dragover", {dataTransfer: carried, bubbles: true, cancelable: true}));
    node.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true, cancelable: true}));
}"""


def test_a_file_dropped_on_a_circle_comes_to_the_look_and_stays_out_of_the_history(window: Open) -> None:
    page = window().page
    at_the_import(page)
    page.get_by_role("button", name="To the notes").click()
    card = page.locator("section.card").first
    card.wait_for()
    card.evaluate(DROP, ["raja.md", "# Raja\n\nHenna kysyi."])
    page.locator("#brought > section").wait_for()
    assert page.locator("#brought input[type=text]").input_value() == "Raja"
    state = json.dumps(page.evaluate("history.state"))
    assert set(json.loads(state)) == {"at", "space"} and "Henna" not in state and "Raja" not in state
    assert "Raja" not in page.title()


def test_an_identity_code_is_warned_of_while_one_writes_even_in_a_journal(window: Open) -> None:
    page = window().page
    at_the_import(page)
    page.get_by_role("button", name="To the notes").click()
    page.get_by_role("button", name="New entry").click()
    page.locator("#text").fill("Aino kertoi: 131052-308")
    page.locator("#text").press_sequentially("T")
    page.get_by_text("This looks like an identity code.").wait_for()
    page.locator("#text").fill("Aino kertoi")
    page.get_by_text("This looks like an identity code.").wait_for(state="detached")
    assert page.get_by_role("button", name="Write initials instead").count() == 0
