"""Files in locked notes: sent in parts, gone on with after a broken line, shown or saved only when whole."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_circle_of_notes import shows
from tests.journeys.test_locked_notes import signs_in
from tuokio.vault.models import AttachmentPart

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
PLACE = b"GPSLatitude-60.1699"


def begins_a_note(window: Open) -> Page:
    process_of(person("aino"))
    page = window().go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    sets_up(page)
    page.get_by_role("button", name="Aloita muistiinpanot: Päiväkoti Auringon tiimi").click()
    page.get_by_role("button", name="Uusi muistiinpano").click()
    page.get_by_label("Otsikko").fill("Liitteitä")
    return page


def opens_it_again(page: Page) -> None:
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.get_by_role("button", name="Valmis").click()
    page.get_by_role("button", name="Liitteitä").click()


def test_a_file_is_sent_in_parts_over_a_broken_line_and_saved_whole(window: Open, tmp_path: Path) -> None:
    page = begins_a_note(window)
    paper = tmp_path / "Muistio: Ahtaajat.pdf"
    paper.write_bytes(os.urandom(2_500_000))
    broken: list[str] = []

    def breaks(route: Route) -> None:
        broken.append(route.request.url)
        route.abort() if len(broken) == 2 else route.continue_()

    page.route("**/api/files/*/*", breaks)
    page.locator("#file").set_input_files(paper)
    page.get_by_role("button", name="Lähetä uudelleen").click()
    page.get_by_text("Muistio: Ahtaajat.pdf · 2,5 Mt").wait_for()
    assert len(broken) == len(set(broken)) + 1  # only what had not come was sent again
    opens_it_again(page)

    with page.expect_download() as saved:
        page.get_by_role("button", name="Tallenna tälle laitteelle").click()
    assert saved.value.suggested_filename == "Muistio_ Ahtaajat.pdf"
    assert Path(saved.value.path()).read_bytes() == paper.read_bytes()
    kept = b"".join(bytes(sealed) for sealed in AttachmentPart.objects.values_list("sealed", flat=True))
    assert b"Ahtaajat" not in kept and len(kept) > 2_500_000

    part = AttachmentPart.objects.order_by("number").first()
    assert part is not None
    part.sealed = bytes(reversed(bytes(part.sealed)))
    part.save()
    page.get_by_role("button", name="Tallenna tälle laitteelle").click()
    page.get_by_text("syy: väärä paikka").wait_for()


def begins_on_an_own_device(window: Open, *, own: bool) -> tuple[Page, str]:
    """A note of Aino's on a device that she calls her own, or on a shared one; gives the page and the six words."""
    process_of(person("aino"))
    page = window(PHONE_DARK).go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    page.locator("#own-computer").set_checked(own)
    words, _code = sets_up(page)
    page.get_by_role("button", name="Aloita muistiinpanot: Päiväkoti Auringon tiimi").click()
    page.get_by_role("button", name="Uusi muistiinpano").click()
    return page, words


def comes_again(page: Page, words: str) -> None:
    """The page is loaded anew: what was in its memory is gone."""
    page.reload()
    page.get_by_role("link", name="Etusivulle").click()
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    page.locator("#code-passphrase").fill(words)
    page.locator("#code-passphrase").press("Enter")
    page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()


def breaks_off(page: Page, sent: list[str], *, at: int) -> None:
    """Let so many parts through, and then none."""

    def breaks(route: Route) -> None:
        if len(sent) >= at:
            route.abort()
        else:
            sent.append(route.request.url)
            route.continue_()

    page.route("**/api/files/*/*", breaks)


