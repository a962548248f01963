"""What the context keeps."""

from tuokio.meetings.models.absences import Absence, Break, Substitute
from tuokio.meetings.models.availability import BookingRules, DatedHours, WeeklyHours
from tuokio.meetings.models.charges import Charge, ChargeQuerySet
from tuokio.meetings.models.hours import EarlierWork, ReferencePermission
from tuokio.meetings.models.meetings import Attendance, Meeting, MeetingChange, MeetingQuerySet, Series
from tuokio.meetings.models.moving_in import MovingIn, MovingInQuerySet
from tuokio.meetings.models.occupancy import Busy, Occupancy
from tuokio.meetings.models.places import Joiner, OpenGroup
from tuokio.meetings.models.reminders import ReminderLook, ReminderWish
from tuokio.meetings.models.remote import RemoteRoom, RemoteWay
from tuokio.meetings.models.rooms import Room
from tuokio.meetings.models.rosters import RosterGiven, RosterLink, UnitRoster
from tuokio.meetings.models.talks import Talk

__all__ = [
    "Absence",
    "Attendance",
    "BookingRules",
    "Break",
    "Busy",
    "Charge",
    "ChargeQuerySet",
    "DatedHours",
    "EarlierWork",
    "Joiner",
    "Meeting",
    "MeetingChange",
    "MeetingQuerySet",
    "MovingIn",
    "MovingInQuerySet",
    "Occupancy",
    "OpenGroup",
    "ReferencePermission",
    "ReminderLook",
    "ReminderWish",
    "RemoteRoom",
    "RemoteWay",
    "Room",
    "RosterGiven",
    "RosterLink",
    "Series",
    "Substitute",
    "Talk",
    "UnitRoster",
    "WeeklyHours",
]
