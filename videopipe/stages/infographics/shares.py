"""What a full ring is."""

from decimal import Decimal

from videopipe.config.highlight import Highlight
from videopipe.model.numbers import figure, places
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.table import Numbers, number_in_unit


def whole_of(said: Highlight, numbers: Numbers) -> Decimal:
    """What the full ring is. Percentages of several parts make 100, as far as their rounding goes."""
    total = sum(numbers.values, Decimal(0))
    slack = sum((Decimal(5).scaleb(-places(value) - 1) for value in numbers.values), Decimal(0))
    if said.whole is not None:
        whole = number_in_unit(("whole",), said.whole, numbers.unit)
    elif numbers.unit != "%":
        return total
    else:
        whole = Decimal(100)
        if len(numbers.values) > 1 and total < whole - slack:
            raise _not_whole(total, whole, "less", "不足")
    if total > whole + slack:
        raise _not_whole(total, whole, "more", "超过")
    # Rounded parts may miss the whole by less than their rounding: then there is no rest.
    return total if len(numbers.values) > 1 and abs(total - whole) <= slack else max(whole, total)


def _not_whole(total: Decimal, whole: Decimal, en: str, zh: str) -> Fault:
    return Fault(
        ("items",), f"the parts make {figure(total)}, {en} than {figure(whole)}",
        f"各部分合计 {figure(total)}，{zh} {figure(whole)}",
        "Correct them; where a rest belongs to nobody, write `whole: 100`", "请更正；若有未列出的部分，请写 whole: 100",
    )  # fmt: skip
