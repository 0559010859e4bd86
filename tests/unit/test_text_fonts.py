"""What the shipped fonts can draw of characters that cause trouble."""

import pytest

from videopipe.assets import Weight, font_path
from videopipe.text.fonts import MissingGlyphs, read_face, require_glyphs


@pytest.mark.parametrize("weight", ["Medium", "Bold"])
def test_rare_characters_are_drawn_or_refused_by_name(weight: Weight) -> None:
    face = read_face(font_path(weight))
    require_glyphs([("name", "祂䶮〇镕")], face)
    with pytest.raises(MissingGlyphs) as caught:
        require_glyphs([("name", "祂䶮𠮷〇镕"), ("title", "😀\ue000"), ("cue", "ก้\ufe0f")], face)
    told = caught.value.say("zh")
    for code in (
        "U+20BB7 (name)",
        "U+1F600 (title)",
        "U+E000 (title)",
        "U+0E49 (cue)",
        "U+FE0F (cue：请删去)",
    ):
        assert code in told
