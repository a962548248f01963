"""The statements of our own that a wave may ask about, in three languages (domain 5.5). Not validated.

Scale 1-5, from "disagree entirely" to "agree entirely", and "cannot say". Item a of a factor is its core; the
others are on request. Between three and six are chosen with the goals, never all at once. Absences (O5) have
no statement: they are a figure of the unit (domain 5.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tuokio.terms.evaluation_words import OutcomeFactor

FEWEST, MOST = 3, 6


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence to agree or disagree with. `code` is its factor and item, for example "B1a"."""

    code: str
    fi: str
    sv: str
    en: str

    @property
    def factor(self) -> OutcomeFactor:
        """What it is about."""
        return OutcomeFactor(self.code[:2])

    @property
    def is_core(self) -> bool:
        """Whether it is the one proposed for its factor."""
        return self.code[2] == "a"

    def words(self, language: str) -> str:
        """The sentence in fi, sv or en; in Finnish for any other language."""
        return {"sv": self.sv, "en": self.en}.get(language, self.fi)


STATEMENTS: tuple[Statement, ...] = (
    Statement(
        "B1a",
        "Tiedän, mihin yhteisiin tavoitteisiin työlläni pyritään.",
        "Jag vet vilka gemensamma mål mitt arbete ska bidra till.",
        "I know which shared goals my work is meant to serve.",
    ),
    Statement(
        "B1b",
        "Olemme sopineet, mikä on juuri nyt tärkeintä.",
        "Vi har kommit överens om vad som är viktigast just nu.",
        "We have agreed what matters most right now.",
    ),
    Statement(
        "B2a",
        "Minulle on selvää, mikä kuuluu tehtäviini ja mikä ei.",
        "Det är klart för mig vad som hör till mina uppgifter och vad som inte gör det.",
        "It is clear to me what belongs to my tasks and what does not.",
    ),
    Statement(
        "B2b",
        "Tiedämme, kuka meillä tekee mitäkin.",
        "Vi vet vem som gör vad hos oss.",
        "We know who does what among us.",
    ),
    Statement(
        "B2c",
        "Tiedän, kuka organisaatiossa päättää työtäni koskevista asioista.",
        "Jag vet vem i organisationen som beslutar i frågor som gäller mitt arbete.",
        "I know who in the organisation decides on matters of my work.",
    ),
    Statement(
        "B3a",
        "Työni etenee ilman turhia katkoja tai odottelua.",
        "Mitt arbete löper utan onödiga avbrott eller väntan.",
        "My work moves along without needless breaks or waiting.",
    ),
    Statement(
        "B3b",
        "Ratkaisemme toistuvia pulmia niin, etteivät ne palaa.",
        "Vi löser återkommande problem så att de inte kommer tillbaka.",
        "We solve recurring problems so that they stay solved.",
    ),
    Statement(
        "B4a",
        "Pystyn muuttamaan työtapojani, kun tilanne sitä vaatii.",
        "Jag kan ändra mina arbetssätt när läget kräver det.",
        "I can change how I work when the situation calls for it.",
    ),
    Statement(
        "B4b",
        "Pysähdymme oppimaan siitä, mitä on tapahtunut.",
        "Vi stannar upp för att lära oss av det som har hänt.",
        "We stop to learn from what has happened.",
    ),
    Statement(
        "B5a",
        "Yhteistyömme toimii myös silloin, kun olemme eri mieltä.",
        "Vårt samarbete fungerar också när vi är oeniga.",
        "Our cooperation works even when we disagree.",
    ),
    Statement(
        "B5b",
        "Johtamisesta ja työnjaosta voi meillä puhua suoraan.",
        "Hos oss kan man tala öppet om ledning och arbetsfördelning.",
        "Leadership and division of work can be talked about openly here.",
    ),
    Statement(
        "B6a",
        "Aikani kuluu työn kannalta oikeisiin asioihin.",
        "Min tid går till det som är rätt för arbetet.",
        "My time goes to the right things for the work.",
    ),
    Statement(
        "B6b",
        "Saamme enemmän aikaan samoilla voimavaroilla ilman lisäkuormaa.",
        "Vi får mer gjort med samma resurser utan extra belastning.",
        "We get more done with the same means without extra strain.",
    ),
    Statement(
        "O1a",
        "Voin tehdä työni niin hyvin kuin se pitäisi tehdä.",
        "Jag kan göra mitt arbete så bra som det borde göras.",
        "I can do my work as well as it ought to be done.",
    ),
    Statement(
        "O1b",
        "Turhaa tai kahteen kertaan tehtävää työtä on vähän.",
        "Det finns lite onödigt arbete eller dubbelarbete.",
        "There is little needless or doubled work.",
    ),
    Statement(
        "O1c",
        "Ihmiset, joita palvelemme, saavat meiltä sen, mitä tarvitsevat.",
        "De vi finns till för får det de behöver av oss.",
        "The people we serve get what they need from us.",
    ),
    Statement(
        "O2a",
        "Minulla on selvä käsitys siitä, millainen ammattilainen olen.",
        "Jag har en klar bild av vem jag är som yrkesperson.",
        "I have a clear sense of who I am as a professional.",
    ),
    Statement(
        "O2b",
        "Luotan omaan ammatilliseen harkintaani.",
        "Jag litar på mitt professionella omdöme.",
        "I trust my own professional judgement.",
    ),
    Statement(
        "O3a",
        "Palaudun työstäni.",
        "Jag återhämtar mig från mitt arbete.",
        "I recover from my work.",
    ),
    Statement(
        "O3b",
        "Kokemusten jakaminen antaa minulle voimaa työhön.",
        "Att dela erfarenheter ger mig kraft i arbetet.",
        "Sharing experiences gives me strength for work.",
    ),
    Statement(
        "O4a",
        "Saan muilta uusia tapoja tehdä työtä.",
        "Jag får nya sätt att arbeta av andra.",
        "I get new ways of working from others.",
    ),
    Statement(
        "O4b",
        "Tuon omaa osaamistani muiden käyttöön.",
        "Jag ställer mitt kunnande till andras förfogande.",
        "I make my know-how available to others.",
    ),
    Statement(
        "O5a",
        "Meillä voi ottaa vaikeankin asian puheeksi.",
        "Hos oss kan man ta upp också svåra saker.",
        "Even difficult matters can be raised here.",
    ),
    Statement(
        "O5b",
        "Työpaikalleni on hyvä tulla.",
        "Det är bra att komma till min arbetsplats.",
        "My workplace is good to come to.",
    ),
    Statement(
        "O6a",
        "Saan esihenkilöltäni tukea, kun tarvitsen sitä.",
        "Jag får stöd av min chef när jag behöver det.",
        "I get support from my manager when I need it.",
    ),
    Statement(
        "O6b",
        "Tiedän, miten johdan tätä työtä tässä tilanteessa.",
        "Jag vet hur jag leder det här arbetet i den här situationen.",
        "I know how to lead this work in this situation.",
    ),
    Statement(
        "O7a",
        "Osaan sanoa yhdellä lauseella, mitä varten työmme on olemassa.",
        "Jag kan med en mening säga varför vårt arbete finns.",
        "I can say in one sentence what our work exists for.",
    ),
    Statement(
        "O7b",
        "Teemme enimmäkseen sitä, mitä varten olemme täällä.",
        "Vi gör för det mesta det vi är här för.",
        "We mostly do what we are here to do.",
    ),
    Statement(
        "O8a",
        "Olemme yhdessä sopineet, mikä on meillä riittävän hyvää työtä.",
        "Vi har tillsammans kommit överens om vad som är tillräckligt bra arbete hos oss.",
        "We have agreed together what good enough work means here.",
    ),
    Statement(
        "O8b",
        "Sovitut laatuvaatimukset näkyvät arjessa.",
        "De överenskomna kvalitetskraven syns i vardagen.",
        "The agreed requirements show in daily work.",
    ),
    Statement(
        "O9a",
        "Tiedän, mitä muut ammattiryhmät tekevät ja milloin pyydän heidät mukaan.",
        "Jag vet vad andra yrkesgrupper gör och när jag ska ta dem med.",
        "I know what other professions do and when to involve them.",
    ),
    Statement(
        "O9b",
        "Eri ammattiryhmien osaaminen tulee meillä käyttöön.",
        "De olika yrkesgruppernas kunnande kommer till nytta hos oss.",
        "The know-how of the different professions is put to use here.",
    ),
)
BY_CODE = {statement.code: statement for statement in STATEMENTS}


class WrongChoice(ValueError):
    """Fewer than three or more than six statements, or one that is not among ours."""


def chosen(codes: Iterable[str]) -> tuple[Statement, ...]:
    """The statements of these codes in the order of the bank, each once. Raises WrongChoice."""
    wanted = set(codes)
    if not FEWEST <= len(wanted) <= MOST or not wanted <= BY_CODE.keys():
        raise WrongChoice(sorted(wanted))
    return tuple(statement for statement in STATEMENTS if statement.code in wanted)


def known(codes: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of codes that were stored."""
    return tuple(BY_CODE[code] for code in codes)
