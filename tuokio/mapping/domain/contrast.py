"""Whether a colour can be read, and the nearest one that can.

Relative luminance and contrast ratio as defined in WCAG 2.2
(https://www.w3.org/TR/WCAG22/#dfn-relative-luminance and #dfn-contrast-ratio); text needs 4.5:1
by its success criterion 1.4.3. Luminance grows in step with linear light, so the nearest darker or
lighter shade is computed, not searched for: dimming all three channels alike keeps the hue.
"""

import re
from dataclasses import dataclass

READABLE = 4.5
LIGHT_GROUND = "#f9f6f1"
DARK_GROUND = "#0e181b"
DARK_SURFACE = "#182428"
WHITE = "#ffffff"

type Channels = tuple[float, float, float]


class NotAColour(ValueError):
    """The text is not an sRGB colour such as #2a5b5b or #abc."""


@dataclass(frozen=True, slots=True)
class AccentAdvice:
    """How one accent colour reads, and what to use where it does not.

    `light` carries white text and stands as text on the light ground; `dark` carries text in the
    colour of the dark ground and stands as text on the dark surface. Both equal `accent` where it
    reads well as it is.
    """

    accent: str
    on_light: float
    on_dark: float
    light: str
    dark: str
    text_on_light: str = WHITE
    text_on_dark: str = DARK_GROUND

    @property
    def readable(self) -> bool:
        """Whether the colour may be used as it is on the light page."""
        return self.light == self.accent


def contrast_ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black on white). Raises NotAColour."""
    darker, lighter = sorted((relative_luminance(one), relative_luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def relative_luminance(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white). Raises NotAColour."""
    return _luminance(_linear(colour))


def readable_accent(colour: str) -> AccentAdvice:
    """Say whether an accent colour reaches 4.5:1, and offer the nearest that does. Raises NotAColour.

    On a light page the ground asks more than white text does, because the ground is not quite
    white; on a dark page the surface asks more than the ground, for the same reason.
    """
    accent = normal_form(colour)
    return AccentAdvice(
        accent=accent,
        on_light=contrast_ratio(accent, LIGHT_GROUND),
        on_dark=contrast_ratio(accent, DARK_SURFACE),
        light=_darkened(accent, LIGHT_GROUND),
        dark=_lightened(accent, DARK_SURFACE),
    )


def normal_form(colour: str) -> str:
    """The colour as #rrggbb in small letters; `#` may be missing. Raises NotAColour."""
    digits = colour.strip().removeprefix("#").lower()
    if re.fullmatch(r"[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if not re.fullmatch(r"[0-9a-f]{6}", digits):
        raise NotAColour(f"{colour[:20]!r} is not a colour such as #2a5b5b")
    return f"#{digits}"


def _darkened(accent: str, ground: str) -> str:
    if contrast_ratio(accent, ground) >= READABLE:
        return accent
    channels = _linear(accent)
    wanted = (relative_luminance(ground) + 0.05) / READABLE - 0.05
    share = wanted / _luminance(channels)
    # rounding down, so that the shade is never a hair too light
    return _hex([int(_encoded(channel * share) * 255) for channel in channels])


def _lightened(accent: str, ground: str) -> str:
    if contrast_ratio(accent, ground) >= READABLE:
        return accent
    channels = _linear(accent)
    wanted = (relative_luminance(ground) + 0.05) * READABLE - 0.05
    luminance = _luminance(channels)
    share = (wanted - luminance) / (1 - luminance)
    mixed = [channel + share * (1 - channel) for channel in channels]
    return _hex([min(255, int(_encoded(channel) * 255) + 1) for channel in mixed])


def _linear(colour: str) -> Channels:
    digits = normal_form(colour)[1:]
    red, green, blue = (_decoded(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return red, green, blue


def _luminance(channels: Channels) -> float:
    red, green, blue = channels
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _decoded(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055


def _hex(channels: list[int]) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in channels)
