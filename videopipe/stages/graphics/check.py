"""Every string that a graphic shows; whether the fonts can draw it and it fits."""

from videopipe.assets import Weight
from videopipe.config.theme import Theme
from videopipe.drawing.canvas import Canvas
from videopipe.drawing.setting import face_with
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
from videopipe.stages.graphics.draw import pieces_of
from videopipe.stages.graphics.words import (
    chapter_count,
    chapter_number,
    expert_tag,
    question_label,
    source_line,
    thanks_and_credits,
)
from videopipe.text.fonts import OwnFont, require_glyphs

Shown = list[tuple[str, str, Weight]]


def strings(graphic: Graphic) -> Shown:
    """(place, text, weight) of all that is written in it."""
    match graphic:
        case Bug():
            return [("bug.programme", graphic.programme, "Bold"), ("bug.city", graphic.city, "Medium")]
        case TopicStrap():
            return [("topic_strap.topic", graphic.topic, "Medium")]
        case ChapterMark():
            return _of_chapter(graphic)
        case LowerThird():
            return [("lower_third.name", graphic.name, "Bold"), ("lower_third.role", graphic.role, "Medium")]
        case ExpertStrap():
            return [
                ("expert_strap.tag", expert_tag(graphic), "Bold"),
                ("expert_strap.name", graphic.name, "Bold"),
                ("expert_strap.role", graphic.role, "Medium"),
            ]
        case QuestionCard():
            return _of_question(graphic)
        case TitleCard():
            return _of_title(graphic)
        case ClosingCard():
            return _of_closing(graphic)


def check_graphic(graphic: Graphic, theme: Theme, canvas: Canvas, fonts: tuple[OwnFont, ...] = ()) -> None:
    """Raises MissingGlyphs, TextTooLong or TooManyCredits, before anything is rendered."""
    for place, text, weight in strings(graphic):
        require_glyphs([(place, text)], face_with(weight, fonts))
    pieces_of(graphic, theme, canvas, fonts=fonts)


def fonts_used(graphic: Graphic, fonts: tuple[OwnFont, ...]) -> tuple[OwnFont, ...]:
    """Those of the episode's fonts that it needs, in their order."""
    used = {
        own
        for _place, text, weight in strings(graphic)
        for own in face_with(weight, fonts).borrowed(text).values()
    }
    return tuple(font for font in fonts if font in used)


def _of_chapter(mark: ChapterMark) -> Shown:
    return [
        ("chapter_mark.number", chapter_number(mark), "Bold"),
        ("chapter_mark.topic", mark.topic, "Bold"),
        ("chapter_mark.count", chapter_count(mark), "Medium"),
    ]


def _of_question(card: QuestionCard) -> Shown:
    return [
        ("question_card.number", question_label(card), "Bold"),
        ("question_card.asker", card.asker, "Medium"),
        ("question_card.topic", card.topic, "Medium"),
        ("question_card.question", card.question, "Bold"),
    ]


def _of_title(card: TitleCard) -> Shown:
    return [
        ("title_card.series", card.series, "Medium"),
        ("title_card.title", card.title, "Bold"),
        ("title_card.city", card.city, "Bold"),
        ("title_card.date", card.date, "Medium"),
    ]


def _of_closing(card: ClosingCard) -> Shown:
    thanks, credit_lines = thanks_and_credits(card)
    return [
        ("closing_card.series", card.series, "Medium"),
        ("closing_card.city", card.city, "Bold"),
        ("closing_card.thanks", thanks, "Bold"),
        *(("closing_card.credits", line, "Medium") for line in credit_lines),
        ("closing_card.sources", source_line(card), "Medium"),
    ]
