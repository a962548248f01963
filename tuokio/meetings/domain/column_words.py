"""The words by which people head their columns and name the forms of work, in Finnish, Swedish and English.

Data for `moving_in`; a new word is added here and nowhere else.
"""

from collections.abc import Mapping
from types import MappingProxyType

from tuokio.meetings.domain.proposal import Field
from tuokio.terms.words import FormOfWork

_TITLES: dict[Field, tuple[str, ...]] = {
    Field.NAME: (
        *("nimi", "prosessi", "prosessin nimi", "työnohjaus", "työnohjausprosessi", "ryhmä", "ryhmän nimi"),
        *("ohjaus", "työyhteisö", "tiimi", "kohde", "ohjattava ryhmä", "ryhmä tai ohjattava", "ryhmä ohjattava", "kenelle"),
        *("namn", "process", "processens namn", "grupp", "gruppens namn", "handledning"),
        *("name", "process name", "group", "group name", "team", "supervision"),
    ),
    Field.FORM: (
        *("muoto", "työnohjausmuoto", "työmuoto", "ohjausmuoto", "laji", "tyyppi", "yksilö ryhmä"),
        *("form", "arbetsform", "handledningsform", "typ", "type", "form of work", "kind"),
    ),
    Field.PAYER: (
        *("maksaja", "tilaaja", "asiakas", "organisaatio", "työnantaja", "yritys", "laskutettava", "laskutus"),
        *("asiakasorganisaatio", "laskun saaja", "laskutusasiakas", "työpaikka", "tilaajaorganisaatio"),
        *("betalare", "beställare", "kund", "organisation", "arbetsgivare", "företag", "arbetsplats"),
        *("payer", "commissioner", "customer", "client", "employer", "company", "bill to"),
    ),
    Field.BUSINESS_ID: ("y tunnus", "ytunnus", "fo nummer", "business id", "organisationsnummer"),
    Field.MEMBER_COUNT: (
        *("hlö", "hlöä", "henkilöä", "henkilömäärä", "osallistujamäärä", "osallistujia", "hlö määrä", "hlöt"),
        *("ohjattavia", "ryhmän koko", "koko", "osallistujien määrä", "lkm", "montako", "henkeä"),
        *("antal deltagare", "deltagarantal", "antal personer", "antal handledda", "gruppstorlek"),
        *("participants number", "number of participants", "people", "size", "group size", "members number"),
    ),
    Field.MEMBER_NAMES: (
        *("osallistujat", "ohjattavat", "jäsenet", "osallistujien nimet", "ohjattava", "ryhmän jäsenet"),
        *("deltagare", "handledda", "medlemmar", "participants", "members", "supervisees", "names"),
    ),
    Field.MINUTES: (
        *("kesto", "pituus", "min", "minuutit", "minuuttia", "min krt", "kesto min", "pituus min", "kerran kesto"),
        *("tunnit", "kesto h", "kesto t", "h krt", "aika min", "tapaamisen kesto"),
        *("längd", "minuter", "tid min", "duration", "length", "minutes", "hours"),
    ),
    Field.PRICE: (
        *("hinta", "kertahinta", "a hinta", "á hinta", "à hinta", "hinta krt", "hinta kerta", "eur krt", "eur"),
        *("hinta eur", "eur kerta", "hinta per kerta", "tuntihinta", "veloitus", "palkkio", "kokonaishinta"),
        *("pris", "pris per gång", "à pris", "a pris", "timpris", "arvode", "pris eur", "totalpris"),
        *("price", "price per meeting", "fee", "rate", "hourly rate", "price eur", "total price"),
    ),
    Field.VAT: ("alv", "alv prosentti", "vero", "arvonlisävero", "alv kanta", "moms", "momssats", "vat", "vat rate"),
    Field.INTERVAL: (
        *("väli", "rytmi", "viikon välein", "vkon välein", "vk välein", "tiheys", "viikkoväli", "vkoväli"),
        *("kuinka usein", "tapaamisväli", "väli vk", "väli viikkoa", "vk väli"),
        *("intervall", "rytm", "hur ofta", "mellanrum", "veckor emellan", "intervall veckor"),
        *("interval", "rhythm", "how often", "frequency", "every weeks", "weeks between", "interval weeks"),
    ),
    Field.PLANNED: (
        *("sovittu", "sovitut kerrat", "kerrat", "kertoja", "suunniteltu", "krt", "kertamäärä", "sovittu krt"),
        *("sovittu kertaa", "kerrat yhteensä", "sopimus kertaa", "kertoja sovittu", "tapaamisia", "määrä", "kpl"),
        *("avtalat", "avtalade gånger", "antal gånger", "planerade", "antal träffar", "gånger", "antal"),
        *("planned", "agreed", "number of meetings", "meetings agreed", "meetings planned", "count"),
    ),
    Field.HELD_COUNT: (
        *("pidetty", "pidetyt", "pidetyt kerrat", "toteutunut", "toteutuneet", "pidetty krt", "käytetty"),
        *("toteutuneet kerrat", "kertoja pidetty", "menneet", "pidetty kertaa"),
        *("hållna", "hållna gånger", "hållet", "held", "meetings held", "done", "used"),
    ),
    Field.HELD_DATES: (
        *("pidetyt päivät", "pidetyt tapaamiset", "toteutuneet päivät", "toteutuneet tapaamiset", "pidetty pvm"),
        *("pidetyt pvm", "toteutuneet ajat", "menneet päivät"),
        *("hållna datum", "hållna träffar", "held dates", "dates held", "past dates"),
    ),
    Field.COMING: (
        *("seuraava", "seuraavat", "seuraavat ajat", "tulevat", "tulevat päivät", "tulevat ajat", "seuraava kerta"),
        *("seuraava tapaaminen", "sovitut ajat", "tulevat tapaamiset", "seuraava aika"),
        *("nästa", "nästa gång", "nästa träff", "kommande", "kommande datum", "kommande träffar"),
        *("next", "next meeting", "coming", "upcoming", "coming dates", "upcoming dates", "future dates"),
    ),
    Field.DATES: (
        *("päivät", "päivämäärät", "tapaamiset", "ajat", "pvm", "tapaamispäivät", "tapaamisajat"),
        *("datum", "träffar", "tider", "dates", "meetings", "meeting dates"),
    ),
    Field.TIME: ("klo", "kellonaika", "aika", "alkaa klo", "kello", "kl", "klockan", "klockslag", "tid", "time", "starts at"),
    Field.STARTS_ON: (
        *("alkoi", "aloitus", "alku", "alkaa", "aloituspäivä", "alkupvm", "aloitettu", "sopimus alkaa"),
        *("började", "start", "startdatum", "begynnelse", "started", "start date", "starts on"),
    ),
    Field.ENDS_ON: (
        *("päättyy", "loppu", "loppuu", "sopimus päättyy", "päättymispäivä", "loppupvm", "voimassa asti"),
        *("slutar", "slut", "slutdatum", "avtalet slutar", "ends", "end date", "ends on", "valid until"),
    ),
    Field.ORDER_NUMBER: (
        *("tilausnumero", "tilausnro", "tilaus nro", "tilausviite", "viite", "viitteenne", "tilaus", "sopimusnumero"),
        *("beställningsnummer", "beställningsnr", "referens", "order", "order number", "order no", "po", "po number"),
    ),
    Field.COST_CENTRE: (
        *("kustannuspaikka", "kp", "kust paikka", "kustannuspaikan numero", "kostnadsställe", "ks"),
        *("cost centre", "cost center"),
    ),
}  # fmt: skip

