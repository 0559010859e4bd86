"""An expert's comment on a poster: a quotation mark, the words line by line, who said them.

All numbers are pixels of the 1080 canvas.
"""

from videopipe.drawing.setting import Setting, shrink_then_wrap, wrap_then_shrink
from videopipe.model.infographics import Quote
from videopipe.stages.infographics.acts import Act
from videopipe.stages.infographics.look import Look, lines_of, place, placed, rising
from videopipe.stages.infographics.page import poster, rule
from videopipe.stages.infographics.tempo import BODY_MS, IN_MS, STAGGER_MS, TURN_MS

TITLE, TITLE_ROW = 36, 56
MARK, MARK_ROW = 190, 104
MARK_INK = 0.66
"""From the baseline of a quotation mark up to the middle of its ink, in ems."""
WORDS, WORDS_ROW = 72, 112
LINES, LINES_UPRIGHT, LINES_SQUARE = 4, 8, 6
RULE_GAP, NAME_GAP = 36, 26
NAME, NAME_ROW, ROLE, ROLE_ROW = 44, 64, 34, 50
MIDDLE = 0.46


def acts(scene: Quote, look: Look) -> list[Act]:
    """Mark, words, rule, name, role."""
    ground, room = poster(scene.head, look)
    px, colours = look.px, look.theme.colours
    lines = LINES if look.canvas.wide else LINES_UPRIGHT if look.canvas.upright else LINES_SQUARE
    words = wrap_then_shrink(scene.text, "Medium", px(WORDS), place("text", room.width, lines))
    pitch = round(WORDS_ROW / WORDS * words.size)
    name, role = _who(scene, look, room.width)
    told = bool(name.lines) * px(NAME_ROW) + len(role.lines) * px(ROLE_ROW)
    tall = px(TITLE_ROW + MARK_ROW) + pitch * len(words.lines) + px(RULE_GAP + 8 + NAME_GAP) + told
    top = max(room.top, room.top + (room.bottom - room.top - tall) * MIDDLE)
    title = shrink_then_wrap(scene.head.title, "Medium", px(TITLE), place("title", room.width * 0.7))
    below = top + px(TITLE_ROW + MARK_ROW)
    after = below + pitch * len(words.lines) + px(RULE_GAP)
    start = BODY_MS + len(words.lines) * TURN_MS // 2
    baseline = top + px(TITLE_ROW) + px(MARK_ROW) / 2 + MARK_INK * px(MARK)
    mark = placed("“", "Bold", px(MARK), look.lit, room.left, baseline)
    who = [
        *lines_of(name, colours.text, room.left, after + px(8 + NAME_GAP), px(NAME_ROW)),
        *lines_of(
            role, colours.soft, room.left,
            after + px(8 + NAME_GAP) + bool(name.lines) * px(NAME_ROW), px(ROLE_ROW),
        ),
    ]  # fmt: skip
    return [
        *ground,
        *rising(lines_of(title, colours.soft, room.left, top, px(TITLE_ROW)), look, 0),
        Act(mark, STAGGER_MS, IN_MS),
        *(
            act
            for turn, text in enumerate(lines_of(words, colours.text, room.left, below, pitch))
            for act in rising([text], look, BODY_MS + turn * TURN_MS // 2)
        ),
        Act(rule(room.left, after, look), start, IN_MS, "right"),
        *rising(who, look, start + STAGGER_MS),
    ]


def _who(scene: Quote, look: Look, width: float) -> tuple[Setting, Setting]:
    """Name and role; no lines where they aren't known."""
    px = look.px
    none = Setting((), "Medium", px(ROLE))
    name = shrink_then_wrap(scene.name, "Bold", px(NAME), place("name", width)) if scene.name else none
    role = shrink_then_wrap(scene.role, "Medium", px(ROLE), place("role", width, 2)) if scene.role else none
    return name, role
