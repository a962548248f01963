"""The processes of the demo, one line of life each. No name here belongs to a real person or organisation."""

from __future__ import annotations

from dataclasses import dataclass, field

from tuokio.terms.words import Composition, FormOfWork, OrganisationKind, ProcessState

S, F, C, K = ProcessState, FormOfWork, Composition, OrganisationKind


@dataclass(frozen=True, kw_only=True)
class Story:
    """One process of the demo. `held`: how many of `planned` have been held by today.

    `full_path`: what was recommended, offered, agreed and evaluated stands in `full_path.WALKS` under its name.
    """

    name: str
    form: FormOfWork
    state: ProcessState = S.RUNNING
    composition: str = ""
    payer: tuple[str, OrganisationKind]
    members: tuple[str, ...]
    minutes: int
    planned: int
    held: int
    weeks: int
    at: str  # wall-clock time
    weekday: int  # Monday is 0
    euros: int
    language: str = "fi"
    place: str = ""
    remote: bool = False
    managers: bool = False
    vat: str = "standard"
    order: str = ""
    signed_in: dict[str, str] = field(default_factory=dict)  # member's name -> mail address
    full_path: bool = False
    by_enquiry: bool = False
    opened: int = 0  # days ago, of one that has not met yet; otherwise it began before its first meeting


