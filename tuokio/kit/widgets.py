"""Fields that the browser has a good picker for, filled in the one form such fields understand."""

from django.forms import DateInput, DateTimeInput, TimeInput


class DayInput(DateInput):
    """A date, picked."""

    input_type = "date"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(TimeInput):
    """A time on the wall clock, picked."""

    input_type = "time"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(DateTimeInput):
    """A date and a time on the wall clock, picked."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, object] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
