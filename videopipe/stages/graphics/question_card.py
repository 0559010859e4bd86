"""The question card, built like the strap: a header's plate, the question's plate below it, one accent edge.

Stands over the darkened footage.
"""

from math import floor

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import State, rows, solid
from videopipe.drawing.piece import HEAD_START, HIDDEN, LOWERED, WIPED, Piece, lines_rising
from videopipe.drawing.setting import Place, Setting, wrap_then_shrink
from videopipe.model.graphics import QuestionCard
from videopipe.stages.graphics.label import label
from videopipe.stages.graphics.layout import CARD_HEADER, CARD_PITCH, LINE_AIR, box, question_lines
from videopipe.stages.graphics.rim import accent_bar, lower_plate, rim_of, upper_plate
from videopipe.stages.graphics.words import question_label

GAP, RISE, SLIDE = 24, 28, 20
"""1080 pixels: around the header's divider, and how far question and asker travel."""


def pieces(card: QuestionCard, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """Edge, header, question's plate, then the words; back in reverse."""
    area, px = box(card, canvas), canvas.px
    rim, pad = rim_of(theme, canvas, theme.spacing.card), px(theme.spacing.card)
    width, room = area.width - rim.plate, area.width - rim.words - pad
    question = _question(card, theme, canvas, room)
    header = canvas.even(CARD_HEADER)
    line = floor(CARD_PITCH * question.size)
    body = even(2 * pad + line * len(question.lines)) - 2 * px(LINE_AIR)
    top = even((area.height - header - body) // 2)
    below = top + header
    inks = rows(question, theme.colours.on_tier, rim.words, below + pad - px(LINE_AIR), line)
    return (
        Piece(upper_plate(rim.plate, top, width, header, theme, canvas, alone=False), WIPED, 1, 3),
        Piece(lower_plate(rim.plate, below, width, body, theme, canvas), WIPED, 2, 3),
        Piece(accent_bar(top, header + body, theme, canvas), LOWERED, HEAD_START, 0),
        *_header(card, theme, canvas, rim.words, top, room),
        *lines_rising(inks, px(RISE), 6, 8),
    )


def _question(card: QuestionCard, theme: Theme, canvas: Canvas, room: int) -> Setting:
    place = Place("question_card.question", room, question_lines(canvas))
    return wrap_then_shrink(card.question, "Bold", canvas.px(theme.sizes.question), place, card.names)


def _header(card: QuestionCard, theme: Theme, canvas: Canvas, x: int, y: int, room: int) -> tuple[Piece, ...]:
    px, colours, height = canvas.px, theme.colours, canvas.even(CARD_HEADER)
    number = label(question_label(card), "Bold", theme, canvas, "question_card.number", room // 3)
    topic = label(card.topic, "Medium", theme, canvas, "question_card.topic", room // 3)
    divider = x + round(number.width) + px(GAP)
    after, right = divider + px(GAP), x + room - round(topic.width)
    asker = label(card.asker, "Medium", theme, canvas, "question_card.asker", right - px(2 * GAP) - after)
    away = State(alpha=0, dx=-px(SLIDE))
    mark = solid(divider - 1, y + px(28), 2, height - 2 * px(28), colours.soft, 60)
    return (
        *(Piece(ink, away, 4, 8) for ink in rows(number, colours.text, x, y, height)),
        Piece(mark, HIDDEN, 5, 8),
        *(Piece(ink, away, 5, 8) for ink in rows(asker, colours.text, after, y, height)),
        *(Piece(ink, HIDDEN, 5, 8) for ink in rows(topic, colours.soft, right, y, height)),
    )
