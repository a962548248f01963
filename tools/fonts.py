"""Cuts our fonts out of the npm packages at build: only the letters we use, and under names of our own.

Both families carry the SIL Open Font License. "Source" is a reserved font name, so what we change may not
be called that inside either: every name record is written anew, the copyright and licence lines are kept.
"""

import shutil
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.otTables import NO_VARIATION_INDEX
from fontTools.varLib.instancer import instantiateVariableFont

PACKAGES = Path("node_modules/@fontsource-variable")
SANS = PACKAGES / "source-sans-3/files/source-sans-3-latin-wght-normal.woff2"
SANS_MORE = PACKAGES / "source-sans-3/files/source-sans-3-latin-ext-wght-normal.woff2"
SERIF = PACKAGES / "newsreader/files/newsreader-latin-opsz-normal.woff2"
LICENCES = {"source-sans-3": "Tuokio-Sans-OFL.txt", "newsreader": "Tuokio-Display-OFL.txt"}

WESTERN = [*range(0x20, 0x7F), *range(0xA0, 0x100)]
MARKS = [ord(mark) for mark in "€–—−‘’‚“”„…•→←✓\u2009\u2011\u202f"]
LEVELS = [ord(mark) for mark in "≤≥"]  # "at least" on a printed sheet
NORDIC = [*range(0x20, 0x7F), *(ord(letter) for letter in "åäöÅÄÖéÉüÜ§·\u00a0\u00ad€–−’”…•\u2011")]
SPOKEN = [
    code for code in NORDIC if chr(code) not in "#$%*<=>@[\\]^_`{|}~§"
]  # headings, prices, the telephone
FURTHER = [*range(0x100, 0x180), 0x218, 0x219, 0x21A, 0x21B]  # Sámi, Baltic, Polish, Romanian names
KEPT_RECORDS = {0, 7, 8, 9, 11, 12, 13, 14}  # copyright, trademark, makers, licence


