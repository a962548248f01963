"""What may be plain of the work in the room: one file for each thing."""

from tuokio.workroom.models.levels import GroupLevel, LevelAnswer, LevelTold, OwnGoal, RatedGoal
from tuokio.workroom.models.out_of_room import OutOfRoom, OutVoice
from tuokio.workroom.models.pulse import PulseAnswer, PulseBand, PulseWanted
from tuokio.workroom.models.reminders import Reminder
from tuokio.workroom.models.rounds import AloneRound, RoundToken

__all__ = [
    "AloneRound",
    "GroupLevel",
    "LevelAnswer",
    "LevelTold",
    "OutOfRoom",
    "OutVoice",
    "OwnGoal",
    "PulseAnswer",
    "PulseBand",
    "PulseWanted",
    "RatedGoal",
    "Reminder",
    "RoundToken",
]
