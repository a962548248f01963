"""The goals, answers and statements of the demo."""

from __future__ import annotations

from dataclasses import dataclass

Five = tuple[str, str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class GoalTold:
    """A goal in words: five levels from much less than expected to much more, or a start and what is expected."""

    wording: str
    indicator: str
    five: Five | None = None
    start: str = ""
    expected: str = ""


ROLES = GoalTold(
    wording="Työnjako on kaikille selvä",
    indicator="Viikon alussa sovitut vastuut pitävät",
    five=(
        "Työnjaosta ollaan eri mieltä joka päivä",
        "Vastuut sovitaan, mutta ne unohtuvat viikon aikana",
        "Vastuut sovitaan maanantaisin ja ne pitävät useimpina päivinä",
        "Vastuut pitävät koko viikon, myös sijaisten kanssa",
        "Työnjako korjaantuu saman tien, kun tilanne muuttuu",
    ),
)
SPEAKING = GoalTold(
    wording="Vaikea asia otetaan puheeksi ajoissa",
    indicator="Asiasta on puhuttu saman viikon aikana",
    five=(
        "Vaikeista asioista ei puhuta",
        "Puhutaan vasta, kun on pakko",
        "Asia otetaan puheeksi saman viikon aikana",
        "Asia otetaan puheeksi samana päivänä",
        "Puheeksi ottaminen kuuluu joka viikon palaveriin",
    ),
)
HANDOVER = GoalTold(
    wording="Vuoron vaihtuessa tieto siirtyy",
    indicator="Kuinka monena aamuna kysytään yöstä jälkikäteen",
    five=(
        "Jälkikäteen kysytään joka aamu",
        "Jälkikäteen kysytään useimpina aamuina",
        "Jälkikäteen kysytään kerran tai kaksi viikossa",
        "Jälkikäteen kysytään kerran kuussa",
        "Aamuvuoro tietää aina, mitä yöllä on tehty",
    ),
)
LEADING = GoalTold(
    wording="Esihenkilöllä on aikaa johtaa",
    indicator="Keskeytyksettä pidettyjen palaverien määrä viikossa",
    five=(
        "Palavereista keskeytyy jokainen",
        "Yksi palaveri viikossa pidetään loppuun",
        "Kaksi palaveria viikossa pidetään loppuun",
        "Useimmat palaverit pidetään loppuun",
        "Kaikki palaverit pidetään loppuun, ja asiat viedään päätökseen",
    ),
)
MATERIAL = GoalTold(
    wording="Vi delar undervisningsmaterial",
    indicator="Hur ofta gemensamt material används",
    five=(
        "Alla gör sitt eget",
        "Material delas om någon ber om det",
        "Gemensamt material används varje vecka",
        "Gemensamt material används nästan varje dag",
        "Vi utvecklar materialet tillsammans hela tiden",
    ),
)
VOLUNTEERS = GoalTold(
    wording="New volunteers find their place",
    indicator="How many still come after three months",
    five=(
        "Hardly anyone stays",
        "About one in four stays",
        "Half of them stay",
        "Three out of four stay",
        "Nearly everyone stays",
    ),
)
OWN_WORK = GoalTold(
    wording="Työ rajautuu työaikaan",
    indicator="Iltoina tehtyjen töiden määrä viikossa",
    start="Töitä tehdään kotona kolmena iltana viikossa",
    expected="Töitä tehdään kotona enintään yhtenä iltana viikossa",
)
STATEMENTS = ("B2a", "B5a", "O3a", "O5a")
# What each member answered to the statements of STATEMENTS, first at the start and later on.
AT_START = (
    (3, 3, 2, 3),
    (2, 4, 3, 3),
    (3, 3, 3, 2),
    (4, 3, 2, 4),
    (2, 2, 3, 3),
    (3, 4, 3, None),
    (3, 3, 4, 3),
    (2, 3, 3, 4),
)
LATER = ((4, 4, 3, 4), (3, 4, 3, 4), (4, 3, 4, 3), (4, 4, 3, 5), (3, 3, 4, 4), (4, 5, 3, None), (4, 4, 4, 4), (3, 4, 3, 4))  # fmt: skip
