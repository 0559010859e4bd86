"""Numbers as Chinese writes them."""

DIGITS = "零一二三四五六七八九"
HUNDRED = 100


def chinese_number(number: int) -> str:
    """1…99 in words: 一, 十, 十二, 三十; larger ones in figures."""
    if not 0 < number < HUNDRED:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


def question_label(number: int) -> str:
    """问题一, 问题二 …"""
    return f"问题{chinese_number(number)}"
