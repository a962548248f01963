"""What a supervisee may be asked for, beside coming to the meetings."""

from enum import StrEnum


class AskKind(StrEnum):
    """One request to a supervisee."""

    MAPPING = "mapping"
    AGREEMENT = "agreement"
    AMENDMENT = "amendment"
    WAVE = "wave"
    SUMMARY = "summary"
    DATES = "dates"  # which of some times suit
