"""Where a meeting is: a room of the practice, a place in one's own words, or remotely."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from tuokio.kit.clock import today
from tuokio.kit.money import euros
from tuokio.meetings.models import Room
from tuokio.people.models import Practice


class RoomChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # takes no type when it runs
    """A room of the practice: its name, seats and price."""

    def label_from_instance(self, obj: Any) -> str:
        seats = _("%(count)s seats") % {"count": obj.capacity} if obj.capacity else ""
        price = euros(obj.price_cents) if obj.price_cents else ""
        return " · ".join(part for part in (obj.name, seats, price) if part)


class WhereForm(forms.Form):
    """The part of a form that says where. A practice without rooms is asked for a place only."""

    room = RoomChoice(
        label=lazy("Room"), queryset=Room.objects.none(), required=False, empty_label=lazy("no room")
    )
    place = forms.CharField(label=pgettext_lazy("of a meeting", "Place"), max_length=120, required=False)
    remote = forms.BooleanField(label=lazy("Remote"), required=False)
    first_field = "on"

    def __init__(
        self, *arguments: Any, practice: Practice, now_in: Room | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.now_in = now_in
        in_use = Q(closed_on=None) | Q(closed_on__gt=today())
        rooms = Room.objects.filter(in_use | Q(pk=now_in.pk if now_in else None), practice=practice)
        self.order_fields([name for name in self.fields if name not in WhereForm.base_fields])
        if not rooms.exists():
            del self.fields["room"]
            return
        field = self.fields["room"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rooms
        self.fields["place"].help_text = _("Leave it empty for the room's own name and address.")

    def clean(self) -> dict[str, Any]:
        """The room's own words are the place, unless others were written; they go when the room goes."""
        given = super().clean() or self.cleaned_data
        room: Room | None = given.get("room")
        if self.now_in and given.get("place") == self.now_in.whereabouts:
            given["place"] = ""
        if room is None:
            return given
        day = given.get(self.first_field)
        if room.closed_on and day and day >= room.closed_on:
            self.add_error("room", _("The room is not in use on that day. Choose another."))
        given["place"] = given.get("place") or room.whereabouts
        return given
