"""Who opens a supervisor's own record: whoever supervises, each their own."""

from tests.cast import MORNING
from tests.who_opens import Row, World
from tests.who_opens.supervision import SUPERVISORS
from tuokio.meetings.usecases.hours import tell_earlier_work
from tuokio.terms.words import FormOfWork, OrganisationKind

WHO_OPENS = {
    "/hours/": SUPERVISORS,
    "/hours/references/": Row(SUPERVISORS, query="?as=csv"),
    "/hours/clients/": Row(SUPERVISORS, post={}),
    "/hours/earlier-work/": SUPERVISORS,
    "/hours/earlier-work/{line_id}/removal/": Row({"aino"}, post={}),
}


def ids(world: World) -> dict[str, str]:
    """A line of Aino's work from before."""
    line = tell_earlier_work(
        supervisor=world.people["aino"],
        from_year=2015,
        until_year=2019,
        form=FormOfWork.GROUP,
        sector=OrganisationKind.CHURCH,
        meetings=40,
        minutes=3000,
        at=MORNING,
    )
    return {"line_id": str(line.pk)}
