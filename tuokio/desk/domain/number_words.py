"""Small numbers as words, the way a sentence has them: three meetings, five are coming.

Up to ten they are written out, larger ones as digits; Swedish counts meetings and persons with the same "en".
"""

NUMBER_WORDS = {
    "fi": [
        "nolla",
        "yksi",
        "kaksi",
        "kolme",
        "neljä",
        "viisi",
        "kuusi",
        "seitsemän",
        "kahdeksan",
        "yhdeksän",
        "kymmenen",
    ],
    "sv": ["noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio"],
    "en": ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"],
}


def number_word(number: int, language: str) -> str:
    """The number as a word in "fi", "sv" or "en" up to ten, else as digits."""
    words = NUMBER_WORDS.get(language, NUMBER_WORDS["fi"])
    return words[number] if 0 <= number < len(words) else str(number)
