"""Prints who can sign in: the people of a demo, or a one-time link for the owner of this machine."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tuokio.kit.clock import now
from tuokio.people import doors
from tuokio.people.models import Person, Role
from tuokio.people.pages import demo_people
from tuokio.people.usecases import person_with
from tuokio.terms.words import Standing


class Command(BaseCommand):
    """`tuokio start` prints this once the server answers."""

    help = "Print who can sign in, and a one-time link where mail cannot reach anyone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--owner", default="", help="mail address of someone who may found a practice; made when unknown"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """In a demo the people; else a link for the owner, when there is none yet or mails are only drafts."""
        if settings.DEMO:
            self.stdout.write(f"Sign in with one click at {settings.BASE_ADDRESS}/sign-in/ as:")
            for group in demo_people():
                for _pk, name, where in group.people:
                    self.stdout.write(f"  {name:<28} {group.title}{f', {where}' if where else ''}")
            return
        for person in self.owners(options["owner"]):
            link = doors.make_start_link(person=person, at=now())
            called = person.name or person.email or "the first user"
            self.stdout.write(f"Sign in as {called} (once, within 15 minutes):\n  {link}")

    def owners(self, email: str) -> list[Person]:
        """Whom a link is for: the one named; else whoever founds the first practice; else those mail cannot reach."""
        if email:
            return [person_with(email=email, language="fi")]
        owning = Role.objects.filter(standing=Standing.OWNER, ended_on=None, person__is_active=True)
        found = list(Person.objects.filter(pk__in=owning.values("person")).order_by("joined_at"))
        if not found:
            first = (
                Person.objects.filter(is_active=True, roles=None, memberships=None)
                .order_by("joined_at")
                .first()
            )
            return [first or Person.objects.create_user()]
        return [person for person in found if settings.MAIL_MAKES_DRAFTS or not person.email]
