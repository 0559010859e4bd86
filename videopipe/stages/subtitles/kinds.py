"""What can be found in a subtitle file as it comes: a row a finding. `{places}` are lines and cues, `{places_zh}` the same in Chinese."""

from videopipe.model.findings import Kind, Severity, Words
from videopipe.text import normalise

KINDS = {
    **normalise.KINDS,
    "subtitles.encoding": Kind(
        Severity.INFO,
        Words("it doesn't say how its characters are coded: read as {value}", "未标明文字编码：按 {value} 读取"),
        Words("Look at the first subtitles; save the file as UTF-8 next time", "请看前几条字幕是否正确；下次请另存为 UTF-8"),
        "FAILURES 18",
    ),
    "subtitles.encoding-unsure": Kind(
        Severity.WARN,
        Words("it doesn't say how its characters are coded: read as {value}, {threshold} would make sense too", "未标明文字编码：按 {value} 读取，但也可能是 {threshold}"),
        Words("Read the subtitles through; if they are wrong, save the file as UTF-8", "请通读字幕；如有乱码，请另存为 UTF-8"),
        "FAILURES 18",
    ),
    "subtitles.garbled": Kind(
        Severity.WARN,
        Words("{value} subtitles read like text that was once opened in a wrong encoding: {places}", "{value} 条字幕像是曾用错误编码打开后保存的乱码：{places_zh}"),
        Words("They are shown as they are: export the file anew", "按原样显示：请重新导出字幕文件"),
        "FAILURES 18",
    ),
    "subtitles.lost-characters": Kind(
        Severity.WARN,
        Words("{value} subtitles hold the marks of lost characters: {places}", "{value} 条字幕中有文字丢失的痕迹：{places_zh}"),
        Words("What was there can't be known: type it again", "丢失的文字无法恢复：请重新录入"),
        "FAILURES 18",
    ),
    "subtitles.times": Kind(
        Severity.INFO,
        Words("{value} times are written in a form of their own: {places}", "{value} 处时间的写法不规范：{places_zh}"),
        Words("They are read as they are meant", "已按其意思读取"),
    ),
    "subtitles.numbers": Kind(
        Severity.INFO,
        Words("{value} cues have another number than their place: {places}", "{value} 条字幕的序号与顺序不符：{places_zh}"),
        Words("Cues are counted anew, in the order of their times: `cue: 5` is the fifth", "已按时间顺序重新编号：`cue: 5` 指第五条"),
    ),
    "subtitles.unsorted": Kind(
        Severity.INFO,
        Words("{value} cues stand after later ones: {places}", "{value} 条字幕排在较晚的字幕之后：{places_zh}"),
        Words("They are shown in the order of their times", "按时间顺序显示"),
    ),
    "subtitles.before-start": Kind(
        Severity.WARN,
        Words("{value} cues begin before the first picture: {places}", "{value} 条字幕早于第一帧画面：{places_zh}"),
        Words("What lies before it isn't shown; look whether all times are shifted", "第一帧之前的部分不显示；请检查时间是否整体偏移"),
    ),
    "subtitles.reversed": Kind(
        Severity.WARN,
        Words("{value} cues end before they start: {places}", "{value} 条字幕的结束早于开始：{places_zh}"),
        Words("Start and end are swapped; look at these subtitles", "开始与结束已对调；请核对这些字幕"),
    ),
    "subtitles.no-length": Kind(
        Severity.WARN,
        Words("{value} cues end where they start: {places}", "{value} 条字幕的时长为零：{places_zh}"),
        Words("They stand for 5/6 s, or until the next begins; look at these subtitles", "显示 5/6 秒，或到下一条开始为止；请核对这些字幕"),
    ),
    "subtitles.no-ends": Kind(
        Severity.INFO,
        Words("{value} entries say when they begin, not when they end", "{value} 段文字只有开始时间，没有结束时间"),
        Words("Each stands until the next begins, the last for as long as it takes to say", "每段显示到下一段开始，最后一段按语速估算"),
    ),
    "subtitles.rounding": Kind(
        Severity.INFO,
        Words("{value} cues end up to 0.1 s after the next begins: {places}", "{value} 条字幕比下一条的开始晚结束不超过 0.1 秒：{places_zh}"),
        Words("They end where the next begins", "在下一条开始时结束"),
    ),
    "subtitles.overlap": Kind(
        Severity.WARN,
        Words("{value} cues overlap the next: {places}", "{value} 条字幕与下一条重叠：{places_zh}"),
        Words("They end where the next begins; look at these subtitles", "在下一条开始时结束；请核对这些字幕"),
    ),
    "subtitles.same-start": Kind(
        Severity.WARN,
        Words("{value} cues begin at the same instant as the one before: {places}", "{value} 条字幕与前一条同时开始：{places_zh}"),
        Words("They are shown as one; look at these subtitles", "合并为一条显示；请核对这些字幕"),
    ),
    "subtitles.repeated": Kind(
        Severity.INFO,
        Words("{value} cues stand there twice: {places}", "{value} 条字幕重复：{places_zh}"),
        Words("They are shown once", "只显示一次"),
    ),
    "subtitles.empty": Kind(
        Severity.INFO,
        Words("{value} cues have no words: {places}", "{value} 条字幕没有文字：{places_zh}"),
        Words("They are left out", "不予显示"),
    ),
    "subtitles.position": Kind(
        Severity.INFO,
        Words("{value} cues ask for a place of their own: {places}", "{value} 条字幕指定了位置：{places_zh}"),
        Words("All subtitles stand in the same place", "所有字幕显示在统一位置"),
    ),
    "subtitles.markup": Kind(
        Severity.INFO,
        Words("{value} cues have markup: {places}", "{value} 条字幕带有格式标记：{places_zh}"),
        Words("It is taken out", "已去除"),
    ),
    "subtitles.entities": Kind(
        Severity.INFO,
        Words("{value} cues write characters as in HTML (`&lt;`): {places}", "{value} 条字幕含网页字符代码（`&lt;`）：{places_zh}"),
        Words("They become the characters that are meant", "已还原为相应字符"),
    ),
}  # fmt: skip
