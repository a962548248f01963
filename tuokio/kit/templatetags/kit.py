"""Tags of the kit, there in every template without loading."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zlib import crc32

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, Form, RadioSelect
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tuokio.kit import assets, money, when
from tuokio.kit.labels import AUDIENCES
from tuokio.terms.words import Audience

register = template.Library()
STATES_WITHOUT_WORDS = {"held", "todo", "next", "off", "look"}


@register.simple_tag
def asset(name: str) -> str:
    """The address of a built file: {% asset "app.css" %}."""
    return assets.asset_address(name)


@register.simple_tag
def once() -> SafeString:
    """A hidden field that makes a form sent twice do its work once."""
    from tuokio.kit.once import new_token  # it needs models, which templates do not

    return format_html('<input type="hidden" name="once" value="{}">', new_token())


@register.simple_tag(takes_context=True)
def badge(context: template.Context, kind: str, text: str = "") -> SafeString:
    """Who can see this, in words: own, group, commissioner, practice, plain (kept readable). Or a state, with its text.

    What the page is about may have words of its own: see `_seen_in_words`.
    """
    if not text and kind in STATES_WITHOUT_WORDS:
        raise template.TemplateSyntaxError(f"The badge {kind!r} needs its words.")
    words = text or (
        _("kept in readable form") if kind == "plain" else _seen_in_words(context, Audience(kind))
    )
    return format_html('<span class="badge badge-{}">{}</span>', kind, words)


def _seen_in_words(context: template.Context, audience: Audience) -> str:
    """The words of an audience, as the process or the reader of the page tells them by its `seen_in_words`."""
    for name in ("process", "contact"):
        own = getattr(context.get(name), "seen_in_words", None)
        if own is not None and (words := own(audience)):
            return str(words)
    return str(AUDIENCES[audience])


@register.simple_block_tag(takes_context=True)
def card(context: template.Context, content: str, title: str, **options: Any) -> SafeString:
    """A card round its content: title, about, id, level (2), tone, badge, badge_text, note, action_href, action_text, action_of."""
    told_apart = f"{title}{options.get('about', '')}"
    heading = options.pop("id", "") or f"card-{crc32(told_apart.encode()):08x}"
    shown = badge(context, options["badge"], options.get("badge_text", "")) if options.get("badge") else ""
    return mark_safe(  # noqa: S308  the template escapes what is not already safe
        render_to_string(
            "kit/card.html",
            {
                **options,
                "title": title,
                "id": heading,
                "badge": shown,
                "content": content,
                "level": options.get("level", 2),
            },
        )
    )


@register.simple_tag
def field(bound: BoundField, **options: Any) -> str:
    """A field with its label, hint and errors. hint, label, kind, class, optional; what else is given goes onto the input."""
    hint = options.pop("hint", "") or bound.help_text
    about = {
        "field": bound,
        "hint": hint,
        "label": options.pop("label", "") or bound.label,
        "class": options.pop("class", ""),
        "optional": options.pop("optional", False),
        "hint_id": f"{bound.auto_id}_hint",
        "error_id": f"{bound.auto_id}_error",
        "kind": _kind(bound, options.pop("kind", "")),
    }
    told = [about["hint_id"]] * bool(hint) + [about["error_id"]] * bool(bound.errors)
    about["described_by"] = " ".join(told)
    attributes: dict[str, Any] = {"class": _classes(bound, about["kind"]), **options}
    if told:
        attributes["aria-describedby"] = about["described_by"]
    if about["kind"] in {"choices", "segments", "framed"}:
        about["options"] = bound.subwidgets
    else:
        about["input"] = bound.as_widget(attrs={k: v for k, v in attributes.items() if v})
    return render_to_string("kit/field.html", about)


def _kind(bound: BoundField, asked: str) -> str:
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return asked or "choices"
    return "check" if isinstance(widget, CheckboxInput) else "plain"


def _classes(bound: BoundField, kind: str) -> str:
    own = bound.field.widget.attrs.get("class", "")
    return f"input {own}".strip() if kind == "plain" else str(own)


@register.simple_tag
def fields(form: Form) -> SafeString:
    """Every field of a form in its order, the hidden ones plainly."""
    parts = [str(bound) for bound in form.hidden_fields()]
    parts += [field(bound) for bound in form.visible_fields()]
    return mark_safe("\n".join(parts))  # noqa: S308  each part was made by a template


@register.inclusion_tag("kit/errors.html")
def form_errors(form: Form) -> dict[str, Any]:
    """What needs another look, on top of a form, with a way to each field."""
    return {"errors": list(_errors_of(form))}


def _errors_of(form: Form) -> Iterator[tuple[str, str, str]]:
    if not form.is_bound:
        return
    for message in form.non_field_errors():
        yield "", "", str(message)
    for bound in form:
        if bound.errors and bound.is_hidden:
            for message in bound.errors:
                yield "", "", str(message)
        elif bound.errors:
            grouped = isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)
            yield (
                f"{bound.auto_id}_0" if grouped else bound.id_for_label,
                str(bound.label),
                str(bound.errors[0]),
            )


@register.simple_tag(name="when")
def when_between(at: datetime, minutes: int | None = None, zone: str = "") -> str:
    """ti 24.11. klo 13.00–14.15: {% when meeting.starts_at meeting.minutes zone=meeting.zone %}."""
    return when.moment(at, minutes, zone)


@register.simple_tag(name="hours")
def hours_between(at: datetime, minutes: int, zone: str = "") -> str:
    """klo 13.00–14.15."""
    return when.hours(at, minutes, zone)


@register.filter(name="when")
def moment(at: datetime | None) -> str:
    """ti 24.11. klo 13.00."""
    return when.moment(at) if at else ""


@register.filter
def day(on: date | None) -> str:
    """ti 24.11. (with the year when it is another one); a moment is taken as its day in Finland."""
    return when.day(_as_day(on)) if on else ""


@register.filter
def long_day(on: date | None) -> str:
    """24.11.2026."""
    return when.long_day(_as_day(on)) if on else ""


def _as_day(on: date) -> date:
    return when.local(on).date() if isinstance(on, datetime) else on


@register.filter(name="money")
def euros(cents: int | None) -> str:
    """Cents as 1 780,00 €."""
    return "" if cents is None else money.euros(cents)
