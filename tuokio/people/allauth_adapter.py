"""How allauth is told to behave in this house: it keeps passkeys, second steps and sessions, nothing else."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from tuokio.kit.limits import address_of
from tuokio.people.computers import settle_computer
from tuokio.people.models import Person

NOT_RIGHT = _("That code is not right. Check the newest one and type it again.")
TOO_OFTEN = _("There have been many tries. Wait a quarter of an hour and try again.")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is untyped
    """Signing in without passwords; nobody signs up by themselves; our pages and letters say what happens."""

    error_messages = {**DefaultAccountAdapter.error_messages, "too_many_login_attempts": TOO_OFTEN}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: people come by invitation, slip or start link."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Never by allauth: our own views ask for a fresh sign-in."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing leaves by allauth: every mail of this house is a letter of ours."""

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only plain sentences are shown; allauth's own templates are not ours."""
        if message := kwargs.get("message"):
            super().add_message(request, level, message=message)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The network address, as our own limits see it."""
        return address_of(request) or "0.0.0.0"  # noqa: S104  # a stand-in for "unknown", nothing listens there

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        """A closed account is told nothing more than an unknown one."""
        return redirect("account_login")

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in, for as long as this computer may remember it."""
        computer = request.session.get("computer_asked", "")
        super().login(request, user)
        settle_computer(request, computer)


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth is untyped
    """Passkeys to come in with, and the six digits of an app as a second step for who wants it."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": NOT_RIGHT}

    def is_mfa_enabled(self, user: Person, types: Any = None) -> bool:
        """A passkey is a way in, not a second step: having one does not ask it after a mailed code."""
        asked = set(types or Authenticator.Type)
        if Authenticator.Type.TOTP in asked:
            asked = {Authenticator.Type.TOTP}
        return bool(super().is_mfa_enabled(user, types=list(asked)))

    def _get_site_name(self) -> str:
        return "Tuokio"

    def get_totp_label(self, user: Person) -> str:
        """What the app writes beside the digits."""
        return user.email or user.name or "Tuokio"

    def get_public_key_credential_user_entity(self, user: Person) -> dict[str, Any]:
        """What the phone writes beside the passkey."""
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        label = user.name or user.email or "Tuokio"
        return {**entity, "display_name": label, "name": user.email or label}
