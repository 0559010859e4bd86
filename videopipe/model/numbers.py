"""Numbers as Chinese texts write them: 22,859.35, 1.44万, ４.２％, 约6970. Exact decimals, never a float.

Places are kept: 6.10 is read and written as 6.10.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

MULTIPLES = {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}
"""Beginning of a unit to its power of ten; of traditional ones too, see `_TRADITIONAL`."""
_TRADITIONAL = str.maketrans("萬億", "万亿")

PREFIXES = ("约", "超", "超过", "近", "逾", "达", "不足", "至少", "共", "約", "超過", "達")
MINUS = "\N{MINUS SIGN}"
MOST_DIGITS = 15
"""More are no figure that people are told."""

_SPACES = " \u2009\u202f"
"""GB/T 15835-2011 5.1 groups by three with a comma or a thin space; NFKC makes spaces of thin ones."""
_NUMBER = re.compile(
    rf"(?P<prefix>{'|'.join(sorted(PREFIXES, key=len, reverse=True))})?\s*"
    r"(?P<sign>[-+−])?"
    r"(?P<whole>\d{1,3}(?:(?P<group>[, ])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?P<part>\.\d+)?"
    r"\s*(?P<unit>[^\d\s.,+−-][^\d]*)?"
)  # fmt: skip
_NOTHING = frozenset(
    {"", "-", "--", "—", "——", "–", "…", "...", "……", "/", "N/A", "NA", "null", "无", "暂无"}
)


@dataclass(frozen=True)
class Written:
    """A number with what stood before and behind it."""

    value: Decimal
    """In `unit`."""
    unit: str = ""
    """As written: 万家, %."""
    prefix: str = ""


def read_number(text: str) -> Written:
    """The number that `text` is. ValueError, in English and Chinese, where it is none or isn't there."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if plain in _NOTHING:
        raise ValueError("the number is missing ｜ 缺少数字")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise ValueError(
            "not a number; write 22859.35, 22,859.35, 1.44万 or 4.2%"
            " ｜ 不是数字；请写成 22859.35、22,859.35、1.44万 或 4.2%"
        )
    digits = re.sub(r"[, ]", "", found["whole"]) + (found["part"] or "")
    if len(digits.replace(".", "").lstrip("0")) > MOST_DIGITS:
        raise ValueError(f"more than {MOST_DIGITS} digits ｜ 超过 {MOST_DIGITS} 位数字")
    sign = "-" if found["sign"] in {"-", MINUS} else ""
    return Written(Decimal(sign + digits), (found["unit"] or "").strip(), found["prefix"] or "")


def in_unit(written: Written, unit: str) -> Decimal:
    """The number in `unit`: 1.44万家 in 家 is 14400. ValueError where it is of another unit."""
    if written.unit in {"", unit}:
        return written.value
    (ours, what), (theirs, wanted) = split_unit(written.unit), split_unit(unit)
    if what not in {"", wanted}:
        raise ValueError(
            f"“{written.unit}” doesn't fit the unit “{unit}” ｜ “{written.unit}”与单位“{unit}”不一致"
        )
    return _shifted(written.value, MULTIPLES[ours] - MULTIPLES[theirs])


def split_unit(unit: str) -> tuple[str, str]:
    """万家 → (万, 家); 家 → ("", 家)."""
    simple = unit.translate(_TRADITIONAL)
    multiple = max((each for each in MULTIPLES if simple.startswith(each)), key=len)
    return multiple, unit[len(multiple) :]


def _shifted(value: Decimal, power: int) -> Decimal:
    """`value` times ten to the power, written out; 0 has no places then."""
    moved = value.scaleb(power)
    if power < 0:
        moved = moved.normalize()
    return moved.quantize(Decimal(1)) if _exponent(moved) > 0 else moved


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):
        raise ValueError(value)
    return exponent


def places(value: Decimal) -> int:
    """Digits behind the point, as written."""
    return max(0, -_exponent(value))


_LONG = Decimal(100_000)
_SHORT_PLACES = 2


def shortened(values: Sequence[Decimal], unit: str) -> tuple[tuple[Decimal, ...], str]:
    """The same numbers in 亿 or 万 of the unit, where that is exact, has two places at most, and they are long.

    69,700,000 人次 → 6970 万人次. A unit that has a multiple, or is none that can have one (%), stays.
    """
    largest = max((abs(value) for value in values), default=Decimal(0))
    multiple, what = split_unit(unit)
    if multiple or not what or what.startswith(("%", "‰")) or largest < _LONG:
        return tuple(values), unit
    for short in ("亿", "万"):
        moved = tuple(_shifted(value, -MULTIPLES[short]) for value in values)
        if largest >= 10 ** MULTIPLES[short] and all(places(each) <= _SHORT_PLACES for each in moved):
            return moved, short + unit
    return tuple(values), unit


def figures(values: Sequence[Decimal]) -> tuple[str, ...]:
    """Numbers as one chart or column shows them: their own places; thousands grouped if any has five digits.

    Up to four digits stay together (GB/T 15835-2011, 5.1).
    """
    grouped = any(abs(value) >= 10_000 for value in values)
    return tuple(f"{value:{',' if grouped else ''}.{places(value)}f}".replace("-", MINUS) for value in values)


def figure(value: Decimal) -> str:
    """One number alone: 6970, 22,859.35, −0.30."""
    return figures((value,))[0]


def say_amount(value: Decimal, unit: str = "", prefix: str = "") -> str:
    """In a sentence: 约6970万人次."""
    return f"{prefix}{figure(value)}{unit}"
