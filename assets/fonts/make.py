"""Makes the fonts of this folder that are not taken over as they come. Needs fonttools and brotli.

    python make.py FOLDER_OF_NOTO INTER_VARIABLE TWEMOJI_WOFF2

FOLDER_OF_NOTO holds NotoSansSymbols-Regular.ttf, NotoSansSymbols2-Regular.ttf, NotoSansMath-Regular.ttf
(Debian's fonts-noto-core); INTER_VARIABLE is the upright variable Inter with the axis of weights
(Debian's fonts-inter-variable); TWEMOJI_WOFF2 is twemoji.woff2 of the npm package twemoji-colr-font 15.0.3.
"""

import sys
from pathlib import Path

from fontTools import merge, subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import cmap_format_13
from fontTools.varLib import instancer

HERE = Path(__file__).parent

# Punctuation, currency, letterlike, number forms, arrows, operators, technical, enclosed, boxes, blocks, shapes,
# miscellaneous symbols, dingbats, more arrows and operators.
SYMBOLS = [(0x2010, 0x2BFF), (0x1D400, 0x1D7FF), (0x1F100, 0x1F1E5), (0x1F780, 0x1F8FF)]
BRAILLE = (0x2800, 0x28FF)


def subsetted(font, keep):
    options = subset.Options(hinting=False, layout_features=[], name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14],
                             notdef_outline=True, glyph_names=False, drop_tables=["MATH", "GPOS", "GSUB", "GDEF", "FFTM", "DSIG"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=keep)
    subsetter.subset(font)
    return font


def symbols(noto, emoji, out):
    """One font of the symbols of three, the earlier ones first; what is always in color is left out."""
    taken, parts = set(), []
    for name in ["NotoSansMath-Regular", "NotoSansSymbols2-Regular", "NotoSansSymbols-Regular"]:
        font = TTFont(noto / f"{name}.ttf")
        inside = {c for c in font.getBestCmap() if any(a <= c <= b for a, b in SYMBOLS)}
        keep = {c for c in inside if not BRAILLE[0] <= c <= BRAILLE[1]} - taken - emoji
        taken |= keep
        part = HERE / f".{name}.ttf"
        subsetted(font, keep).save(part)
        parts.append(part)
    merged = merge.Merger().merge([str(part) for part in parts])
    for part in parts:
        part.unlink()
    rename(merged, "Sententia Symbols")
    merged.save(out)


def rename(font, family):
    table = font["name"]
    kept = {0: "Copyright 2010-2020 Google LLC (Noto Sans Math, Noto Sans Symbols, Noto Sans Symbols 2)",
            13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.", 14: "https://scripts.sil.org/OFL"}
    table.names = []
    for number, words in {1: family, 2: "Regular", 3: family, 4: family, 5: "1.0", 6: family.replace(" ", ""), **kept}.items():
        table.setName(words, number, 3, 1, 0x409)


def missing(out):
    """A font without pictures that has every character: its widths make room for the boxes the program draws."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "four", "six"])
    builder.setupCharacterMap({0x41: "four"})
    empty = TTGlyphPen(None).glyph()
    builder.setupGlyf({".notdef": empty, "four": empty, "six": empty})
    builder.setupHorizontalMetrics({".notdef": (800, 0), "four": (800, 0), "six": (1050, 0)})
    builder.setupHorizontalHeader(ascent=1069, descent=-293)
    builder.setupNameTable({"familyName": "Sententia Missing", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=1069, sTypoDescender=-293, usWinAscent=1069, usWinDescent=293)
    builder.setupPost(keepGlyphNames=False)
    font = builder.font
    table = cmap_format_13(13)
    table.platformID, table.platEncID, table.language = 3, 10, 0
    # Not the dotted circle: shapers would add one before marks that stand alone.
    table.cmap = {c: "four" if c < 0x10000 else "six" for c in range(0x110000) if c != 0x25CC}
    font["cmap"].tables = [table]
    # A positioning of its own keeps shapers from stacking marks: each box has its width.
    addOpenTypeFeaturesFromString(font, "table GDEF { GlyphClassDef [four six], , , ; } GDEF; feature kern { pos four six 0; } kern;")
    font.save(out)


def twemoji(source, out):
    font = TTFont(source)
    font.flavor = None
    options = subset.Options(hinting=False, layout_features=["*"], glyph_names=False, drop_tables=["FFTM", "cvt "],
                             name_IDs=[0, 1, 2, 3, 4, 5, 6], notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(glyphs=font.getGlyphOrder(), unicodes=font.getBestCmap())
    subsetter.subset(font)
    font.save(out)
    return set(font.getBestCmap())


def inter(source, out):
    """Without the pictures among the private characters and the letters of other design; the weights in use."""
    font = TTFont(source)
    options = subset.Options(glyph_names=False, name_IDs=["*"], layout_features=[
        "kern", "liga", "calt", "ccmp", "locl", "mark", "mkmk", "tnum", "frac", "numr", "dnom", "case", "sups", "subs", "ordn"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[c for c in font.getBestCmap() if not 0xE000 <= c <= 0xF8FF])
    subsetter.subset(font)
    instancer.instantiateVariableFont(font, {"wght": (400, 600)}, inplace=True)
    font.save(out)


def presented_as_emoji(emoji):
    """Those drawn in color without being asked: all beyond the BMP, and some of the older symbols."""
    old = """231A 231B 23E9 23EA 23EB 23EC 23F0 23F3 25FD 25FE 2614 2615 2648 2649 264A 264B 264C 264D 264E 264F 2650 2651 2652
    2653 267F 2693 26A1 26AA 26AB 26BD 26BE 26C4 26C5 26CE 26D4 26EA 26F2 26F3 26F5 26FA 26FD 2705 270A 270B 2728 274C 274E
    2753 2754 2755 2757 2795 2796 2797 27B0 27BF 2B1B 2B1C 2B50 2B55"""
    return {int(code, 16) for code in old.split()} | {c for c in emoji if c > 0xFFFF}


if __name__ == "__main__":
    noto, variable, woff = map(Path, sys.argv[1:4])
    inter(variable, HERE / "Inter.ttf")
    emoji = twemoji(woff, HERE / "Twemoji.ttf")
    symbols(noto, presented_as_emoji(emoji), HERE / "SententiaSymbols.ttf")
    missing(HERE / "SententiaMissing.ttf")