SOLO = (
    Story(name="Hanna K.", full_path=True, form=F.INDIVIDUAL, payer=("Hanna K.", K.SELF_PAYER), members=("Hanna K.",), minutes=60,
          planned=8, held=3, weeks=3, at="09:00", weekday=1, euros=100, remote=True, signed_in={"Hanna K.": "hanna"}),
    Story(name="Mikael S.", full_path=True, form=F.INDIVIDUAL, payer=("Vassbölen seurakunta", K.CHURCH), members=("Mikael S.",), minutes=45,
          planned=20, held=11, weeks=2, at="10:30", weekday=2, euros=80, language="sv", vat="small_business"),
    Story(name="E. T.", full_path=True, form=F.INDIVIDUAL, payer=("Kuusiniemen kunta", K.MUNICIPALITY), members=("E. T.",), minutes=60,
          planned=10, held=9, weeks=3, at="10:30", weekday=3, euros=100, managers=True, order="4711-26"),
    Story(name="Perhetyön työpari", form=F.PAIR, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Riikka", "Joel"), minutes=75, planned=6, held=5, weeks=3, at="08:30", weekday=4, euros=160, order="HVA-2291"),
    Story(name="Päiväkoti Auringon tiimi", full_path=True, form=F.GROUP, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=("Henna", "Samuli", "Oona", "Tiia", "Maarit", "V. L."), minutes=75, planned=10, held=4, weeks=3, at="13:00",
          weekday=1, euros=160, place="Kokoushuone Kanerva", order="4712-26", signed_in={"Henna": "henna"}),
    Story(name="Kotihoidon yötiimi", full_path=True, form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Anu", "Birgitta", "Dani", "Eeva", "Fatima", "Jukka", "Kaisa", "Leo"), minutes=120, planned=10, held=5, weeks=4,
          at="15:00", weekday=0, euros=240, order="HVA-2292"),
    Story(name="Diakoniatyön ryhmä", full_path=True, form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Vassbölen seurakunta", K.CHURCH),
          members=("Mirja", "Pekka", "Sanna", "Timo"), minutes=75, planned=10, held=8, weeks=4, at="12:00", weekday=2, euros=160),
    Story(name="Koulukuraattorit", full_path=True, form=F.GROUP, composition=C.SAME_FIELD_OTHER_WORKPLACES, payer=("Lehtorinteen koulut", K.SCHOOL),
          members=("A. R.", "M. H.", "K. N.", "S. P.", "T. V."), minutes=120, planned=12, held=7, weeks=4, at="15:00", weekday=3,
          euros=240, remote=True, vat="exempt_education"),
    Story(name="Konepajan työnjohtajat", full_path=True, form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Terävirran Konepaja Oy", K.COMPANY),
          members=("Ari", "Mika", "Petra", "Sami", "Tero"), minutes=120, planned=8, held=3, weeks=5, at="12:15", weekday=0, euros=240,
          managers=True, order="PO-88012"),
    Story(name="Päiväkodinjohtajat", full_path=True, form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=("Johanna", "Kirsi", "Laura", "Niina", "Outi", "Päivi", "Raili"), minutes=120, planned=10, held=9, weeks=4,
          at="12:30", weekday=3, euros=240, managers=True, order="4713-26"),
    Story(name="Perhekeskuksen varhaisen tuen ja ohjauksen monialainen tiimi", full_path=True, form=F.GROUP, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=("Essi", "Harri", "Ilona", "Jaana", "Kerttu"), minutes=120,
          planned=8, held=4, weeks=4, at="10:00", weekday=4, euros=240),
    Story(name="Volunteers' coordinators", full_path=True, form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Valopilkku ry", K.NGO),
          members=("Grace", "Ahmed", "Lotta"), minutes=75, planned=8, held=2, weeks=4, at="16:00", weekday=2, euros=160, language="en",
          remote=True),
    Story(name="Kohtaamispaikan väki", form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Valopilkku ry", K.NGO),
          members=(), minutes=120, planned=6, held=5, weeks=5, at="09:30", weekday=0, euros=260),
    Story(name="Kirjaston väki", form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Kuusiniemen kunta", K.MUNICIPALITY),
          members=(), minutes=120, planned=6, held=1, weeks=5, at="08:15", weekday=2, euros=260, order="4714-26"),
    Story(name="Hoivakoti Niittylän päivätiimi", full_path=True, by_enquiry=True, form=F.GROUP, state=S.MAPPING, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=(), minutes=120, planned=8, held=0, weeks=4, at="15:30", weekday=1, euros=240),
    Story(name="Aluejohtajat", full_path=True, opened=55, form=F.GROUP, state=S.OFFERED, payer=("Kuusiniemen kunta", K.MUNICIPALITY), members=(),
          minutes=120, planned=8, held=0, weeks=5, at="10:30", weekday=1, euros=240, managers=True),
    Story(name="Maahanmuuttopalvelujen tiimi", full_path=True, opened=20, form=F.GROUP, state=S.AGREEING, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Kuusiniemen kunta", K.MUNICIPALITY), members=("Amal", "Jenni", "Paula", "Risto", "Veera"), minutes=75, planned=8,
          held=0, weeks=3, at="09:00", weekday=3, euros=160),
    Story(name="Kuntoutustiimi Kataja", full_path=True, opened=30, form=F.GROUP, state=S.AGREED, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=("Aki", "Elli", "Iida", "Olli"), minutes=75, planned=8, held=0,
          weeks=3, at="13:00", weekday=4, euros=160, signed_in={"Aki": "aki", "Elli": "elli"}),
)  # fmt: skip

SHARED = (
    Story(name="Sosiaalityön tiimi 3", full_path=True, form=F.GROUP, composition=C.SAME_TEAM_SAME_WORK, payer=("Rannikkolan hyvinvointialue", K.COUNTY),
          members=("Aada", "Elias", "Hilla", "Niko", "Vilma"), minutes=120, planned=10, held=3, weeks=4, at="12:00", weekday=1, euros=260,
          order="HVA-3001", signed_in={"Hilla": "hilla"}),
    Story(name="Vuxenskolans lärare", full_path=True, form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Strandbackens skolor", K.SCHOOL),
          members=("Astrid", "Gunnar", "Solveig", "Ulf"), minutes=75, planned=8, held=2, weeks=3, at="14:30", weekday=2, euros=180,
          language="sv", vat="exempt_education"),
    Story(name="R. M.", form=F.INDIVIDUAL, state=S.PAUSED, payer=("R. M.", K.SELF_PAYER), members=("R. M.",), minutes=60, planned=8,
          held=4, weeks=3, at="09:00", weekday=3, euros=110),
    Story(name="Asiakasneuvojat", full_path=True, form=F.GROUP, state=S.RENEGOTIATING, composition=C.SAME_TEAM_SAME_WORK,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("Ella", "Jimi", "Siiri"), minutes=75, planned=8, held=5, weeks=3,
          at="10:00", weekday=0, euros=180),
    Story(name="Nuorisotyöntekijät", full_path=True, form=F.GROUP, state=S.FINAL_REVIEW, composition=C.SAME_TEAM_SAME_WORK,
          payer=("Metsäpuron kunta", K.MUNICIPALITY), members=("Aleksi", "Bea", "Roosa"), minutes=75, planned=6, held=6, weeks=4,
          at="13:00", weekday=2, euros=180, signed_in={"Aleksi": "aleksi", "Bea": "bea", "Roosa": "roosa"}),
    Story(name="Palvelutalo Onnela", form=F.WORK_COMMUNITY, state=S.TERMINATED, composition=C.SAME_TEAM_DIFFERENT_WORK,
          payer=("Onnela ry", K.NGO), members=(), minutes=120, planned=6, held=2, weeks=5, at="13:00", weekday=0, euros=280),
    Story(name="Papiston pari", full_path=True, form=F.PAIR, state=S.CLOSING, composition=C.SAME_FIELD_OTHER_WORKPLACES,
          payer=("Vassbölen seurakunta", K.CHURCH), members=("J.", "L."), minutes=75, planned=5, held=5, weeks=3, at="15:00", weekday=1,
          euros=180, vat="small_business"),
    Story(name="Vuorovastaavat 2025", full_path=True, form=F.GROUP, state=S.CLOSED, composition=C.SAME_TASKS_OTHER_TEAMS,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("Jani", "Mari", "Ville"), minutes=75, planned=5, held=5, weeks=4,
          at="14:00", weekday=3, euros=180, managers=True),
    Story(name="P. O.", form=F.INDIVIDUAL, state=S.REFERRED, payer=("P. O.", K.SELF_PAYER), members=(), minutes=60, planned=5, held=0,
          weeks=3, at="09:00", weekday=1, euros=110),
    Story(name="Taidekoulu", full_path=True, opened=85, form=F.GROUP, state=S.DECLINED, payer=("Taidekoulu Kajo ry", K.NGO), members=(), minutes=75, planned=6,
          held=0, weeks=4, at="10:00", weekday=2, euros=180),
    Story(name="Hallintotiimi", full_path=True, opened=9, form=F.GROUP, state=S.RECOMMENDED, payer=("Metsäpuron kunta", K.MUNICIPALITY), members=(), minutes=75,
          planned=6, held=0, weeks=4, at="10:00", weekday=2, euros=180),
    Story(name="Hemvården i öster", full_path=True, opened=20, form=F.GROUP, state=S.OFFERED, payer=("Rannikkolan hyvinvointialue", K.COUNTY), members=(),
          minutes=120, planned=8, held=0, weeks=4, at="13:00", weekday=3, euros=260, language="sv"),
    Story(name="Laboratorion esihenkilöt", full_path=True, opened=35, form=F.GROUP, state=S.AGREEING, composition=C.SAME_TASKS_OTHER_TEAMS,
          payer=("Terävirran Konepaja Oy", K.COMPANY), members=("H. A.", "K. S.", "O. J."), minutes=120, planned=8, held=0, weeks=5,
          at="09:00", weekday=4, euros=260, managers=True),
)  # fmt: skip

INTERNAL = (
    Story(name="Vuodeosasto 4", full_path=True, form=F.WORK_COMMUNITY, composition=C.SAME_TEAM_DIFFERENT_WORK, payer=("Sairaanhoidon toimiala", K.COUNTY),
          members=(), minutes=120, planned=6, held=2, weeks=5, at="13:00", weekday=1, euros=0),
    Story(name="Neuvolan terveydenhoitajat", full_path=True, form=F.GROUP, composition=C.SAME_TASKS_OTHER_TEAMS, payer=("Perhepalvelut", K.COUNTY),
          members=("Aino", "Helmi", "Kaija", "Marja", "Tuula"), minutes=75, planned=10, held=6, weeks=3, at="08:30", weekday=2, euros=0,
          signed_in={"Helmi": "helmi"}),
    Story(name="K. L., osastonhoitaja", form=F.INDIVIDUAL, payer=("Sairaanhoidon toimiala", K.COUNTY), members=("K. L.",), minutes=60,
          planned=8, held=5, weeks=3, at="10:00", weekday=3, euros=0, managers=True),
)  # fmt: skip
