"""The public page of a demo practice, in three languages. The words are our own; nobody real is meant."""

from __future__ import annotations

from datetime import datetime

from tuokio.mapping.domain.sections import PageSection, SectionShape, blocks_typed
from tuokio.mapping.models import PublicPage
from tuokio.mapping.usecases import Offered, keep_service, keep_words, page_of, publish
from tuokio.people.models import Practice
from tuokio.terms.words import FormOfWork

Part = tuple[str, SectionShape, str]
BAND, WHO, STEPS, TEXT = SectionShape.BAND, SectionShape.WHO, SectionShape.STEPS, SectionShape.TEXT

TOP = {
    "fi": (
        "Tilaa ajatella omaa työtä",
        "Työnohjausta yksilöille, työpareille, ryhmille ja koko työyhteisölle. Työpaikallanne, vastaanotolla ja etänä.",
        "Vastaan arkisin klo 9–16. Jos olen tapaamisessa, soitan takaisin saman päivän aikana.",
    ),
    "sv": (
        "Rum att tänka på sitt arbete",
        "Arbetshandledning för enskilda, arbetspar, grupper och hela arbetsgemenskapen. Hos er, på mottagningen och på distans.",
        "Jag svarar vardagar kl. 9–16. Om jag är i ett möte ringer jag upp samma dag.",
    ),
    "en": (
        "Room to think about your work",
        "Supervision of work for individuals, working pairs, groups and whole work communities. At your place, at mine and online.",
        "I answer on weekdays from 9 to 16. If I am in a meeting, I call back the same day.",
    ),
}
SECTIONS: dict[str, tuple[Part, ...]] = {
    "fi": (
        (
            "Ensin jutellaan, sitten päätetään.",
            BAND,
            "- Maksuton kartoitus: Kolme varttia puhelimessa, etänä tai kasvotusten.\n"
            "- Mikä muoto sopii: Etsitään yhdessä, onko luontevinta työskennellä yksin, pareittain vai porukalla.\n"
            "- Ei sido mihinkään: Jos joku muu apu sopii paremmin, sanon sen suoraan.",
        ),
        (
            "Kenelle",
            WHO,
            "Sinulle tai teille, jotka haluatte oppia työstänne. Ala voi olla mikä tahansa.\n\n"
            "- Yksin: Kun oma rooli, esihenkilötyö tai työn muutos kaipaa rauhallista pohtimista.\n"
            "- Sama tiimi: Teette samaa työtä tai eri töitä yhteisten asiakkaiden hyväksi.\n"
            "- Sama tehtävä, eri tiimit: Kuraattorit, vastaavat hoitajat, työnjohtajat. Kollega ymmärtää puolesta sanasta.\n"
            "- Sama ala, eri työpaikat: Ryhmä, jossa saa katsoa omaa työtä vähän kauempaa.",
        ),
        (
            "Mitä työnohjauksessa tapahtuu",
            STEPS,
            "Työnohjaus on useamman tapaamisen matka. Neljä asiaa pysyy aina samana.\n\n"
            "- Sovitaan tavoite: Sellainen, josta on hyötyä koko työyhteisölle eikä vain meille huoneessa.\n"
            "- Puhutaan luottamuksella: Työstä ja siitä, miltä se tuntuu. Katsotaan samaa asiaa monelta suunnalta.\n"
            "- Etsitään ratkaisuja: Mikä saisi arjen sujumaan, ja mitä tästä opitaan ammattilaisina.\n"
            "- Arvioidaan tulos: Palataan tavoitteeseen puolivälissä ja lopussa.",
        ),
    ),
    "sv": (
        (
            "Först talar vi, sedan bestämmer vi.",
            BAND,
            "- Kostnadsfri kartläggning: Tre kvart per telefon, på distans eller ansikte mot ansikte.\n"
            "- Vilken form passar: Vi söker tillsammans om det är bäst att arbeta ensam, i par eller i grupp.\n"
            "- Binder inte till något: Om någon annan hjälp passar bättre säger jag det rakt ut.",
        ),
        (
            "För vem",
            WHO,
            "För dig eller er som vill lära av ert arbete. Vilken bransch som helst.\n\n"
            "- Ensam: När den egna rollen, chefskapet eller en förändring behöver lugn eftertanke.\n"
            "- Samma team: Ni gör samma arbete eller olika arbeten för gemensamma klienter.\n"
            "- Samma uppgift, olika team: Kuratorer, ansvariga skötare, arbetsledare. En kollega förstår på halva ordet.\n"
            "- Samma bransch, olika arbetsplatser: En grupp där man får se sitt arbete på lite avstånd.",
        ),
        (
            "Vad som händer i handledningen",
            STEPS,
            "Handledning är en resa på flera möten. Fyra saker är alltid desamma.\n\n"
            "- Vi avtalar ett mål: Ett som är till nytta för hela arbetsgemenskapen och inte bara för oss i rummet.\n"
            "- Vi talar i förtroende: Om arbetet och om hur det känns. Samma sak ses från många håll.\n"
            "- Vi söker lösningar: Vad får vardagen att löpa, och vad lär vi oss som yrkesmänniskor.\n"
            "- Vi utvärderar: Vi återvänder till målet halvvägs och i slutet.",
        ),
    ),
    "en": (
        (
            "First we talk, then we decide.",
            BAND,
            "- A free mapping conversation: Three quarters of an hour by telephone, online or face to face.\n"
            "- Which form fits: Together we find out whether to work alone, in a pair or in a group.\n"
            "- No strings: If some other help fits better, I say so plainly.",
        ),
        (
            "For whom",
            WHO,
            "For you who want to learn from your work, in any field.\n\n"
            "- Alone: When your role, leading others or a change at work needs quiet thought.\n"
            "- One team: You do the same work, or different work for the same clients.\n"
            "- One task, several teams: Counsellors, charge nurses, foremen. A colleague understands at half a word.\n"
            "- One field, several workplaces: A group in which to see your own work from a little further away.",
        ),
        (
            "What happens in supervision",
            STEPS,
            "Supervision is a journey of several meetings. Four things are always the same.\n\n"
            "- We agree on a goal: One that is good for the whole work community and not only for us in the room.\n"
            "- We talk in confidence: About work and how it feels. The same thing is seen from many sides.\n"
            "- We look for solutions: What would make the days run, and what do we learn from it.\n"
            "- We evaluate: We come back to the goal halfway and at the end.",
        ),
    ),
}
SERVICES = (
    Offered(
        form=FormOfWork.INDIVIDUAL,
        names={"fi": "Yksilöohjaus", "sv": "Individuell handledning", "en": "Individual supervision"},
        abouts={
            "fi": "Aikaa omalle työlle ja omalle tavalle tehdä sitä. Yhdessä sovittu tavoite pitää suunnan.",
            "sv": "Tid för det egna arbetet och det egna sättet att göra det. Ett gemensamt mål håller riktningen.",
            "en": "Time for your own work and your own way of doing it. A goal agreed on together keeps the direction.",
        },
        lengths=((45, 8_000), (60, 10_000)),
        place=0,
    ),
    Offered(
        form=FormOfWork.GROUP,
        names={
            "fi": "Työpari, tiimi ja ryhmä",
            "sv": "Arbetspar, team och grupp",
            "en": "Pair, team and group",
        },
        abouts={
            "fi": "Katsotaan yhdessä, miten yhteistyö ja työn tavat toimivat, ja kokeillaan, mikä toimisi paremmin.",
            "sv": "Vi ser tillsammans hur samarbetet och arbetssätten fungerar, och prövar vad som skulle fungera bättre.",
            "en": "We look together at how co-operation and ways of working work, and try what would work better.",
        },
        lengths=((75, 16_000), (120, 24_000)),
        place=1,
    ),
)


def make_demo_page(practice: Practice, *, at: datetime) -> PublicPage:
    """Give a demo practice its page, written and published; a page that is there already stays as it is."""
    page = page_of(practice)
    if page.published:
        return page
    for language, (headline, lead, hours) in TOP.items():
        keep_words(
            page=page,
            language=language,
            shown=True,
            headline=headline,
            lead=lead,
            hours=hours,
            sections=[
                PageSection(heading, blocks_typed(text), shape) for heading, shape, text in SECTIONS[language]
            ],
            unplaced=[],
            by=None,
            at=at,
        )
    for offered in SERVICES:
        keep_service(page=page, offered=offered, by=None, at=at)
    publish(page=page, by=None, at=at)
    return page
