"""Who opens the pages of agreement: whoever leads the process, who orders it by their door, who takes part by sign-in."""

from __future__ import annotations

from tests.agreement.agreement_cast import CONTENT, of_kind
from tests.who_opens import Row, World
from tuokio.agreement.domain.content import AgreementContent
from tuokio.agreement.models import AgreementCopy, AgreementVersion
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.sending import send_version
from tuokio.kit.clock import now
from tuokio.supervision.models import Process
from tuokio.terms.agreement_words import AgreementKind
from tuokio.terms.words import FormOfWork

OF_PROCESS = "/processes/{process_id}/agreement"
WHO_OPENS = {
    f"{OF_PROCESS}/": {"aino"},
    f"{OF_PROCESS}/draft/": {"aino"},
    f"{OF_PROCESS}/amendment/": {"aino"},
    f"{OF_PROCESS}/sending/": {"aino"},
    f"{OF_PROCESS}/acceptances/": {"aino"},
    f"{OF_PROCESS}/member-list/": {"aino"},
    f"{OF_PROCESS}/asking/": Row({"aino"}, post={}),
    f"{OF_PROCESS}/signed/": {"aino"},
    f"{OF_PROCESS}/reminder/": {"aino"},
    f"{OF_PROCESS}/taking-back/": {"aino"},
    f"{OF_PROCESS}/entry-into-force/": Row({"aino"}, post={}),
    f"{OF_PROCESS}/{{version_id}}/pdf/{{language}}/": {"aino"},
    "/commissioner/agreements/{version_id}/": {"kaarlo"},
    "/commissioner/agreements/{version_id}/pdf/{language}/": {"kaarlo"},
    "/my/agreements/{version_id}/": {"bertta"},
    "/my/agreements/{version_id}/pdf/{language}/": {"bertta"},
    "/coordination/agreements/{internal_id}/": {"dora"},
    "/coordination/agreements/{internal_id}/pdf/{language}/": {"dora"},
}


def ids(world: World) -> dict[str, str]:
    """A version that waits, with its papers; and one of an internal agreement that Pekka leads in the same house."""
    version = sent(world, world.process, CONTENT)
    pekkas = Process.objects.create(
        practice=world.practice,
        name="Talon oma ryhmä",
        form=FormOfWork.GROUP,
        state="running",
        state_since=now(),
        opened_at=now(),
    )
    of_house = sent(world, pekkas, of_kind(AgreementKind.INTERNAL))
    return {"version_id": str(version.pk), "internal_id": str(of_house.pk), "language": "fi"}


def sent(world: World, process: Process, content: AgreementContent) -> AgreementVersion:
    """A version sent just now, with its papers: nobody who looks waits for a worker."""
    aino = world.people["aino"]
    version = draft_version(process=process, content=content, by=aino, at=now())
    version = send_version(version=version, seen=version.fingerprint, by=aino, at=now())
    for language in ("fi", "sv", "en"):
        AgreementCopy.objects.create(
            version=version,
            language=language,
            content=b"%PDF-1.7\n",
            fingerprint="0" * 64,
            release="",
            made_at=now(),
        )
    return version