TITLES: Mapping[str, Field] = MappingProxyType(
    {words: field for field, several in _TITLES.items() for words in several}
)

NOTES = frozenset(
    (
        *("muistiinpanot", "muistiinpano", "huom", "huomiot", "huomioita", "huomautus", "lisätiedot", "lisätietoja"),
        *("kommentti", "kommentit", "muuta", "teemat", "aiheet", "sisältö", "tavoitteet", "taustaa"),
        *("anteckningar", "anteckning", "kommentar", "obs", "övrigt", "teman", "innehåll", "mål"),
        *("notes", "note", "comments", "comment", "remarks", "themes", "content", "goals"),
    )
)  # fmt: skip

SUMS = frozenset(
    (
        *("yhteensä", "yht", "summa", "kaikki yhteensä", "totalt", "sammanlagt", "summa summarum"),
        *("total", "sum", "totals", "grand total", "loppusumma", "välisumma"),
    )
)  # fmt: skip

# In the order in which they are looked for: the more particular word goes first, and what it covers is taken out.
FORM_WORDS: tuple[tuple[FormOfWork, tuple[str, ...]], ...] = (
    (
        FormOfWork.WORK_COMMUNITY,
        ("työyhteisö", "työporukka", "arbetsgemenskap", "work community", "whole workplace"),
    ),
    (FormOfWork.INDIVIDUAL, ("yksilö", "yks.", "individ", "enskild", "one to one", "1:1", "1-1")),
    (FormOfWork.PAIR, ("työpari", "parityö", "pariohjaus", "parihandl", "parhandl", "pair")),
    (FormOfWork.GROUP, ("ryhmä", "ryh.", "grupp", "group")),
)
# Short words that stand for a form only as a whole word.
FORM_WHOLE_WORDS: Mapping[str, FormOfWork] = MappingProxyType(
    {
        "yks": FormOfWork.INDIVIDUAL,
        "pari": FormOfWork.PAIR,
        "par": FormOfWork.PAIR,
        "ryh": FormOfWork.GROUP,
    }
)
TEAM_WORDS = ("tiimi", "team")
SUPERVISION_WORDS = ("työnohj", "ohjaus", "handledning", "supervision", "tno")
