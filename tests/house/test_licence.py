"""The licence stands in the tree whole."""

import re
from pathlib import Path

LICENCE = Path(__file__).resolve().parents[2] / "LICENSE"


def test_the_licence_is_the_whole_eupl():
    text = LICENCE.read_text("utf-8")

    articles = [int(number) for number in re.findall(r"^(\d+)\. ?[A-Z]", text, re.M)]

    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2\n")
    assert articles == list(range(1, 16))
    assert "Appendix" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")
    assert len(text.split()) > 2000
