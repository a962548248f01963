"""What may be plain of the workroom."""

from tuokio.workroom.models.out_of_room import OutOfRoom, OutVoice

__all__ = ["OutOfRoom", "OutVoice"]
