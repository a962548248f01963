"""How a browser asks for sealed things: a word in a header, JSON or bytes in the body, a code when it is refused."""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from tuokio.kit import clock
from tuokio.vault.models import VaultSession
from tuokio.vault.refusals import Malformed, NotIn, Refused
from tuokio.vault.usecases.coming_in import whose

BEARER = "Bearer "
Act = Callable[..., HttpResponse]


class Asked:
    """One request of somebody who may ask: who, when, and what came with it."""

    def __init__(self, request: HttpRequest, session: VaultSession, at: datetime) -> None:
        self.request, self.session, self.at = request, session, at
        self.person = session.person

    @property
    def said(self) -> Said:
        """The JSON object that came. Raises Malformed."""
        return read(self.request)


class Said:
    """A JSON object whose parts are taken out as what they must be. Each raises Malformed."""

    def __init__(self, value: object) -> None:
        if not isinstance(value, dict):
            raise Malformed
        self.value: dict[str, Any] = value

    def text(self, name: str, *, most: int = 4096, empty: bool = False) -> str:
        found = self.value.get(name, "" if empty else None)
        if not isinstance(found, str) or len(found) > most or not (found or empty):
            raise Malformed
        return found

    def number(self, name: str) -> int:
        found = self.value.get(name)
        if type(found) is not int or not 0 < found < 2**31:
            raise Malformed
        return found

    def flag(self, name: str) -> bool:
        return self.value.get(name) is True

    def id(self, name: str) -> UUID:
        return as_id(self.text(name, most=36))

    def bytes(self, name: str, *, most: int = 400_000) -> bytes:
        try:
            return b64decode(self.text(name, most=most), validate=True)
        except (binascii.Error, ValueError) as fault:
            raise Malformed from fault

    def part(self, name: str) -> Said:
        return Said(self.value.get(name))

    def each(self, name: str, *, most: int = 500) -> list[Said]:
        found = self.value.get(name, [])
        if not isinstance(found, list) or len(found) > most:
            raise Malformed
        return [Said(one) for one in found]


def as_id(text: str) -> UUID:
    """An id in its one usual form: two spellings of one id would be two documents to a browser. Raises Malformed."""
    try:
        found = UUID(text)
    except ValueError as fault:
        raise Malformed from fault
    if str(found) != text:
        raise Malformed
    return found


def kind_of[Kind: StrEnum](kinds: type[Kind], text: str) -> Kind:
    """One of the kinds there are. Raises Malformed."""
    try:
        return kinds(text)
    except ValueError as fault:
        raise Malformed from fault


def read(request: HttpRequest) -> Said:
    """The JSON object of a request. Raises Malformed."""
    try:
        return Said(json.loads(request.body))
    except ValueError as fault:
        raise Malformed from fault


def asks(*methods: str) -> Callable[[Act], Act]:
    """A view for whoever carries a good word; a refusal becomes its code, and nothing is kept by any cache."""
    return by_word(*methods, gives=lambda request, word, at: (Asked(request, whose(word, at=at), at),))


def by_word(
    *methods: str, gives: Callable[[HttpRequest, str, datetime], tuple[Any, ...]]
) -> Callable[[Act], Act]:
    """A view that is given what `gives` makes of the word in the header, which it may refuse. Raises NotIn without one."""

    def guard(act: Act) -> Act:
        def with_word(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            carried = request.headers.get("authorization", "")
            if not carried.startswith(BEARER):
                raise NotIn
            return act(*gives(request, carried.removeprefix(BEARER), clock.now()), **kwargs)

        return answers(*methods)(wraps(act)(with_word))

    return guard


def answers(*methods: str) -> Callable[[Act], Act]:
    """A view that answers in JSON or bytes, to these methods only; refusals become codes.

    No cookie is read here, so no other site can make a browser act: there is nothing for a CSRF token to guard.
    """

    def guard(act: Act) -> Act:
        @csrf_exempt
        @wraps(act)
        def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                response: HttpResponse = JsonResponse({"refused": "method"}, status=405)
                response.headers["Allow"] = ", ".join(methods)
            else:
                try:
                    response = act(request, **kwargs)
                except Refused as refusal:
                    response = JsonResponse({"refused": refusal.code}, status=refusal.status)
            response.headers["Cache-Control"] = "no-store"
            return response

        return view

    return guard


def done(**said: Any) -> JsonResponse:
    """It is done; and what there is to say of it."""
    return JsonResponse(said)
