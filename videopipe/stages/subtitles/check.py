"""Whether the font can draw every subtitle."""

from collections.abc import Sequence

from videopipe.model.cues import ScreenCue
from videopipe.model.errors import ToolMissing
from videopipe.text.fonts import Face, missing_glyphs


class MissingGlyph(ToolMissing):
    """A character that the subtitle font lacks: it would come out as an empty box, or in another font."""

    en = "cue {cue}: {font} has no “{char}” (U+{code}). Replace the character, or choose a font that has it"
    zh = "第 {cue} 条字幕：字体 {font} 中没有“{char}”（U+{code}）。请替换该字，或改用包含该字的字体"


def require_glyphs(cues: Sequence[ScreenCue], face: Face, font: str) -> None:
    """Nothing if all can be drawn; raises MissingGlyph for the first that can't."""
    texts = ((str(cue.number), line) for cue in cues for line in cue.lines)
    for missing in missing_glyphs(texts, face)[:1]:
        raise MissingGlyph(cue=missing.where, font=font, char=missing.char, code=f"{missing.codepoint:04X}")
