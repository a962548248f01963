"""Every calendar feed, PDF and table that the house makes of the process, and its pages, as those who open them.

Each is kept as it came and, beside it, as the words that a person reads in it: a PDF's letters are numbers of glyphs,
and a calendar's lines are folded, so that the raw file alone could hide what stands in it.
"""

from __future__ import annotations

import html
import io
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf

from tests.bad_days.full_path import FullPath
from tests.bad_days.running import PATIENCE, ROOT, Answer, Browser
from tests.canary.sweep import Sweep

KINDS = {"pdf": "application/pdf", "ics": "text/calendar", "csv": "text/csv", "html": "text/html"}
LANGUAGES = ("fi", "sv", "en")
OF_PROCESS = "/processes/{process_id}"
GOAL = "Vastuut ovat selvät"  # tests.bad_days.full_path writes it
MEMBER = "Bertta S."
PRACTICE = "Työnohjaus Aino Hurme"


@dataclass(frozen=True, slots=True)
class Paper:
    """One address that gives a file, as it stands in tests/who_opens, and for whom."""

    who: str
    address: str
    kind: str = "pdf"
    of: str = ""  # the typst template that a PDF is made of
    form: dict[str, str] | None = None  # asked for by a button that sends this
    query: str = ""
    shows: str = ""  # words that stand on it; nothing: the process's plain name


PAPERS = (
    Paper("aino", f"{OF_PROCESS}/offers/{{offer_id}}/paper/", of="agreement/offer"),
    Paper("kaarlo", "/commissioner/offers/{offer_id}/paper/", of="agreement/offer"),
    Paper(
        "aino",
        f"{OF_PROCESS}/agreement/{{version_id}}/pdf/{{language}}/",
        of="agreement/agreement",
        shows=PRACTICE,
    ),
    Paper(
        "kaarlo",
        "/commissioner/agreements/{version_id}/pdf/{language}/",
        of="agreement/agreement",
        shows=PRACTICE,
    ),
    Paper("bertta", "/my/agreements/{version_id}/pdf/{language}/", of="agreement/agreement", shows=PRACTICE),
    Paper("aino", f"{OF_PROCESS}/agreement/member-list/", of="agreement/member_list", shows=MEMBER),
    Paper(
        "aino",
        "/waves/{wave_id}/slips/",
        of="evaluation/wave",
        form={"language": "{language}"},
        shows=PRACTICE,
    ),
    Paper("aino", "/goals/rounds/{round_id}/sheet/", of="goals/sheet", form={}, shows=GOAL),
    Paper("aino", f"{OF_PROCESS}/summary/slips.pdf", of="evaluation/summary_slips", shows=PRACTICE),
    Paper("kaarlo", "/commissioner/summaries/{summary_id}/summary.pdf", of="evaluation/summary"),
    Paper("aino", f"{OF_PROCESS}/mapping/talk-sheet/", of="mapping/talk_sheet", form={}, shows=PRACTICE),
    Paper("kaarlo", "/p/{slug}/talk/handout/", of="mapping/talk", form={}, shows=PRACTICE),
    Paper("kaarlo", "/commissioner/year/{year}/", of="desk/year_summary"),
    Paper("aino", "/hours/references/", of="desk/references", shows="Referenssit"),
    Paper("aino", f"{OF_PROCESS}/roster/paper/", of="meetings/roster", form={}),
    Paper("kaarlo", "/commissioner/year/{year}/", kind="csv", query="?as=csv"),
    Paper("aino", "/to-invoice/", kind="csv", query="?as=csv"),
    Paper("aino", "/meetings/{meeting_id}/calendar.ics", kind="ics"),
    Paper("bertta", "/meetings/{meeting_id}/calendar.ics", kind="ics"),
    Paper("bertta", "/home/calendar.ics", kind="ics"),
    Paper("bertta", "/feeds/{token}.ics", kind="ics"),
    Paper("aino", f"{OF_PROCESS}/", kind="html"),
    Paper("aino", "/meetings/{meeting_id}/sheet/", kind="html"),
    Paper("aino", "/to-invoice/{month}/{payer_id}/", kind="html"),
    Paper("kaarlo", "/commissioner/processes/{process_id}/", kind="html"),
    Paper("bertta", "/home/", kind="html"),
    Paper("kaarlo", "/commissioner/", kind="html"),
    Paper("aino", f"{OF_PROCESS}/given/", kind="html"),
    Paper("bertta", "/my/given/{process_id}/", kind="html"),
)
GIVEN = {
    "/commissioner/",
    f"{OF_PROCESS}/given/",
    "/my/given/{process_id}/",
}  # what left the room is read there


