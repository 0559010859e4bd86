"""The table of rules that a subtitle couldn't keep: in which words, what to do, and by which rule.

None of them is a FAIL: what could be avoided has been; what is left comes from the file's words and times.
"""

from videopipe.model.findings import Kind, Severity, Words

WARN, INFO = Severity.WARN, Severity.INFO

KINDS: dict[str, Kind] = {
    "subtitle.cut-away": Kind(
        WARN, Words("cue {cue} ({value}) is not shown: the picture it belongs to was cut away: {text}", "第 {cue} 条字幕（{value}）未显示：对应画面已被剪去：{text}"),
        Words("Keep the picture in edit.json if the words are meant", "如需保留，请在 edit.json 中保留该处画面"), "DOMAIN SUB-06",
    ),
    "subtitle.no-room": Kind(
        WARN, Words("part of cue {cue} is not shown: it lasts only {value}: {text}", "第 {cue} 条字幕有一部分未显示：时长仅 {value}：{text}"),
        Words("Give it more time", "请延长时间"), "DOMAIN SUB-04",
    ),
    "subtitle.overlap": Kind(
        INFO, Words("cue {cue} ends {value} earlier than written: it overlapped the next one: {text}", "第 {cue} 条字幕比原定提前 {value} 结束：与下一条重叠：{text}"),
        Words("Nothing, or correct its end", "无需处理，也可修正结束时间"), "DOMAIN SUB-05",
    ),
    "subtitle.gap": Kind(
        INFO, Words("{value} pass between cue {cue} and the next, less than {threshold}: a cut of the picture lies between: {text}", "第 {cue} 条字幕与下一条间隔 {value}，不足 {threshold}：其间有画面切换：{text}"),
        Words("Nothing: closing the gap would carry words over the cut", "无需处理：补齐间隔会使字幕跨越画面切换"), "DOMAIN SUB-05, SUB-07",
    ),
    "subtitle.short": Kind(
        WARN, Words("cue {cue} stands for {value}, less than {threshold}: {text}", "第 {cue} 条字幕仅显示 {value}，不足 {threshold}：{text}"),
        Words("Join it to a neighbour: there is no free time after it", "其后没有空余时间，建议与相邻字幕合并"), "DOMAIN SUB-04",
    ),
    "subtitle.long": Kind(
        WARN, Words("cue {cue} stands for {value}, more than {threshold}, and has no place to be parted: {text}", "第 {cue} 条字幕显示 {value}，超过 {threshold}，且无处可拆：{text}"),
        Words("End it with the words", "请在话音结束时收起"), "DOMAIN SUB-04",
    ),
    "subtitle.brisk": Kind(
        INFO, Words("cue {cue} asks for {value} characters a second, above a comfortable {threshold}: {text}", "第 {cue} 条字幕每秒 {value} 字，超过舒适阅读速度 {threshold} 字：{text}"),
        Words("Nothing, or shorten the words", "无需处理，也可精简文字"), "DOMAIN SUB-03",
    ),
    "subtitle.fast": Kind(
        WARN, Words("cue {cue} asks for {value} characters a second, the limit is {threshold}: {text}", "第 {cue} 条字幕每秒 {value} 字，超过上限 {threshold} 字：{text}"),
        Words("Check its times, or shorten the words", "请核对时间轴，或精简文字"), "DOMAIN SUB-03",
    ),
    "subtitle.shape": Kind(
        WARN, Words("cue {cue} breaks what should stay whole, {value} wide where a line holds {threshold}: {text}", "第 {cue} 条字幕拆开了应保持完整的内容，宽 {value} 字，每行上限 {threshold} 字：{text}"),
        Words("Shorten it, or break the line by hand", "请精简，或手动换行"), "DOMAIN SUB-01, SUB-11",
    ),
    "subtitle.second-wide": Kind(
        WARN, Words("the English line of cue {cue} has {value} characters, more than {threshold}: {text}", "第 {cue} 条字幕的英文行有 {value} 个字符，超过 {threshold} 个：{text}"),
        Words("Shorten it", "请精简"), "DOMAIN SUB-16",
    ),
    "subtitle.second-missing": Kind(
        WARN, Words("cue {cue} has no English line: {text}", "第 {cue} 条字幕没有对应的英文：{text}"),
        Words("Give the English file a cue at its time", "请在英文字幕中补上同一时间的条目"), "DOMAIN SUB-16",
    ),
    "subtitle.second-alone": Kind(
        WARN, Words("English cue {cue} is not in the bilingual picture, no Chinese cue is on screen with it: {text}", "英文字幕第 {cue} 条未在双语画面中显示，没有与之同时出现的中文字幕：{text}"),
        Words("Correct its times", "请核对其时间"), "DOMAIN SUB-16",
    ),
    "subtitle.not-reversible": Kind(
        INFO, Words("the traditional text of cue {cue} does not lead back to the simplified one: {text}", "第 {cue} 条字幕转为繁体后无法还原为原文：{text}"),
        Words("Read it once more", "请人工核对"), "DOMAIN SUB-17",
    ),
}  # fmt: skip
"""Id -> words."""

SECONDS = frozenset(
    {
        "subtitle.cut-away",
        "subtitle.no-room",
        "subtitle.overlap",
        "subtitle.gap",
        "subtitle.short",
        "subtitle.long",
    }
)
"""Those whose value and limit are times."""
