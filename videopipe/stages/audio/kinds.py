"""What can be found in a sound, in words; and the words of what is done about it."""

from videopipe.model.findings import Kind, Repair, Severity, Words

WARN, INFO = Severity.WARN, Severity.INFO
_LISTEN = Words("Listen to the delivered film", "请试听成片")


def _kind(
    severity: Severity, what: tuple[str, str], remedy: tuple[str, str] | Words, standard: str = ""
) -> Kind:
    words = remedy if isinstance(remedy, Words) else Words(*remedy)
    return Kind(severity, Words(*what), words, standard)


KINDS: dict[str, Kind] = {
    "sound.none": _kind(
        WARN,
        ("the file has no sound track", "文件没有声音轨道"),
        (
            "A silent track is made. Send the file with its sound if it has any",
            "已生成静音轨道。如素材本有声音，请重新提交带声音的文件",
        ),
    ),
    "sound.silent": _kind(
        WARN,
        (
            "nobody is heard: the sound measures {value}, no more than the noise of a room",
            "没有听到人声：声音只有 {value}，相当于环境底噪",
        ),
        (
            "It is delivered as it is, not raised to the target. Check whether the microphone was on",
            "按原样交付，不提升到目标响度。请检查录制时话筒是否打开",
        ),
        "DOMAIN §2.3",
    ),
    "sound.damaged": _kind(
        WARN,
        ("{value} packets of the sound can't be decoded", "声音中有 {value} 个数据包无法解码"),
        (
            "There is silence in their place. Send the file again if words are missing",
            "相应位置为静音。如缺少语句，请重新上传该文件",
        ),
    ),
    "sound.ends-early": _kind(
        WARN,
        (
            "the sound ends at {at}, {value} before the picture",
            "声音在 {at} 结束，比画面早 {value}",
        ),
        (
            "The rest is silent. Send the file again if there should be sound",
            "其余部分为静音。如本应有声音，请重新上传该文件",
        ),
    ),
    "sound.short": _kind(
        INFO,
        (
            "the sound lasts only {value}: too short for a good measure of loudness",
            "声音只有 {value}，过短，响度只能粗略测量",
        ),
        ("It is levelled all the same. " + _LISTEN.en, "仍按目标响度处理。" + _LISTEN.zh),
        "EBU R 128",
    ),
    "sound.mono": _kind(
        INFO,
        ("the sound is mono", "声音为单声道"),
        ("It goes to both sides at full level", "已以原电平用于左右两侧"),
        "DOMAIN LOUD-13",
    ),
    "sound.dual-mono": _kind(
        INFO,
        ("left and right are the same sound", "左右声道内容相同"),
        ("Nothing is lost: it stays in the middle", "无需处理，声音居中"),
        "DOMAIN ING-02",
    ),
    "sound.dead-channel": _kind(
        WARN,
        ("one side has no voice ({value}), the other has", "一侧声道没有人声（{value}），另一侧正常"),
        ("The good side goes to both ears", "已将正常一侧用于左右两个声道"),
        "DOMAIN LOUD-17",
    ),
    "sound.lopsided": _kind(
        WARN,
        ("one side is {value} quieter than the other", "一侧声道比另一侧低 {value}"),
        ("The louder side goes to both ears", "已将较响一侧用于左右两个声道"),
    ),
    "sound.inverted": _kind(
        WARN,
        (
            "left and right swing against each other (correlation {value}): on one loudspeaker they cancel out",
            "左右声道反相（相关系数 {value}）：单声道播放时声音会相互抵消",
        ),
        ("The right side is turned over", "已将右声道反相纠正"),
        "DOMAIN LOUD-17",
    ),
    "sound.dc-offset": _kind(
        WARN,
        (
            "the sound doesn't swing around zero but around {value} of full scale",
            "声音存在直流偏移，为满刻度的 {value}",
        ),
        ("The offset is filtered out", "已滤除直流偏移"),
    ),
    "sound.clipped": _kind(
        WARN,
        ("the sound is clipped; places at full scale: {value}", "声音削波：有 {value} 处达到满刻度"),
        (
            "It can't be mended. Record with a lower level; " + _LISTEN.en.lower(),
            "无法修复。录制时请降低电平；" + _LISTEN.zh,
        ),
        "DOMAIN LOUD-18",
    ),
    "sound.hum": _kind(
        WARN,
        ("mains hum at {value}", "存在交流电哼声：{value}"),
        ("These frequencies are filtered out", "已滤除这些频率"),
    ),
    "sound.noise": _kind(
        WARN,
        ("the voice is only {value} above the noise", "人声只比噪声高 {value}"),
        ("{done_en}", "{done_zh}"),
    ),
    "sound.too-quiet": _kind(
        WARN,
        ("the voice is very quiet: {value}", "人声电平过低：{value}"),
        ("It is raised, and its noise with it. " + _LISTEN.en, "已提升音量，噪声也会随之提升。" + _LISTEN.zh),
    ),
    "sound.too-hot": _kind(
        WARN,
        ("the sound is far too loud: {value}", "声音电平过高：{value}"),
        ("It is lowered to the target. " + _LISTEN.en, "已降低到目标响度。" + _LISTEN.zh),
    ),
    "sound.extra-tracks": _kind(
        INFO,
        (
            "the file has {count} sound channels; {value} are used",
            "文件有 {count} 个声道，使用其中的 {value}",
        ),
        (
            "If others are wanted, name them in the episode: `sound: [1, 2]` beside `file`",
            "如需使用其他声道，请在 episode.yaml 的 file 旁写明，例如 sound: [1, 2]",
        ),
        "DOMAIN ING-02",
    ),
    "sound.surround": _kind(
        INFO,
        ("surround sound ({value})", "环绕声（{value}）"),
        ("It is mixed to stereo", "已混合为立体声"),
        "ITU-R BS.775",
    ),
    "sound.level-jump": _kind(
        WARN,
        (
            "speakers differ by up to {value}; places with more than {threshold}: {count}",
            "不同讲话者的响度相差最大 {value}，有 {count} 处超过 {threshold}",
        ),
        ("{done_en}", "{done_zh}"),
        "DOMAIN LOUD-16",
    ),
}

DONE = {
    "live-side": Words("The live side is used for both ears", "用正常一侧代替两侧"),
    "flip-phase": Words("The right side is turned over", "右声道反相纠正"),
    "remove-dc": Words("What stands still is filtered out", "滤除直流成分"),
    "notch-hum": Words("The mains' frequencies are filtered out", "滤除交流电频率"),
    "denoise": Words("Steady noise is lowered a little", "适度降低持续噪声"),
    "mix-surround": Words(
        "Centre and surrounds are mixed in 3 dB lower, no LFE", "中置与环绕降低 3 dB 混入，不含低频效果声道"
    ),
    "mono-to-both": Words("The one channel goes to both sides at full level", "单声道以原电平用于左右两侧"),
    "pick-channels": Words("The loudest voices are chosen", "选用人声最清晰的声道"),
    "even-speakers": Words(
        "Speakers are brought to one level, in the pauses between them", "在停顿处调整，使各讲话者响度一致"
    ),
}


def repaired(id: str, finding: str, where: str, before: str, after: str) -> Repair:  # noqa: A002 - as in Repair
    """A step with its sentence."""
    return Repair(id, finding, where, before, after, DONE[id])
