"""Where each part stands: safe box, left edge, the subtitles' place. Arithmetic only, no fonts.

Boxes are the largest that a part may need, so that a plan can place a clip that is not drawn yet.
All numbers in this file are pixels on a canvas whose short side is 1080 until `Canvas.px` scales them.
"""

from fractions import Fraction

from videopipe.drawing.canvas import Canvas, even
from videopipe.model.graphics import (
    Bug,
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    LowerThird,
    QuestionCard,
    TitleCard,
    TopicStrap,
)
from videopipe.model.overlay import Box

BUG_HEIGHT = 56
BUG_WIDTH = 720
TOPIC_HEIGHT = 48
TOPIC_GAP = 8
"""Below the bug."""
CHAPTER_HEIGHT = 116
NAME_TIER = 88
ROLE_TIER = 60
ROLE_LINE = 46
STRAP_WIDTH = 1064
STRAP_ROLE_LINES = 2
CARD_WIDTH = 1440
CARD_HEADER = 88
CARD_LINE = 100
CARD_LINE_NARROW = 95
"""The largest question that themes may have is smaller on upright and square canvases."""
CARD_PITCH = Fraction(100, 72)
"""Line to line of a question, in ems."""
LINE_AIR = 12
"""What a line of the question has above and below its ideographs; taken off the padding."""
TITLE_LINE = 144
CREDIT_LINE = 56
CREDIT_ROWS = 5
SOURCE_LINE = 40
SOURCE_ROWS = 3
SOURCE_GAP = 20


def box(graphic: Graphic, canvas: Canvas) -> Box:
    """Where the clip of `graphic` lies; even numbers, inside the safe box, above `canvas.floor`."""
    match graphic:
        case Bug():
            safe = canvas.safe
            return Box(safe.x, safe.y, min(canvas.even(BUG_WIDTH), safe.width), canvas.even(BUG_HEIGHT))
        case TopicStrap():
            return _topic_box(canvas)
        case ChapterMark():
            return _strap_box(canvas, CHAPTER_HEIGHT)
        case LowerThird() | ExpertStrap():
            return _strap_box(canvas, NAME_TIER + ROLE_TIER + ROLE_LINE * (STRAP_ROLE_LINES - 1))
        case QuestionCard():
            return _centred(canvas, min(canvas.even(CARD_WIDTH), canvas.safe.width), card_height(canvas))
        case TitleCard():
            return _centred(canvas, canvas.safe.width, title_height(canvas))
        case ClosingCard():
            return _centred(canvas, canvas.safe.width, closing_height(canvas))


def question_lines(canvas: Canvas) -> int:
    """Lines that a question may have."""
    return 4 if canvas.wide else 7 if canvas.upright else 6


def title_lines(canvas: Canvas) -> int:
    """Lines that a title may have."""
    return 2 if canvas.wide else 4 if canvas.upright else 3


def card_height(canvas: Canvas) -> int:
    """Height of the question card with all its lines."""
    line = CARD_LINE if canvas.wide else CARD_LINE_NARROW
    body = 2 * _card_padding(canvas) + line * question_lines(canvas) - 2 * LINE_AIR
    return canvas.even(CARD_HEADER + body)


def _card_padding(canvas: Canvas) -> int:
    """The most air that a theme may put around a question, 1080 pixels."""
    return 60 if canvas.wide else 44


def title_height(canvas: Canvas) -> int:
    """Height of the opening title with all its lines."""
    return canvas.even(200 + TITLE_LINE * title_lines(canvas))


def closing_height(canvas: Canvas) -> int:
    """Height of the closing card with all its credits and sources."""
    return canvas.even(260 + CREDIT_LINE * CREDIT_ROWS + SOURCE_GAP + SOURCE_LINE * SOURCE_ROWS)


def _topic_box(canvas: Canvas) -> Box:
    safe, top = canvas.safe, canvas.even(BUG_HEIGHT + TOPIC_GAP)
    return Box(safe.x, safe.y + top, min(canvas.even(BUG_WIDTH), safe.width), canvas.even(TOPIC_HEIGHT))


def _strap_box(canvas: Canvas, tall: int) -> Box:
    height = canvas.even(tall)
    width = min(canvas.even(STRAP_WIDTH), canvas.safe.width)
    return Box(canvas.safe.x, canvas.floor - height, width, height)


def _centred(canvas: Canvas, width: int, height: int) -> Box:
    """On the safe box's axis and the optical centre, a little above the middle, as far as safe box and floor let it."""
    safe = canvas.safe
    top = max(safe.y, min(even(canvas.height * 46 // 100 - height // 2), canvas.floor - height))
    return Box(even(safe.x + (safe.width - width) // 2), top, width, height)
