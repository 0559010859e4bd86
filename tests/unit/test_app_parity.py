"""What stands out among the bundles of a series."""

from dataclasses import replace

from videopipe.app.parity import Row, find_outliers, render_parity

ROW = Row(
    "gz", "广州市", "v1", -16.0, 600.0, 6, 60.0, "老城市新活力", {"theme": "red", "series_title": "访谈"}
)


def rows(**changed: object) -> list[Row]:
    """Five alike, and one that isn't."""
    alike = [replace(ROW, episode=f"e{number}") for number in range(5)]
    return [*alike, replace(ROW, episode="odd", **changed)]  # type: ignore[arg-type]


def found(**changed: object) -> list[tuple[str, str, str, str]]:
    outliers = find_outliers(rows(**changed))
    return [(outlier.episode, outlier.key, outlier.value, outlier.usual) for outlier in outliers]


def test_those_alike_are_not_spoken_of() -> None:
    assert found() == []


def test_loudness_stands_out_from_two_lu_on() -> None:
    assert found(loudness_lufs=-18.0) == []
    assert found(loudness_lufs=-18.1) == [("odd", "loudness_lufs", "-18.1", "-16.0")]
    assert found(loudness_lufs=-13.9) == [("odd", "loudness_lufs", "-13.9", "-16.0")]
    assert found(loudness_lufs=None) == [("odd", "loudness_lufs", "—", "-16.0")]


def test_lengths_and_counts_stand_out_from_half_as_much_again() -> None:
    assert found(duration_s=900.0, questions=4, clip_s=40.0) == []
    assert found(duration_s=901.0) == [("odd", "duration_s", "901", "600")]
    assert found(duration_s=399.0) == [("odd", "duration_s", "399", "600")]
    assert found(questions=10) == [("odd", "questions", "10", "6")]
    assert found(clip_s=20.0) == [("odd", "clip_s", "20", "60")]
    assert found(clip_s=None) == []
    assert found(title="一个长得多的标题：老城市新活力湾区核心引擎") == [("odd", "title_length", "21", "6")]


def test_words_stand_out_where_most_have_another() -> None:
    assert found(words={"theme": "light", "series_title": "访谈"}) == [("odd", "theme", "light", "red")]
    assert found(words={"theme": "red"}) == [("odd", "series_title", "—", "访谈")]


def test_without_a_majority_no_word_is_out_of_line() -> None:
    each = [replace(ROW, episode=str(number), words={"theme": str(number)}) for number in range(4)]

    assert find_outliers(each) == ()


def test_two_that_differ_are_not_judged() -> None:
    assert find_outliers([ROW, replace(ROW, episode="odd", duration_s=1.0)]) == ()


def test_the_page_marks_what_stands_out_and_escapes_what_people_wrote() -> None:
    odd = rows(duration_s=1200.0, title="<script>alert(1)</script>")
    page = render_parity("s", odd, find_outliers(odd))

    assert "各市对比：2 处偏离" in page
    assert page.count('class="out"') == 1
    assert "1200.0\u00a0s<small>通常 600" in page
    assert "<script>" not in page
    assert '<a href="odd/v1/data/index.html">' in page


def test_the_page_says_so_where_nothing_stands_out() -> None:
    assert "各市一致" in render_parity("s", rows(), ())
