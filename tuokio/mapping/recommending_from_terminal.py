"""`tuokio recommend`: answers in, recommendations out, both as JSON. Needs no Django."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tuokio.mapping.domain.answers import GIVEN_TWICE, Answers, BadAnswers, Fault, read_answers
from tuokio.mapping.domain.recommending import recommend

BAD = 2


class Unreadable(Exception):
    """What came in is no JSON; the message says why, in one line."""


def run_recommend(file: str, *, complain: Callable[[str], None]) -> int:
    """Print what the rules make of the answers in a file; `-` reads standard input. Returns the exit code."""
    try:
        raw = parsed(_content_of(file))
    except Unreadable as refusal:
        complain(str(refusal))
        return BAD
    many = raw if isinstance(raw, list) else [raw]
    answers, faults = _read_each(many, is_list=isinstance(raw, list))
    for line in faults:
        complain(line)
    if faults:
        return BAD
    told = [recommend(one).as_json() for one in answers]
    text = json.dumps(told if isinstance(raw, list) else told[0], ensure_ascii=False, indent=2)
    sys.stdout.buffer.write(f"{text}\n".encode())
    return 0


def parsed(content: bytes) -> Any:
    """The JSON in these bytes; a key named twice stands there as GIVEN_TWICE. Raises Unreadable."""
    try:
        return json.loads(content, object_pairs_hook=_object)
    except RecursionError:
        raise Unreadable("The answers are nested too deep to be read.") from None
    except UnicodeDecodeError:
        raise Unreadable("The answers are not JSON: they are not written in UTF-8.") from None
    except ValueError as error:  # also a number of thousands of digits
        raise Unreadable(f"The answers are not JSON: {str(error).splitlines()[0]}.") from None


def _content_of(file: str) -> bytes:
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Unreadable(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError:  # a NUL in the name
        raise Unreadable("The name of the file cannot be read.") from None


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        found[key] = GIVEN_TWICE if key in found else value
    return found


def _read_each(many: Sequence[Any], *, is_list: bool) -> tuple[list[Answers], list[str]]:
    answers: list[Answers] = []
    lines: list[str] = []
    for place, raw in enumerate(many):
        try:
            answers.append(read_answers(raw))
        except BadAnswers as refused:
            lines += [_line(fault, f"[{place}]" if is_list else "") for fault in refused.faults]
    return answers, lines


def _line(fault: Fault, place: str) -> str:
    return f"{place}{'.' if fault.key else ': '}{fault}" if place else str(fault)
