"""What one pictogram stands for, and which it is."""

from decimal import Decimal

from videopipe.config.highlight import Highlight
from videopipe.model.infographics import Amount, Pictogram
from videopipe.model.numbers import Written, figure, places, split_unit
from videopipe.stages.infographics.faults import Fault
from videopipe.stages.infographics.table import number_in_unit

MOST_ICONS = 20


def each_of(wanted: Written, amount: Amount) -> Decimal:
    """What one icon stands for, as the highlight wants it. Raises Fault."""
    each = number_in_unit(("each",), wanted, amount.unit)
    if each <= 0 or amount.value / each > MOST_ICONS:
        raise Fault(
            ("each",), f"that would be more than {MOST_ICONS} icons", f"图标将超过 {MOST_ICONS} 个",
            f"Let each stand for {figure(step_of(amount.value))}, or leave `each` out",
            f"请让每个图标代表 {figure(step_of(amount.value))}，或不写 each",
        )  # fmt: skip
    return each


def step_of(value: Decimal) -> Decimal:
    """1, 2 or 5 times a power of ten: the smallest of which `MOST_ICONS` hold the value; nine cities aren't
    cut in halves.
    """
    least = max(value / MOST_ICONS, Decimal(1).scaleb(-places(value)))
    power = least.adjusted()
    steps = (Decimal(n).scaleb(power) for n in (1, 2, 5, 10))
    step = next(step for step in steps if step >= least)
    return step.quantize(Decimal(1)) if step >= 1 else step.normalize()


_ICON_WORDS: tuple[tuple[Pictogram, tuple[str, ...]], ...] = (
    ("plane", ("机场", "航空", "航班")), ("ship", ("港口", "标箱", "货物吞吐", "船")), ("train", ("轨道", "铁路", "高铁", "地铁")),
    ("tree", ("森林", "绿", "树")), ("book", ("学校", "高校", "图书", "学生")), ("house", ("住房", "房", "户")),
    ("company", ("企业", "公司", "家")), ("person", ("人口", "人次", "人", "侨胞")),
)  # fmt: skip


def icon_for(said: Highlight, unit: str) -> Pictogram:
    """The pictogram that the words mean."""
    text = said.label + split_unit(unit)[1]
    return next((icon for icon, words in _ICON_WORDS if any(word in text for word in words)), "dot")
