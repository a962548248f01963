"""Measure the recommendation over the vignettes: `python -m bench.measure_recommendation [ROUNDS]`.

CPU time, the median of five rounds, beside the limits. Needs no Django and no data folder.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Callable, Sequence

from bench.house import ROOT
from tuokio.mapping.domain.answers import Answers, read_answers
from tuokio.mapping.domain.changing import changes
from tuokio.mapping.domain.recommending import recommend

LIMITS_MS = {
    "recommendation, mean of the vignettes": 1.0,
    "recommendation, slowest vignette": 1.0,
    "reading answers and recommending": 1.0,
    "what would change it": 5.0,  # some forty recommendations
}
ROUNDS = 200


def main() -> int:
    """Print what it cost; 1 when a limit is broken."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    figures = measured(rounds)
    for what, figure in figures.items():
        good = figure <= LIMITS_MS[what]
        print(f"{'ok ' if good else 'BAD'} {what:<44} {figure:>12.4f} ms CPU ≤ {LIMITS_MS[what]:.2f}")
    return int(any(figure > LIMITS_MS[what] for what, figure in figures.items()))


def measured(rounds: int) -> dict[str, float]:
    """CPU ms of one recommendation, of reading its answers too, and of trying every other answer."""
    raw = [vignette["answers"] for vignette in vignettes()]
    answers = [read_answers(one) for one in raw]
    return {
        "recommendation, mean of the vignettes": cost(recommend, answers, rounds),
        "recommendation, slowest vignette": max(cost(recommend, [one], rounds) for one in answers),
        "reading answers and recommending": cost(lambda one: recommend(read_answers(one)), raw, rounds),
        "what would change it": cost(changes, answers, max(1, rounds // 20)),
    }


def vignettes() -> list[dict[str, dict[str, object]]]:
    """The answers with the results that are expected of them."""
    file = ROOT / "tests" / "mapping" / "data" / "mapping-vignettes.json"
    found: list[dict[str, dict[str, object]]] = json.loads(file.read_text("utf-8"))["vignettes"]
    return found


def cost[Given: (Answers, dict[str, object])](
    act: Callable[[Given], object], given: Sequence[Given], rounds: int
) -> float:
    """CPU milliseconds of one act: the median of five rounds over all that is given, after a warm-up."""
    for one in given:
        act(one)
    figures = []
    for _ in range(5):
        before = time.process_time_ns()
        for _ in range(rounds):
            for one in given:
                act(one)
        figures.append((time.process_time_ns() - before) / 1e6 / rounds / len(given))
    return statistics.median(figures)


if __name__ == "__main__":
    sys.exit(main())
