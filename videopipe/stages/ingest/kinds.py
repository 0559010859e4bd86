"""What can be found in footage as it comes: a row a finding. Sound has a table of its own beside its measures."""

from videopipe.model.findings import Kind, Severity, Words

KINDS = {
    "file.cut-off": Kind(
        Severity.FAIL,
        Words(
            "the header promises {threshold}, but the data end at {value}",
            "文件头标明时长 {threshold}，数据止于 {value}",
        ),
        Words("The upload broke on the way: send it again", "上传可能中断，请重新上传"),
    ),
    "file.undescribed": Kind(
        Severity.FAIL,
        Words(
            "a {value} track has no description, so nothing can play it",
            "{value_zh}轨缺少说明信息，任何软件都无法播放",
        ),
        Words("The file is broken: export it anew", "文件已损坏：请重新导出"),
    ),
    "file.too-long": Kind(
        Severity.FAIL,
        Words("it lasts {value}; the longest allowed is {threshold}", "时长 {value}，超过上限 {threshold}"),
        Words("Send the interview only, in parts if need be", "请只提交访谈部分，必要时分段提交"),
        "DOMAIN ING-09",
    ),
    "file.no-duration": Kind(
        Severity.INFO,
        Words("the header doesn't say how long it is: {value} by reading it", "文件头未写时长；通读得 {value}"),
        Words("Nothing to do", "无需处理"),
    ),
    "file.wrong-duration": Kind(
        Severity.INFO,
        Words("the header says {threshold}, the tracks last {value}", "文件头标明 {threshold}，各轨实际 {value}"),
        Words("Nothing to do: what is there counts", "无需处理：以实际内容为准"),
    ),
    "file.extra-tracks": Kind(
        Severity.INFO,
        Words("further tracks: {value}", "另有轨道：{value}"),
        Words("They are left out", "这些轨道不会采用"),
        "FAILURES 9",
    ),
    "picture.none": Kind(
        Severity.FAIL,
        Words("it has no picture, only sound", "没有画面，只有声音"),
        Words("Send the video file", "请提交视频文件"),
    ),
    "picture.too-short": Kind(
        Severity.FAIL,
        Words("it shows only {value} pictures", "只有 {value} 帧画面"),
        Words("Send the whole recording", "请提交完整的录像"),
    ),
    "picture.too-large": Kind(
        Severity.FAIL,
        Words("its picture has {value} pixels; the most allowed is {threshold}", "画面为 {value} 像素，超过上限 {threshold}"),
        Words("Export it in 4K or smaller", "请以 4K 或更小尺寸导出"),
        "DOMAIN ING-09",
    ),
    "picture.damaged": Kind(
        Severity.FAIL,
        Words("{value} of {threshold} pictures that were tried can't be decoded whole", "抽查 {threshold} 帧画面，{value} 帧无法完整解码"),
        Words(
            "The file is damaged: send it again, or export it anew",
            "文件已损坏：请重新上传，或重新导出",
        ),
        "DOMAIN QC-C",
    ),
    "picture.tilted": Kind(
        Severity.FAIL,
        Words("it asks to be turned by {value}", "文件要求画面旋转 {value}"),
        Words("No camera does that: export it anew, upright", "摄像机不会这样记录：请转正后重新导出"),
    ),
    "picture.dolby-vision-only": Kind(
        Severity.FAIL,
        Words("it is {value}, whose colours only Dolby players know", "画面为 {value}，只有杜比设备能还原颜色"),
        Words(
            "Switch HDR off in the camera, or export it as HLG or as standard range",
            "请在手机或摄像机中关闭 HDR，或导出为 HLG 或标准动态范围",
        ),
    ),
    "picture.variable-rate": Kind(
        Severity.INFO,
        Words("its rate varies: {value}", "帧率不恒定：{value}"),
        Words("It is brought to a constant rate, in step with the sound", "将转为恒定帧率，并与声音保持同步"),
        "FAILURES 1",
    ),
    "picture.few": Kind(
        Severity.WARN,
        Words("only {value} pictures a second: movement will stutter", "每秒只有 {value} 帧：动作会卡顿"),
        Words("Look whether the recording is sound", "请检查录像是否正常"),
    ),
    "picture.repeated-times": Kind(
        Severity.WARN,
        Words("{value} pictures carry the time of another one", "{value} 帧画面的时间戳与其他帧相同"),
        Words("One of each is shown; look at those places", "每处只显示其中一帧；请查看相应位置"),
    ),
    "picture.other-rate": Kind(
        Severity.INFO,
        Words("{value} pictures a second; {threshold} are delivered", "每秒 {value} 帧；成片每秒 {threshold} 帧"),
        Words("Pictures are left out or shown twice as the rates differ", "按两种帧率之差略去或重复个别画面"),
        "DOMAIN DEL-05",
    ),
    "picture.late-start": Kind(
        Severity.INFO,
        Words("its first picture stands at {value} of the file's clock", "首帧位于文件时钟的 {value}"),
        Words("Times count from the first picture; the sound keeps its place", "时间从首帧算起；声音相对位置不变"),
        "FAILURES 11",
    ),
    "picture.rotated": Kind(
        Severity.INFO,
        Words("it must be turned clockwise by {value} to stand upright", "需顺时针旋转 {value} 才是正的"),
        Words("It is turned", "将自动转正"),
        "FAILURES 5",
    ),
    "picture.mirrored": Kind(
        Severity.INFO,
        Words("it is to be shown mirrored", "文件要求镜像显示"),
        Words("It is mirrored as the file says; look whether writing reads right", "将按文件要求镜像；请确认画面文字不反"),
    ),
    "picture.interlaced": Kind(
        Severity.INFO,
        Words("it is interlaced, {value} ({threshold})", "隔行扫描，{value_zh}（{threshold_zh}）"),
        Words("It is deinterlaced", "将去隔行"),
        "DOMAIN DEL-04, QC-I",
    ),
    "picture.combed": Kind(
        Severity.WARN,
        Words(
            "it says that it is progressive, but its pictures show combs: {value} of what moves",
            "标为逐行，但画面有梳状纹：运动部分的 {value}",
        ),
        Words(
            "It is deinterlaced; export it with its field order next time",
            "将去隔行；下次导出时请保留场序信息",
        ),
        "DOMAIN QC-I",
    ),
    "picture.field-order": Kind(
        Severity.WARN,
        Words("it says {threshold}, but its pictures show {value}", "标为{threshold_zh}，但画面显示为{value_zh}"),
        Words("What the pictures show is believed", "以画面为准"),
        "DOMAIN QC-I",
    ),
    "picture.whole-in-fields": Kind(
        Severity.INFO,
        Words("it says interlaced, but whole pictures were seen", "标为隔行，但看到的是完整画面"),
        Words("It is treated as it says", "按其标记处理"),
        "DOMAIN QC-I",
    ),
    "picture.hdr": Kind(
        Severity.INFO,
        Words("it is HDR ({value})", "画面为 HDR（{value}）"),
        Words("It is tone-mapped to standard range", "将色调映射为标准动态范围"),
        "DOMAIN ING-04",
    ),
    "picture.full-range": Kind(
        Severity.INFO,
        Words("its levels use the full range", "画面电平为全范围"),
        Words("They are brought to the limited range of video", "将转换为视频的有限范围"),
        "DOMAIN DEL-02",
    ),
    "picture.other-colours": Kind(
        Severity.INFO,
        Words("its colours are {value}", "颜色标准为 {value}"),
        Words("They are converted to BT.709", "将转换为 BT.709"),
        "DOMAIN DEL-02",
    ),
    "picture.untagged": Kind(
        Severity.INFO,
        Words("it doesn't say which colours it uses", "文件未写明颜色标准"),
        Words("{value} is assumed, as players do", "按播放器惯例视为 {value}"),
        "DOMAIN DEL-02",
    ),
    "picture.not-square": Kind(
        Severity.INFO,
        Words("its pixels aren't square ({value})", "像素不是正方形（{value}）"),
        Words("They are made square", "将转换为方形像素"),
        "DOMAIN DEL-10",
    ),
    "picture.odd-size": Kind(
        Severity.INFO,
        Words("its size is odd ({value})", "画面尺寸为奇数（{value}）"),
        Words("It is made even", "将转换为偶数尺寸"),
        "FAILURES 7",
    ),
    "picture.data-lines": Kind(
        Severity.INFO,
        Words("{value} lines above its picture carry data", "画面上方有 {value} 行数据"),
        Words("They are left out", "将裁去"),
        "SMPTE ST 356",
    ),
    "picture.deep-colour": Kind(
        Severity.INFO,
        Words("its colours are finer than what is delivered ({value})", "颜色精度高于成片（{value}）"),
        Words("It becomes 8 bit 4:2:0, dithered", "将带抖动地转换为 8 位 4:2:0"),
        "DOMAIN DEL-02",
    ),
    "picture.levels": Kind(
        Severity.INFO,
        Words("up to {value} of its picture is brighter or more saturated than is allowed", "画面最多有 {value} 的部分过亮或过于饱和"),
        Words("It is limited to the legal range", "将限制在允许范围内"),
        "EBU R 103",
    ),
    "picture.small": Kind(
        Severity.WARN,
        Words("it has only {value} pixels and will look soft", "画面只有 {value} 像素，放大后会模糊"),
        Words("Send the original recording if there is a larger one", "如有更大尺寸的原始录像，请提交原始录像"),
    ),
    "picture.narrow": Kind(
        Severity.INFO,
        Words("it is narrower ({value}) than some of the pictures that are delivered", "画面（{value}）比部分成片版式更窄"),
        Words("The sides are filled as the profile says", "两侧按配置填充"),
    ),
    "picture.wide": Kind(
        Severity.INFO,
        Words("it is wider ({value}) than some of the pictures that are delivered", "画面（{value}）比部分成片版式更宽"),
        Words("It is cropped or filled as the profile says", "按配置裁切或填充"),
    ),
}  # fmt: skip

FIELD_ORDERS = {
    "top-first": Words("top field first", "上场优先"),
    "bottom-first": Words("bottom field first", "下场优先"),
}
TRACKS = {"audio": Words("sound", "声音"), "video": Words("picture", "画面")}
