"""Fonts that an episode brings: which are taken, and what they draw."""

from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.fonts import SQUARE, make_font
from videopipe.assets import font_path
from videopipe.drawing.paint import letters
from videopipe.drawing.setting import face_with, line_width, own_fonts
from videopipe.model.errors import InputError
from videopipe.text.fonts import MissingGlyphs, missing_glyphs, require_glyphs
from videopipe.text.own_fonts import (
    BrokenFont,
    ColourFont,
    FontCollection,
    FontNotAllowed,
    FontTooLarge,
    VariableFont,
    open_font,
    write_for_libass,
)


@pytest.mark.parametrize("postscript", [False, True])
def test_what_the_shipped_font_lacks_is_taken_from_the_first_that_has_it(
    tmp_path: Path, *, postscript: bool
) -> None:
    first = open_font(make_font(tmp_path / "a.ttf", "𠮷国", postscript=postscript))
    second = open_font(make_font(tmp_path / "b.ttf", "𠮷𪚥", postscript=postscript, left=200))
    face = face_with("Medium", (first, second))
    assert face.borrowed("𠮷𪚥国广") == {"𠮷": first, "𪚥": second}
    assert (face.advance("𠮷"), face.bearing("𠮷"), face.bearing("𪚥")) == (0.8, 0.1, 0.2)
    assert face.ink("𠮷") == tuple(edge / 1000 for edge in SQUARE)
    assert face.ink("国") == face_with("Medium", ()).ink("国")
    assert not face_with("Medium", ()).can_draw("𠮷")


def test_a_blank_or_undefined_glyph_draws_nothing_and_so_is_missing(tmp_path: Path) -> None:
    font = open_font(make_font(tmp_path / "a.ttf", "𠮷", blank="𪚥", undefined="𠀀"))
    face = face_with("Bold", (font,))
    assert [each.char for each in missing_glyphs([("name", "𠮷𪚥𠀀")], face)] == ["𪚥", "𠀀"]
    with pytest.raises(MissingGlyphs, match=r"U\+2A6A5 \(name\).*`fonts:` in episode.yaml$"):
        require_glyphs([("name", "𠮷𪚥")], face)


def test_emoji_are_refused_with_the_reason() -> None:
    with pytest.raises(MissingGlyphs) as caught:
        require_glyphs([("cue", "好😀")], face_with("Medium", ()))
    assert caught.value.say("en").endswith("letters here have one: say it in words")
    assert caught.value.say("zh").endswith("而画面文字只有一种颜色：请改用文字表达")


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        (VariableFont, {"variable": True}),
        (ColourFont, {"coloured": True}),
        (FontNotAllowed, {"embedding": 2}),
    ],
)
def test_fonts_that_cannot_be_used_are_refused(
    tmp_path: Path, kind: type[InputError], condition: dict[str, Any]
) -> None:
    path = make_font(tmp_path / "own.ttf", **condition)
    with pytest.raises(kind) as caught:
        open_font(path)
    for lang in ("en", "zh"):
        assert caught.value.say(lang).startswith(str(path))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (FontCollection, b"ttcf\0\1\0\0"),
        (BrokenFont, b""),
        (BrokenFont, b"wOF2\0\1\0\0"),
        (BrokenFont, b"\0\1\0\0" + bytes(100)),
        (BrokenFont, b"OTTO\xff\xff" + bytes(100)),
    ],
)
def test_files_that_are_no_font_are_refused(tmp_path: Path, kind: type[InputError], data: bytes) -> None:
    path = tmp_path / "own.ttf"
    path.write_bytes(data)
    with pytest.raises(kind):
        open_font(path)


def test_fonts_cut_short_are_refused(tmp_path: Path) -> None:
    for postscript in (False, True):
        data = make_font(tmp_path / "own.ttf", postscript=postscript).read_bytes()
        for length in range(4, len(data) - 4, 97):
            (tmp_path / "cut.ttf").write_bytes(data[:length])
            with pytest.raises(BrokenFont):
                open_font(tmp_path / "cut.ttf")


@pytest.mark.parametrize("postscript", [False, True])
def test_a_damaged_font_is_refused_or_drawn_or_lacks_the_character(
    tmp_path: Path, *, postscript: bool
) -> None:
    data = make_font(tmp_path / "own.ttf", postscript=postscript).read_bytes()
    chance, ends = Random(5), set()
    for _ in range(40):
        damaged = bytearray(data)
        damaged[chance.randrange(4, len(data))] = chance.randrange(256)
        (tmp_path / "own.ttf").write_bytes(damaged)
        ends.add(end_of(tmp_path))
    assert {"refused", "drawn"} <= ends


def end_of(folder: Path) -> str:
    """What becomes of a font that may be damaged."""
    try:
        font = open_font(folder / "own.ttf")
        write_for_libass(font, folder)
    except InputError:
        return "refused"
    if not face_with("Bold", (font,)).can_draw("𠮷"):
        return "lacking"
    with own_fonts((font,)):
        letters("𠮷", "Bold", 50, "#FFFFFF", 0, 100)
    return "drawn"


def test_a_file_too_large_for_a_font_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "own.ttf").open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(FontTooLarge):
        open_font(tmp_path / "own.ttf")


def test_the_shipped_fonts_would_do() -> None:
    assert open_font(font_path("Bold")).family.startswith("videopipe-")


def test_graphics_draw_the_glyph_of_the_episodes_font_at_its_place(tmp_path: Path) -> None:
    font = open_font(make_font(tmp_path / "own.ttf"))
    with own_fonts((font,)):
        assert line_width("𠮷国", "Bold") == pytest.approx(0.7 + 1.0)
        box = letters("𠮷", "Bold", 100, "#FFFFFF", 20, 200).ink_box
    assert (box.x, box.y, box.right, box.bottom) == pytest.approx((20, 140, 80, 200), abs=1)
    with pytest.raises(KeyError):
        line_width("𠮷国", "Bold")


def test_letters_that_are_drawn_later_have_the_fonts_that_were_at_hand_when_they_were_set(
    tmp_path: Path,
) -> None:
    font = open_font(make_font(tmp_path / "own.ttf"))
    with own_fonts((font,)):
        set_before = letters("𠮷", "Bold", 100, "#FFFFFF", 0, 200)
    assert set_before.ink_box.width == pytest.approx(60, abs=1)


def test_another_font_at_the_same_place_is_another_font(tmp_path: Path) -> None:
    path = tmp_path / "own.ttf"
    wide = open_font(make_font(path))
    with own_fonts((wide,)):
        assert letters("𠮷", "Bold", 100, "#FFFFFF", 0, 200).ink_box.width == pytest.approx(60, abs=1)
    narrow = open_font(make_font(path, left=500))
    with own_fonts((narrow,)):
        assert letters("𠮷", "Bold", 100, "#FFFFFF", 0, 200).ink_box.width == pytest.approx(20, abs=1)
