"""Goals in the stories: worded with the commissioner, rated by each alone, levelled together."""

from __future__ import annotations

from tests.journeys.steps import Supervisee, Supervisor


class GoalKeeper(Supervisor):
    """A supervisor who keeps the goals in words, and asks in the end where they stand."""

    def opens_the_goals_of(self, process: str) -> None:
        self.opens_process(process)
        self.follows("Avaa tavoitteet")

    def words_five_levels(self, goal: str, levels: dict[str, str], *, baseline: str) -> None:
        """The goal came with the agreement: only its levels and its start are written."""
        self.follows("Sanoita tasot", within=self.row(goal))
        self.chooses("Viisi sanoitettua tasoa")
        self.opens("Muut neljä tasoa")
        for level, words in levels.items():
            self.writes(level, words)
        self.answers("Lähtötaso", baseline)
        self.presses("Tallenna")

    def words_lightly(self, goal: str, *, start: str, expected: str) -> None:
        """Only where it starts, and what is expected."""
        self.follows("Sanoita tasot", within=self.row(goal))
        self.chooses("Kevyt: vain lähtötilanne ja odotettu taso")
        self.writes("Odotetusti", expected)
        self.opens("Lähtötilanne, kun asteikko on kevyt")
        self.writes("Lähtötilanne sanoin", start)
        self.answers("Lähtötaso", "−1")
        self.presses("Tallenna")

    def lets_everyone_rate(self, process: str, when: str) -> None:
        self.opens_the_goals_of(process)
        self.follows("Arvioikaa tavoitteet")
        self.chooses(when)
        self.presses("Aloita")

    def types_in_slips(self, *slips: dict[str, str]) -> None:
        """One after the other, in whatever order they lie."""
        self.follows("Syötä vastauslappu")
        for slip in slips:
            for goal, level in slip.items():
                self.answers(goal, level)
            self.chooses("Lapussa lukee: saa kääntää esiin")
            self.presses("Tallenna")
        self.follows("Takaisin arviointiin")

    def closes_the_rating(self) -> None:
        self.presses("Sulje arviointi")

    def records_the_groups_levels(self, levels: dict[str, str]) -> None:
        self.follows("Kirjaa yhteinen taso")
        for goal, level in levels.items():
            self.answers(goal, level)
        self.presses("Tallenna")

    def records_her_own_view(self, levels: dict[str, str]) -> None:
        self.follows("Työnohjaajan oma näkemys")
        for goal, level in levels.items():
            self.answers(goal, level)
        self.presses("Tallenna")


class Rater(Supervisee):
    """One who says alone where the goals stand."""

    def reads_the_goals(self) -> None:
        self.goes_to("/home/")
        self.follows("Avaa tavoitteet")

    def rates_alone(self, levels: dict[str, str]) -> None:
        self.goes_to("/home/")
        self.follows("Vastaa", within=self.card_about("Missä tavoitteissamme mennään?"))
        for goal, level in levels.items():
            self.answers(goal, level)
        self.presses("Lähetä vastaukseni")

    def turns_up_with_the_others(self) -> None:
        """Chosen alone: the answers are only seen when each one has chosen it."""
        self.follows("Koko arviointi")
        self.presses("Käännän omani esiin muiden kanssa")
