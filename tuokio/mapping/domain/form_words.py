"""The words by which people name a form of work, in Finnish, Swedish and English.

Finnish inflects and joins its words, so stems are compared: *yksilöohjaus*, *ryhmätyönohjauksessa*,
*työparin*. A word counts as sure when it speaks of supervision by itself (*parityönohjaus*) or stands with
a word that does (*työparin tai tiimin työnohjaus*, *handledning för grupper*); any other is only likely.
"""

import re
from dataclasses import dataclass

from tuokio.terms.words import FormOfWork

WORD = re.compile(r"[^\W_]+(?:[-‐‑][^\W_]+)*|\S")
GUIDANCE = ("ohjau", "handledning", "supervision")

# stem, form, and the word as a name; longer stems first where one begins another
STEMS = (
    ("yksilö", FormOfWork.INDIVIDUAL, "Yksilö"),
    ("henkilökohtai", FormOfWork.INDIVIDUAL, "Henkilökohtainen"),
    ("individual", FormOfWork.INDIVIDUAL, "Individual"),
    ("individ", FormOfWork.INDIVIDUAL, "Individuell"),
    ("one-to-one", FormOfWork.INDIVIDUAL, "One-to-one"),
    ("one-on-one", FormOfWork.INDIVIDUAL, "One-on-one"),
    ("työpar", FormOfWork.PAIR, "Työpari"),
    ("parityö", FormOfWork.PAIR, "Parityö"),
    ("pariohj", FormOfWork.PAIR, "Pari"),
    ("arbetspar", FormOfWork.PAIR, "Arbetspar"),
    ("pararbet", FormOfWork.PAIR, "Pararbete"),
    ("parhandledning", FormOfWork.PAIR, "Par"),
    ("työyhteisö", FormOfWork.WORK_COMMUNITY, "Työyhteisö"),
    ("arbetsgemenskap", FormOfWork.WORK_COMMUNITY, "Arbetsgemenskap"),
    ("work-communit", FormOfWork.WORK_COMMUNITY, "Work community"),
    ("työnohjausryhm", FormOfWork.GROUP, "Työnohjausryhmä"),
    ("handledningsgrupp", FormOfWork.GROUP, "Handledningsgrupp"),
    ("työryhm", FormOfWork.GROUP, "Työryhmä"),
    ("pienryhm", FormOfWork.GROUP, "Pienryhmä"),
    ("ryhm", FormOfWork.GROUP, "Ryhmä"),
    ("tiimi", FormOfWork.GROUP, "Tiimi"),
    ("tiime", FormOfWork.GROUP, "Tiimi"),
    ("arbetsgrupp", FormOfWork.GROUP, "Arbetsgrupp"),
    ("smågrupp", FormOfWork.GROUP, "Smågrupp"),
    ("grupp", FormOfWork.GROUP, "Grupp"),
    ("group", FormOfWork.GROUP, "Group"),
    ("team", FormOfWork.GROUP, "Team"),
)
ANY_STEM = tuple(stem for stem, _, _ in STEMS)
# short words that begin many others (*paras*, *part*): only these shapes, and never sure alone
WHOLE_WORDS = {
    "pari": "Pari",
    "parin": "Pari",
    "parille": "Pari",
    "parit": "Pari",
    "parien": "Pari",
    "pareille": "Pari",
    "par": "Par",
    "pair": "Pair",
    "pairs": "Pair",
}
# what a text must hold to name any form at all
MAYBE = re.compile("|".join((*ANY_STEM, "pari", "par", "pair", "work")), re.IGNORECASE)
# *Teamsissa* is where a meeting is held
NOT_FORMS = ("teamsi", "groupon")
# between forms that are named together; the list goes on
TOGETHER = frozenset("/,&+-–—‐‑") | {
    *("ja", "tai", "sekä", "eli", "koko", "oman", "och", "eller", "hela", "små"),
    *("and", "or", "a", "the", "whole", "small", "work", "workplace"),
}
TOWARDS = frozenset({"för", "av", "åt", "for", "of", "with"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One naming of a form of work in a text.

    `name` is the word in its basic shape; `sure` says that it speaks of supervision and not of, say, a team.
    """

    form: FormOfWork
    name: str
    start: int
    end: int
    sure: bool


def mentions_in(text: str) -> tuple[Mention, ...]:
    """Every word of the text that names a form of work, in order."""
    if not MAYBE.search(text):
        return ()
    found: list[Mention] = []
    likely: list[int] = []  # places in `found` that a word for supervision may still make sure
    led_by = ""  # "supervision" when it was just said, "towards" after "for": what follows is meant by it
    before = ""
    for match in WORD.finditer(text):
        word = match.group().casefold().replace("‐", "-").replace("‑", "-")
        guidance = speaks_of_supervision(word)
        known = _form_of("work-community" if before == "work" and word.startswith("communit") else word)
        if known:
            form, name = known
            sure = guidance or led_by == "towards"
            found.append(Mention(form, name, match.start(), match.end(), sure))
            likely.append(len(found) - 1)
        if guidance:
            for place in likely:
                found[place] = _made_sure(found[place])
            likely = []
            led_by = "supervision"
        elif led_by and word in TOWARDS:
            led_by = "towards"
        elif not known and word not in TOGETHER:
            likely = []
            led_by = ""
        before = word
    return tuple(found)


def speaks_of_supervision(text: str) -> bool:
    """Whether a text holds a word for supervision itself, such as *työnohjaus* or *handledning*."""
    folded = text.casefold()
    return any(stem in folded for stem in GUIDANCE)


def _form_of(word: str) -> tuple[FormOfWork, str] | None:
    if word in WHOLE_WORDS:
        return FormOfWork.PAIR, WHOLE_WORDS[word]
    if not word.startswith(ANY_STEM) or word.startswith(NOT_FORMS):
        return None
    for stem, form, name in STEMS:
        if word.startswith(stem):
            return form, _compound(word) or name
    return None


def _compound(word: str) -> str:
    """*ryhmätyönohjauksessa* as *Ryhmätyönohjaus*; empty when the word does not end in supervision."""
    for stem, whole in (("ohjau", "ohjaus"), ("handledning", "handledning")):
        head, found, _ = word.partition(stem)
        if found and head and head != "työn":  # *työnohjausryhmä* is a group, not supervision
            return (head + whole).capitalize()
    return ""


def _made_sure(mention: Mention) -> Mention:
    return Mention(mention.form, mention.name, mention.start, mention.end, sure=True)
