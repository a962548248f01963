"""Any answers that a mapping conversation can give."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tuokio.mapping.domain.answers import Answers
from tuokio.terms.mapping_words import Sharers, Theme


def any_answers(**fixed: st.SearchStrategy[Any]) -> st.SearchStrategy[Answers]:
    """Answers within their ranges; what is given by name is drawn from there."""
    yes_or_no = dict.fromkeys(
        (
            *("same_team", "same_work", "same_org", "voluntary", "manager_in", "open_conflict"),
            *("harassment", "health", "decision_needed", "same_people"),
        ),
        st.booleans(),
    )
    drawn: dict[str, st.SearchStrategy[Any]] = {
        **yes_or_no,
        "themes": st.lists(st.sampled_from(Theme), min_size=1, max_size=3, unique=True).map(tuple),
        "persons": st.integers(1, 40),
        "sharers": st.sampled_from(Sharers),
        "voice": st.integers(1, 5),
        "private": st.integers(1, 5),
        "crisis_days": st.sampled_from((0, 2, 7, 8, 28, 9999)),
        "goals": st.integers(1, 4),
        "max_minutes": st.sampled_from((30, 45, 59, 60, 75, 90, 120, 180)),
        "max_sessions": st.integers(1, 30),
        "interval_pref": st.integers(0, 8),
        **fixed,
    }
    return st.builds(Answers, **drawn)
