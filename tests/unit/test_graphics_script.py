"""Graphics in traditional characters."""

import pytest

from videopipe.model.graphics import (
    ChapterMark,
    ClosingCard,
    ExpertStrap,
    Graphic,
    LowerThird,
    QuestionCard,
    TopicStrap,
)
from videopipe.model.time import Frames
from videopipe.stages.graphics.check import strings
from videopipe.stages.graphics.script import in_traditional
from videopipe.text.traditional import traditional

RUN = Frames(3, 50)


def test_all_that_a_card_says_is_converted_its_own_words_too() -> None:
    card = in_traditional(
        QuestionCard(RUN, 12, "网友“珠江潮声”", "会更方便吗？", "综合交通"), traditional(())
    )
    assert [text for _, text, _ in strings(card)] == [
        "問題十二",
        "網友“珠江潮聲”",
        "綜合交通",
        "會更方便嗎？",
    ]
    closing = in_traditional(ClosingCard(RUN, "系列访谈", "广州", ("主办：广州市",)), traditional(()))
    assert [text for _, text, _ in strings(closing)][:4] == ["系列訪談", "廣州", "感謝收看", "主辦：廣州市"]


@pytest.mark.parametrize(
    ("graphic", "said"),
    [
        (ExpertStrap(RUN, "陈立群", "首席顾问"), ["專家點評", "陳立群", "首席顧問"]),
        (ChapterMark(RUN, 2, 4, "综合交通"), ["02", "綜合交通", "共4問"]),
        (TopicStrap(RUN, "综合交通"), ["綜合交通"]),
        (ClosingCard(RUN, "", "", (), ("统计局",)), ["", "", "感謝收看", "資料來源：統計局"]),
    ],
    ids=lambda given: type(given).__name__,
)
def test_every_part_brings_its_own_words_in_the_same_script(graphic: Graphic, said: list[str]) -> None:
    assert [text for _, text, _ in strings(in_traditional(graphic, traditional(())))] == said


def test_its_time_stays() -> None:
    assert in_traditional(LowerThird(RUN, "于发", "市长"), traditional(["于发"])).frames == RUN