def test_a_file_goes_on_after_the_page_was_loaded_anew_on_ones_own_device(
    window: Open, tmp_path: Path
) -> None:
    page, words = begins_on_an_own_device(window, own=True)
    paper = tmp_path / "Muistio Ahtaajat.pdf"
    paper.write_bytes(os.urandom(2_500_000))
    sent: list[str] = []
    breaks_off(page, sent, at=1)
    page.locator("#file").set_input_files(paper)  # before a word of the note was typed
    page.get_by_role("button", name="Lähetä uudelleen").wait_for()
    page.get_by_text("Muistio Ahtaajat.pdf · ei vielä lähetetty").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    shows(page, "file-waits-writing")
    kept = page.evaluate(EVERYTHING_ON_DISK)
    assert kept["count"] == 1 and kept["text"].count("age-encryption.org/v1") == 2
    assert not [one for one in ("Ahtaajat", "Muistio", "%PDF") if one in kept["text"]]

    comes_again(page, words)
    page.locator("[data-waits]").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    shows(page, "file-waits")
    page.unroute("**/api/files/*/*")
    breaks_off(page, sent, at=99)
    page.locator("[data-waits] button").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Muistio Ahtaajat.pdf · 2,5 Mt").wait_for()
    page.get_by_label("Otsikko").fill("Liitteitä")
    opens_it_again(page)
    assert len(sent) == len(set(sent)) == AttachmentPart.objects.count() > 2  # no part twice
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tallenna tälle laitteelle").click()
    assert Path(saved.value.path()).read_bytes() == paper.read_bytes()
    page.get_by_role("button", name="Muistiinpanoihin").click()
    page.get_by_role("button", name="Liitteitä").wait_for()
    assert page.locator("[data-waits]").count() == 0
    assert page.evaluate(EVERYTHING_ON_DISK)["count"] == 0


def test_on_a_shared_device_no_part_of_a_file_is_kept_and_the_page_says_so(
    window: Open, tmp_path: Path
) -> None:
    page, words = begins_on_an_own_device(window, own=False)
    paper = tmp_path / "Muistio Ahtaajat.pdf"
    paper.write_bytes(os.urandom(2_500_000))
    breaks_off(page, [], at=1)
    page.get_by_text("Yhteisellä laitteella lähettämättä jäänyt tiedosto").wait_for()
    page.locator("#file").set_input_files(paper)
    page.get_by_role("button", name="Lähetä uudelleen").wait_for()
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0
    comes_again(page, words)
    assert page.locator("[data-waits]").count() == 0


EVERYTHING_ON_DISK = """async () => {
    let [text, count] = ["", 0];
    for (const { name } of await indexedDB.databases()) {
        const asked = indexedDB.open(name);
        const base = await new Promise((done) => (asked.onsuccess = () => done(asked.result)));
        for (const store of base.objectStoreNames) {
            const all = base.transaction(store).objectStore(store);
            const [keys, values] = await Promise.all([all.getAllKeys(), all.getAll()].map((one) => new Promise((done) => (one.onsuccess = () => done(one.result)))));
            if (!name.includes("file")) continue;
            count += values.length;
            text += JSON.stringify(keys);
            for (const value of values.flatMap(Object.values)) text += await new Response(value).text();
        }
        base.close();
    }
    return { text, count };
}"""


def test_a_picture_is_drawn_anew_and_a_false_one_is_only_saved(window: Open, tmp_path: Path) -> None:
    page = begins_a_note(window)
    picture = tmp_path / "fläppi.jpg"
    picture.write_bytes(jpeg_of_3000_pixels())
    false = tmp_path / "kuva.png"
    false.write_bytes(b"<svg onload=alert(1)>")
    page.locator("#file").set_input_files([picture, false])
    page.get_by_text("kuva.png ·").wait_for()
    opens_it_again(page)

    page.get_by_role("button", name="Näytä kuva").click()
    shown = page.get_by_role("img", name="fläppi.jpg")
    shown.wait_for()
    size = shown.evaluate("(one) => one.decode().then(() => [one.naturalWidth, one.naturalHeight])")
    assert size == [2000, 1000]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Tallenna tälle laitteelle").click()
    assert saved.value.suggested_filename == "kuva.png"


def jpeg_of_3000_pixels() -> bytes:
    """A picture with a place in its comment."""
    from PIL import Image

    told = BytesIO()
    Image.new("RGB", (3000, 1500), "teal").save(told, "JPEG", comment=PLACE)
    assert PLACE in told.getvalue()
    return told.getvalue()
