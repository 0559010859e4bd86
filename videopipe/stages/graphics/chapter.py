"""The chapter mark: which question comes next, where straps stand."""

from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas, even
from videopipe.drawing.paint import rows, solid
from videopipe.drawing.piece import HEAD_START, HIDDEN, LOWERED, WIPED, Piece
from videopipe.drawing.setting import Place, shrink_then_wrap
from videopipe.model.graphics import ChapterMark
from videopipe.stages.graphics.layout import box
from videopipe.stages.graphics.rim import accent_bar, rim_of, slid, upper_plate
from videopipe.stages.graphics.words import chapter_count, chapter_number

GAP, HAIRLINE_PCT = 28, 60
"""1080 pixels: around the divider; the last in percent."""


def pieces(mark: ChapterMark, theme: Theme, canvas: Canvas) -> tuple[Piece, ...]:
    """Accent, plate, number, divider, topic, of how many; back in reverse."""
    area, px, colours, sizes = box(mark, canvas), canvas.px, theme.colours, theme.sizes
    rim, height, gap = rim_of(theme, canvas, theme.spacing.plate), area.height, px(GAP)
    room = area.width - rim.words - px(theme.spacing.tail)
    number = shrink_then_wrap(
        chapter_number(mark), "Bold", px(sizes.question), Place("chapter_mark.number", room // 4, 1)
    )
    count = shrink_then_wrap(
        chapter_count(mark), "Medium", px(sizes.role), Place("chapter_mark.count", room // 4, 1)
    )
    divider = rim.words + round(number.width) + gap
    after = divider + 2 + gap
    left = room - (after - rim.words) - gap - round(count.width)
    topic = shrink_then_wrap(mark.topic, "Bold", px(sizes.name), Place("chapter_mark.topic", left, 1))
    last = after + round(topic.width) + gap
    width = even(last + count.width - rim.plate + px(theme.spacing.tail))
    away = slid(theme, canvas)
    return (
        Piece(upper_plate(rim.plate, 0, width, height, theme, canvas, alone=True), WIPED, 1, 2),
        Piece(accent_bar(0, height, theme, canvas), LOWERED, HEAD_START, 0),
        *(Piece(ink, away, 3, 5) for ink in rows(number, colours.text, rim.words, 0, height)),
        Piece(solid(divider, px(32), 2, height - 2 * px(32), colours.line, HAIRLINE_PCT), HIDDEN, 4, 5),
        *(Piece(ink, away, 4, 6) for ink in rows(topic, colours.text, after, 0, height)),
        *(Piece(ink, HIDDEN, 5, 6) for ink in rows(count, colours.soft, last, 0, height)),
    )
