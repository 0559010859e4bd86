"""Words that the graphics bring themselves: 问题一, 专家点评, 感谢收看."""

from videopipe.model.graphics import ChapterMark, ClosingCard, ExpertStrap, QuestionCard

DIGITS = "零一二三四五六七八九"
HUNDRED = 100
THANKS = "感谢收看"
EXPERT = "专家点评"
SOURCES = "资料来源"
COLON = "："
_TRADITIONAL = str.maketrans("问题谢专点评资来", "問題謝專點評資來")
"""Every character of these words that has another form."""


def chinese_number(number: int) -> str:
    """1…99 in words: 一, 十, 十二, 三十; larger ones in figures."""
    if not 0 < number < HUNDRED:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def question_label(card: QuestionCard) -> str:
    """问题一, 问题二 …, or 問題一."""
    return _in_script(f"问题{chinese_number(card.number)}", card)


def chapter_number(mark: ChapterMark) -> str:
    """01, 02 …"""
    return f"{mark.number:02d}"


def chapter_count(mark: ChapterMark) -> str:
    """共4问."""
    return _in_script(f"共{mark.count}问", mark)


def expert_tag(strap: ExpertStrap) -> str:
    """专家点评."""
    return _in_script(EXPERT, strap)


def source_line(card: ClosingCard) -> str:
    """资料来源：甲、乙; empty where none is named."""
    return f"{_in_script(SOURCES, card)}{COLON}{'、'.join(card.sources)}" if card.sources else ""


def thanks_and_credits(card: ClosingCard) -> tuple[str, tuple[str, ...]]:
    """A first line without a colon is the thanks; otherwise all lines are credits and the thanks are ours."""
    if card.lines and COLON not in card.lines[0]:
        return card.lines[0], card.lines[1:]
    return _in_script(THANKS, card), card.lines


def _in_script(words: str, part: ChapterMark | ExpertStrap | QuestionCard | ClosingCard) -> str:
    return words.translate(_TRADITIONAL) if part.traditional else words