def lay_papers(sweep: Sweep) -> dict[str, str]:
    """The process goes its whole way through its own pages; gives what stands in the addresses of its papers."""
    aino, kaarlo, bertta = (
        Browser(sweep.house, sweep.laid["ways"][who]) for who in ("aino", "kaarlo", "bertta")
    )
    process = sweep.laid["process"]
    FullPath(aino, kaarlo, bertta, [process], {process: sweep.laid["berttas_line"]}).walk()
    ids: dict[str, str] = sweep.inside("meet")
    return ids


def collect_papers(sweep: Sweep, ids: dict[str, str]) -> dict[Path, Paper]:
    """Fetch them all into the folder that is searched: each file of words with the paper that it is of."""
    folder = sweep.folder / "papers"
    folder.mkdir()
    kept: dict[Path, Paper] = {}
    for number, (paper, language) in enumerate(each()):
        browser = Browser(sweep.house, sweep.laid["ways"][paper.who])
        body = fetch(browser, paper, {**ids, "language": language})
        name = f"{number:02}-{paper.who}-{(paper.of or paper.kind).replace('/', '-')}-{language}"
        (folder / f"{name}.{paper.kind}").write_bytes(body)
        words = folder / f"{name}.{paper.kind}.txt"
        words.write_text(words_of(body, paper.kind), encoding="utf-8")
        kept[words] = paper
    return kept


def each() -> Iterator[tuple[Paper, str]]:
    """Every paper, once in each language that can be asked for."""
    for paper in PAPERS:
        asks = "{language}" in paper.address or "language" in (paper.form or {})
        for language in LANGUAGES if asks else ("fi",):
            yield paper, language


def fetch(browser: Browser, paper: Paper, ids: dict[str, str]) -> bytes:
    """The file itself; a PDF that the worker still makes is waited for."""
    path = paper.address.format(**ids) + paper.query
    if paper.form is None:
        answer = browser.insist("GET", path, None)
    else:
        answer = browser.send(path, **{name: value.format(**ids) for name, value in paper.form.items()})
    until = time.monotonic() + PATIENCE
    while not is_there(answer, paper):
        assert answer.status in {202, 302}, f"{answer.status} at {path}: {answer.text[:2000]}"
        assert time.monotonic() < until, f"no paper at {path}"
        path = answer.location or path
        answer = browser.insist("GET", path, None)
        time.sleep(0.1)
    return answer.body


def is_there(answer: Answer, paper: Paper) -> bool:
    return answer.status == 200 and answer.kind.startswith(KINDS[paper.kind])


def words_of(body: bytes, kind: str) -> str:
    """What a person reads there. A word that a line's end breaks stands whole as well."""
    if kind == "pdf":
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(body)).pages]
        lines = "\n".join(pages)
    elif kind == "ics":
        unfolded = re.sub(r"\r?\n[ \t]", "", body.decode())
        lines = re.sub(r"\\([\\;,])", r"\1", unfolded)
    elif kind == "html":
        lines = html.unescape(re.sub(r"<[^>]+>", " ", body.decode()))
    else:
        lines = body.decode("utf-8-sig")
    spaced = re.sub(r"\s+", " ", lines)
    return "\n\n".join((lines, spaced, re.sub(r"\s*\n\s*", "", lines)))


def templates() -> set[str]:
    """Every paper that the house has a form for, as context/name."""
    found = {f"{path.parts[-3]}/{path.stem}" for path in (ROOT / "tuokio").glob("*/typst/*.typ")}
    return found - {
        "kit/paper",
        "kit/sheet",
    }  # what they all look like, and how a sheet of the workroom stands in them