def build_fonts(target: Path) -> None:
    """Write the woff2 files of our pages into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    _save_web(_ui(SANS, [*WESTERN, *MARKS]), target / "tuokio-sans.woff2", "Tuokio Sans")
    _save_web(_ui(SANS_MORE, FURTHER), target / "tuokio-sans-more.woff2", "Tuokio Sans")
    _save_web(_still(SANS, NORDIC, wght=400), target / "tuokio-text.woff2", "Tuokio Text")
    _save_web(_still(SANS_MORE, FURTHER, wght=400), target / "tuokio-text-more.woff2", "Tuokio Text")
    display = _still(SERIF, SPOKEN, wght=380, opsz=60)
    _save_web(display, target / "tuokio-display.woff2", "Tuokio Display")


def build_pdf_fonts(target: Path) -> None:
    """Write the still TTF files that the PDF maker reads, one family in two weights, into `target`."""
    target.mkdir(parents=True, exist_ok=True)
    for style, weight in (("Regular", 400), ("Bold", 700)):
        parts = []
        for source, letters in ((SANS, [*WESTERN, *MARKS, *LEVELS]), (SANS_MORE, FURTHER)):
            part = BytesIO()
            _still(source, letters, wght=weight).save(part)
            part.seek(0)
            parts.append(part)
        font = Merger().merge(parts)
        font["OS/2"].usWeightClass = weight
        font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
        font["head"].macStyle = 1 if style == "Bold" else 0
        _rename(font, "Tuokio Sans", style)
        font.flavor = None
        _keep_clock_out(font)
        font.save(target / f"TuokioSans-{style}.ttf")


def copy_licences(target: Path) -> None:
    """Put the licence of each family beside the fonts made from it."""
    target.mkdir(parents=True, exist_ok=True)
    for package, name in LICENCES.items():
        shutil.copyfile(PACKAGES / package / "LICENSE", target / name)


def _ui(source: Path, letters: Iterable[int]) -> TTFont:
    return _take(source, letters, {"wght": (400, 700)})


def _still(source: Path, letters: Iterable[int], **axes: float) -> TTFont:
    return _take(source, letters, axes)


def _take(source: Path, letters: Iterable[int], axes: Mapping[str, float | tuple[float, float]]) -> TTFont:
    wanted = set(letters)
    font = instantiateVariableFont(_cut(TTFont(source), wanted), axes)
    _draw_missing(font, wanted)
    return font


def _draw_missing(font: TTFont, wanted: set[int]) -> None:
    """Add what the Latin files lack: both arrows, the tick, at most and at least, and the two unbreakable signs."""
    cmap = font.getBestCmap()
    if ord("-") not in cmap:  # the file with further letters only
        return
    unit = font["head"].unitsPerEm / 1000
    arrow = [
        (60, 220),
        (460, 220),
        (340, 100),
        (395, 45),
        (610, 260),
        (395, 475),
        (340, 420),
        (460, 300),
        (60, 300),
    ]
    more = [(40, 160), (458, 345), (458, 405), (40, 590), (40, 512), (368, 375), (40, 238)]
    bar = [(40, 30), (458, 30), (458, 100), (40, 100)]
    drawings = {
        0x2192: ("arrowright", 670, [arrow]),
        0x2190: ("arrowleft", 670, [[(670 - x, y) for x, y in reversed(arrow)]]),
        0x2713: ("checkmark", 640, [[(250, 20), (590, 510), (520, 560), (240, 150), (105, 285), (50, 225)]]),
        0x2264: ("lessequal", 498, [[(498 - x, y) for x, y in reversed(more)], bar]),
        0x2265: ("greaterequal", 498, [more, bar]),
    }
    added = {0x2011: cmap[ord("-")], 0x202F: cmap.get(0x2009, cmap[0xA0])}
    for code, (name, advance, contours) in drawings.items():
        if code in cmap or code not in wanted:
            continue
        pen = TTGlyphPen(None)
        for points in contours:
            pen.moveTo((round(points[0][0] * unit), round(points[0][1] * unit)))
            for x, y in reversed(points[1:]):
                pen.lineTo((round(x * unit), round(y * unit)))
            pen.closePath()
        glyph = pen.glyph()
        glyph.recalcBounds(font["glyf"])
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"].glyphs[name] = glyph
        font["glyf"].glyphOrder = font.getGlyphOrder()
        font["hmtx"].metrics[name] = (round(advance * unit), glyph.xMin)
        if "gvar" in font:
            font["gvar"].variations[name] = []
            font["HVAR"].table.AdvWidthMap.mapping[name] = NO_VARIATION_INDEX
        added[code] = name
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: name for code, name in added.items() if code not in table.cmap})


def _cut(font: TTFont, letters: Iterable[int]) -> TTFont:
    options = Options()
    options.layout_features = ["kern", "liga", "mark", "ccmp", "locl", "tnum", "lnum"]
    options.hinting = False
    options.glyph_names = False
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.notdef_outline = True
    cutter = Subsetter(options)
    cutter.populate(unicodes=list(letters))
    cutter.subset(font)
    return font


def _rename(font: TTFont, family: str, style: str) -> None:
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in KEPT_RECORDS]
    joined = family.replace(" ", "")
    ours = {
        1: family,
        2: style,
        3: f"{joined}-{style}",
        4: f"{family} {style}",
        5: "Version 1.0",
        6: f"{joined}-{style}",
    }
    for number, text in ours.items():
        names.setName(text, number, 3, 1, 0x409)
    if "fvar" in font:
        for axis in font["fvar"].axes:
            axis.axisNameID = names.addMultilingualName({"en": "Weight"}, ttFont=font)
        font["fvar"].instances = []
    if "STAT" in font:
        del font["STAT"]  # it points at names that are gone


def _save_web(font: TTFont, target: Path, family: str) -> None:
    _rename(font, family, "Regular")
    font.flavor = "woff2"
    _keep_clock_out(font)
    font.save(target)


def _keep_clock_out(font: TTFont) -> None:
    """The same letters make the same bytes on every day."""
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 3_786_912_000  # 1 January 2024 in font time
