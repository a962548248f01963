"""Files in locked notes: sent in parts, gone on with after a broken line, shown or saved only when whole."""

from __future__ import annotations

import os
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.notes_page import sets_up
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
