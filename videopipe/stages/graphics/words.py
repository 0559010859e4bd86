"""Words that the graphics bring themselves: 问题一, 专家点评, 感谢收看."""

from videopipe.model.graphics import ChapterMark, ClosingCard

DIGITS = "零一二三四五六七八九"
HUNDRED = 100
THANKS = "感谢收看"
EXPERT = "专家点评"
SOURCES = "资料来源"
COLON = "："


def chinese_number(number: int) -> str:
    """1…99 in words: 一, 十, 十二, 三十; larger ones in figures."""
    if not 0 < number < HUNDRED:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def question_label(number: int) -> str:
    """问题一, 问题二 …"""
    return f"问题{chinese_number(number)}"


def chapter_number(mark: ChapterMark) -> str:
    """01, 02 …"""
    return f"{mark.number:02d}"


def chapter_count(mark: ChapterMark) -> str:
    """共4问."""
    return f"共{mark.count}问"


def source_line(card: ClosingCard) -> str:
    """资料来源：甲、乙; empty where none is named."""
    return f"{SOURCES}{COLON}{'、'.join(card.sources)}" if card.sources else ""


def thanks_and_credits(card: ClosingCard) -> tuple[str, tuple[str, ...]]:
    """A first line without a colon is the thanks; otherwise all lines are credits and the thanks are ours."""
    if card.lines and COLON not in card.lines[0]:
        return card.lines[0], card.lines[1:]
    return THANKS, card.lines
