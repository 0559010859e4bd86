"""Cutting words with a part of jieba's dictionary."""

import jieba
import pytest

from videopipe.text.words import cutter, own_words

TEXTS = [
    "我们会以重点平台为牵引，推动要素更加便捷地流动。",
    "目前多条铁路在江门交汇，枢纽站房和配套道路正在加快建设。",
    "2018年GDP增长6.2%，珠江潮声问",
]


def test_the_cuts_are_those_of_the_whole_dictionary(tmp_path_factory: pytest.TempPathFactory) -> None:
    whole = jieba.Tokenizer()
    whole.tmp_dir = str(tmp_path_factory.mktemp("jieba"))
    jieba.setLogLevel("ERROR")
    for word in own_words():
        whole.add_word(word, 100_000)
    cut = cutter(TEXTS)
    assert [[word.text for word in cut(text)] for text in TEXTS] == [whole.lcut(text) for text in TEXTS]


def test_our_own_words_stay_whole_and_are_nouns() -> None:
    cut = cutter(["广东建设粤港澳大湾区和城际轨道"])
    assert [tuple(word) for word in cut("粤港澳大湾区和城际轨道")] == [
        ("粤港澳大湾区", "n"),
        ("和", "c"),
        ("城际轨道", "n"),
    ]


def test_nothing_is_said_on_stderr(capfd: pytest.CaptureFixture[str]) -> None:
    list(cutter(TEXTS)(TEXTS[0]))
    assert capfd.readouterr() == ("", "")


def test_a_text_without_chinese_is_cut_too() -> None:
    assert "".join(word.text for word in cutter(["Hello world"])("Hello world")) == "Hello world"


def test_no_text_at_all_is_no_trouble() -> None:
    assert list(cutter([])("")) == []
