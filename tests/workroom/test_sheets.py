"""The sheet that leaves the room is looked at before any of it is kept."""

from __future__ import annotations

import copy
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workroom.out_cast import MAP
from tuokio.workroom.domain.sheets import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_LINES,
    MOST_PARTS,
    NotASheet,
    canonical,
    fingerprint_of,
    sheet_of,
)

words = st.text(
    st.characters(
        exclude_categories=["Cc", "Cs"],
        exclude_characters="\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
    max_size=40,
).filter(str.strip)
part = st.fixed_dictionaries(
    {}, optional={"heading": words, "text": words, "list": st.lists(words, min_size=1, max_size=4)}
).filter(bool)
sheets = st.fixed_dictionaries({"title": words, "parts": st.lists(part, min_size=1, max_size=5)})


@given(sheets)
def test_what_is_a_sheet_is_taken_as_it_is(sheet):
    assert sheet_of(copy.deepcopy(sheet)) == sheet


def with_part(**fields: Any) -> dict[str, Any]:
    return {"title": "Roolit", "parts": [fields]}


@pytest.mark.parametrize(
    "value",
    [
        None, [], "a", 1, {}, {"title": "a"}, {"parts": []}, {"title": "a", "parts": []}, {"title": 1, "parts": [{"text": "a"}]},
        {"title": "", "parts": [{"text": "a"}]}, {"title": " ", "parts": [{"text": "a"}]},
        {"title": "a" * (LONGEST_TITLE + 1), "parts": [{"text": "a"}]}, {"title": "a\nb", "parts": [{"text": "a"}]},
        {"title": "a", "parts": [{"text": "a"}], "more": 1}, {"title": "a", "parts": [{"text": "a"}] * (MOST_PARTS + 1)},
        with_part(), with_part(html="<b>"), with_part(text=""), with_part(text=["a"]), with_part(text="a" * (LONGEST_TEXT + 1)),
        with_part(text="a\u202eb"), with_part(text="a\x00b"), with_part(text="a\ud800"), with_part(text="a\u2066"), with_part(heading="a\nb"),
        with_part(list=[]), with_part(list="a"), with_part(list=[1]), with_part(list=["a"] * (MOST_LINES + 1)),
        with_part(table=[]), with_part(table={"head": ["a", "b"]}), with_part(table={"head": ["a"], "rows": [["a"]]}),
        with_part(table={"head": ["a", "b"], "rows": []}), with_part(table={"head": ["a", "b"], "rows": [["a"]]}),
        with_part(table={"head": ["a", "b"], "rows": [["a", "b", "c"]]}), with_part(table={"head": ["a", "b"], "rows": [["a", 1]]}),
        with_part(table={"head": ["a", "b"], "rows": [["a", "b"]], "style": "x"}),
        with_part(table={"head": ["a", "b"], "rows": [["a" * 600, "b" * 600]] * 50}),
    ],
)  # fmt: skip
def test_anything_else_is_refused(value):
    with pytest.raises(NotASheet):
        sheet_of(value)


def test_a_browser_binds_the_same_words_by_the_same_fingerprint():
    sheet = {**MAP, "title": 'Ää "lainaus" \\ / \u2028 €  \U0001f642'}
    said = {
        "id": "0b9c7c8e-6a0f-4a51-8f0e-1f6e1d2a7c55",
        "kind": "role_map",
        "mark": "result",
        "salt": "5" * 64,
        "sheet": sheet,
    }
    script = "import c from 'canonicalize';import{createHash}from'crypto';const s=JSON.parse(process.argv[1]);process.stdout.write(createHash('sha256').update(c(s)).digest('hex'))"
    root = Path(__file__).parents[2]
    told = subprocess.run(
        ["node", "--input-type=module", "-e", script, json.dumps(said)],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert told == fingerprint_of(key=said["id"], kind="role_map", mark="result", salt="5" * 64, sheet=sheet)


@given(sheets, sheets)
def test_other_words_have_another_fingerprint(one, other):
    def bound(sheet: dict[str, Any]) -> str:
        return fingerprint_of(key="k", kind="goal", mark="result", salt="s", sheet=sheet)

    assert (bound(one) == bound(other)) == (canonical(one) == canonical(other))
