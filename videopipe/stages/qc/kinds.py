"""The table of faults of finished films: how bad, in which words, what to do, and by which rule."""

from videopipe.model.findings import Kind, Severity, Words

FAIL, WARN = Severity.FAIL, Severity.WARN

AGAIN = Words(
    "Run the episode again; if it stays, look at the footage there",
    "请重新运行该节目；若仍出现，请检查该处素材",
)
EXPORT = Words(
    "Export it again as the profile says, or hand in the original and let videopipe make the film",
    "请按配置要求重新导出，或提交原始素材由系统制作成片",
)
LOOK = Words(
    "Look at that moment; cut it away in edit.json if it isn't meant",
    "请查看该处画面；如非有意，请在 edit.json 中剪去",
)
LISTEN = Words("Listen to that moment and to the footage it comes from", "请试听该处，并检查对应素材的声音")

_APART = Words(
    "Shorten the text, or move the card or strap to another time", "请缩短文字，或把图文移到其他时间"
)

KINDS: dict[str, Kind] = {
    "file.decoder-errors": Kind(
        FAIL,
        Words("the file is damaged: {value} errors while decoding, the first: {first}", "文件已损坏：解码出错 {value} 处，首条为：{first}"),
        Words("Make or copy the file again", "请重新生成或重新传输该文件"),
        "DOMAIN QC-C",
    ),
    "file.frames-lost": Kind(
        FAIL,
        Words("{value} pictures can be decoded of {threshold} in the file", "文件含 {threshold} 帧画面，仅能解出 {value} 帧"),
        Words("Make or copy the file again", "请重新生成或重新传输该文件"),
        "DOMAIN QC-C",
    ),
    "file.no-picture": Kind(
        FAIL, Words("there is no picture in the file", "文件中没有画面"), EXPORT, "DOMAIN DEL-01"
    ),
    "delivery.container": Kind(
        FAIL, Words("the container is {value}, not {threshold}", "封装格式为 {value}，应为 {threshold}"), EXPORT, "DOMAIN DEL-06"
    ),
    "delivery.codec": Kind(
        FAIL, Words("the picture is {value}, not {threshold}", "画面编码为 {value}，应为 {threshold}"), EXPORT, "DOMAIN DEL-01"
    ),
    "delivery.codec-tag": Kind(
        WARN, Words("the picture is tagged {value}, not {threshold}", "画面标签为 {value}，应为 {threshold}"), EXPORT,
        "Apple HLS 1.10",
    ),
    "delivery.level": Kind(
        FAIL, Words("H.264 level {value} is above {threshold}", "H.264 级别 {value} 高于 {threshold}，部分设备无法播放"), EXPORT,
        "Apple HLS 1.3a, 1.11",
    ),
    "delivery.pixel-format": Kind(
        FAIL, Words("pixels are {value}, not {threshold}: most browsers show nothing", "像素格式为 {value}，应为 {threshold}：多数浏览器无法播放"),
        EXPORT, "DOMAIN DEL-02",
    ),
    "delivery.colour-tags": Kind(
        FAIL, Words("colours are tagged {value}, not {threshold}: players guess, and differ", "色彩标记为 {value}，应为 {threshold}：不同播放器颜色会不一致"),
        EXPORT, "DOMAIN DEL-02",
    ),
    "delivery.hdr": Kind(
        FAIL, Words("the film is tagged HDR ({value}): it will look washed out", "成片带有 HDR 标记（{value}）：画面会发灰"),
        Words("Let videopipe make the film from the original: it maps HDR to ordinary colours", "请用原始素材由系统重新制作，系统会把 HDR 转为普通色彩"),
        "DOMAIN QC-G",
    ),
    "delivery.full-range": Kind(
        FAIL, Words("the film is tagged full range: players show it too dark or too pale", "成片标为全范围电平：播放时会过暗或过灰"), EXPORT,
        "DOMAIN DEL-02",
    ),
    "delivery.size": Kind(
        FAIL, Words("the picture measures {value}; both must be even", "画面尺寸为 {value}，宽高必须为偶数"), EXPORT, "DOMAIN DEL-10"
    ),
    "delivery.pixel-aspect": Kind(
        FAIL, Words("pixels are not square ({value})", "像素不是正方形（{value}），画面可能被拉伸"), EXPORT, "DOMAIN DEL-10"
    ),
    "delivery.rotation": Kind(
        FAIL, Words("the picture lies on its side: {value} are left to the player", "画面方向未固定：需播放器再旋转 {value}"), EXPORT,
        "DOMAIN DEL-10",
    ),
    "delivery.interlaced": Kind(
        FAIL, Words("the film is tagged interlaced ({value})", "成片标为隔行（{value}）"), EXPORT, "Apple HLS 1.14"
    ),
    "delivery.frame-rate": Kind(
        FAIL, Words("{value} pictures a second, not {threshold}", "帧率为每秒 {value} 帧，应为 {threshold}"), EXPORT, "Apple HLS 1.18"
    ),
    "delivery.variable-rate": Kind(
        FAIL, Words("pictures last {value}, not {threshold} each", "每帧时长为 {value}，应恒为 {threshold}"), EXPORT,
        "DOMAIN DEL-05",
    ),
    "delivery.key-interval": Kind(
        FAIL, Words("{value} pass without a key picture, more than {threshold}: jumping in the film is slow", "关键帧间隔达 {value}，超过 {threshold}：拖动播放会卡顿"),
        EXPORT, "Apple HLS 1.13",
    ),
    "delivery.index-last": Kind(
        FAIL, Words("the index stands behind the media: it plays only once it is wholly loaded", "索引位于文件末尾：须全部下载后才能播放"),
        Words("Export with “fast start”, or let videopipe make the film", "导出时请勾选“快速启动（faststart）”，或由系统制作成片"),
        "DOMAIN DEL-06",
    ),
    "delivery.sound-format": Kind(
        FAIL, Words("the sound is {value}, not {threshold}", "声音格式为 {value}，应为 {threshold}"), EXPORT, "DOMAIN DEL-07"
    ),
    "delivery.extra-streams": Kind(
        WARN, Words("tracks that nobody asked for: {value}", "文件中有多余的轨道：{value}"), EXPORT, "DOMAIN DEL-11"
    ),
    "delivery.private-tags": Kind(
        WARN, Words("the file tells where or with what it was taken: {value}", "文件带有拍摄地点或设备信息：{value}"),
        Words("Export without metadata", "请导出时去除元数据"), "DOMAIN DEL-11",
    ),
    "picture.black": Kind(
        FAIL, Words("black for {value}", "黑场 {value}"), LOOK, "DOMAIN QC-B"
    ),
    "picture.frozen": Kind(
        FAIL, Words("the picture stands still for {value}", "画面静止 {value}"), LOOK, "DOMAIN QC-F"
    ),
    "picture.levels": Kind(
        FAIL, Words("up to {value} of the picture is brighter, darker or more colourful than is allowed", "最多有 {value} 的画面亮度或色彩超出允许范围"),
        Words("Lower exposure or saturation of that shot; check its range setting when exporting", "请降低该镜头的曝光或饱和度，并检查导出时的电平范围设置"),
        "EBU R 103 v3",
    ),
    "picture.flashes": Kind(
        FAIL, Words("the picture flashes: {value} changes of brightness in a second. A screening, not a certificate", "画面闪烁：1 秒内明暗变化 {value} 次（本项为筛查，不是认证）"),
        Words("Shorten or darken the flashes, or cut them away: they can harm viewers", "请剪短、压暗或剪去闪烁画面：可能诱发观众光敏性癫痫"),
        "ITU-R BT.1702; WCAG 2.3.1",
    ),
    "picture.red-flashes": Kind(
        FAIL, Words("saturated red flashes: {value} changes in a second. A screening, not a certificate", "饱和红色闪烁：1 秒内变化 {value} 次（本项为筛查，不是认证）"),
        Words("Shorten or desaturate the flashes, or cut them away: they can harm viewers", "请剪短、降低饱和度或剪去闪烁画面：可能诱发观众光敏性癫痫"),
        "ITU-R BT.1702; WCAG 2.3.1",
    ),
    "picture.gap": Kind(
        FAIL, Words("a picture stands for {value}, longer than {threshold}: pictures are missing", "有一帧停留 {value}，超过 {threshold}：此处丢帧"), AGAIN,
        "DOMAIN QC-D",
    ),
    "picture.combing": Kind(
        FAIL, Words("moving edges comb ({value} of what moves): it is interlaced, whatever its tags say", "运动边缘呈梳齿状（占运动区域 {value}）：画面实为隔行"),
        EXPORT, "DOMAIN DEL-04, QC-I",
    ),
    "sound.missing": Kind(
        FAIL, Words("there is no sound in the file", "文件中没有声音"), EXPORT, "DOMAIN DEL-07"
    ),
    "sound.silence": Kind(FAIL, Words("silence for {value}", "静音 {value}"), LISTEN, "DOMAIN QC-S"),
    "sound.silent": Kind(
        FAIL, Words("nothing can be heard in the whole film", "全片没有可听到的声音"), LISTEN, "DOMAIN QC-S"
    ),
    "sound.dead-channel": Kind(
        FAIL, Words("the {side_en} channel is silent throughout while the other is heard", "{side_zh}声道全程无声，另一声道有声"),
        Words("Choose the other track in the footage, or connect that microphone", "请改用素材中有声的声道，或检查该路话筒"), "DOMAIN LOUD-17, QC-S",
    ),
    "sound.channel-drops": Kind(
        WARN, Words("the {side_en} channel is silent for {value} while the other is heard", "{side_zh}声道静音 {value}，另一声道有声"), LISTEN,
        "DOMAIN QC-S",
    ),
    "sound.clipping": Kind(
        WARN, Words("the sound clips {value} times", "声音削波 {value} 处"), Words("Lower the level before export", "请在导出前降低音量"),
        "DOMAIN LOUD-18",
    ),
    "sound.anti-phase": Kind(
        FAIL, Words("left and right oppose each other for {value}: on one loudspeaker nothing is heard", "左右声道反相 {value}：单喇叭设备上将听不到声音"),
        Words("Turn the polarity of one channel round, or take one channel only", "请将其中一个声道反相，或只用一个声道"), "DOMAIN LOUD-17",
    ),
    "sound.loudness": Kind(
        FAIL, Words("the loudness is {value}, not {threshold}", "响度为 {value}，应为 {threshold}"),
        Words("Let videopipe level the sound, or change the level by the difference", "请由系统调整响度，或按差值调整音量"), "GY/T 377-2023",
    ),
    "sound.true-peak": Kind(
        FAIL, Words("the true peak is {value}, above {threshold}", "真峰值为 {value}，高于 {threshold}"),
        Words("Let videopipe level the sound, or lower it", "请由系统调整，或降低音量"), "GY/T 377-2023",
    ),
    "sound.short-term": Kind(
        WARN, Words("the loudest three seconds reach {value}, above {threshold}", "最响的 3 秒达到 {value}，高于 {threshold}"), LISTEN,
        "EBU R 128 s1",
    ),
    "sync.start": Kind(
        FAIL, Words("the sound starts {value} from the first picture; {threshold} are allowed", "声音起点与首帧相差 {value}，允许 {threshold}"), EXPORT,
        "DOMAIN DEL-08",
    ),
    "sync.length": Kind(
        FAIL, Words("picture and sound differ by {value} in length; {threshold} are allowed", "画面与声音时长相差 {value}，允许 {threshold}"), EXPORT,
        "DOMAIN DEL-08",
    ),
    "layout.outside-safe": Kind(
        FAIL, Words("{name_en} reaches {value} beyond the safe area ({threshold})", "{name_zh}超出安全区 {value}（{threshold}）"),
        Words("Shorten its text; apps and screens cover what stands outside", "请缩短文字：安全区外会被平台界面或屏幕边缘遮挡"),
        "EBU R 95; DOMAIN SUB-14, GFX-01, DEL-30",
    ),
    "layout.overlap": Kind(
        FAIL, Words("{name_en} and {other_en} overlap by {value}", "{name_zh}与{other_zh}重叠 {value}"), _APART, "DOMAIN SUB-21",
    ),
    "layout.too-near": Kind(
        FAIL, Words("{name_en} and {other_en} are {value} apart, less than {threshold}", "{name_zh}与{other_zh}相距 {value}，小于 {threshold}"),
        _APART, "DOMAIN SUB-21",
    ),
    "layout.brief": Kind(
        WARN, Words("{name_en} shows for {value}; reading it takes {threshold}", "{name_zh}只显示 {value}，读完需要 {threshold}"),
        Words("Shorten its text, or let it stand for longer", "请缩短文字，或延长显示时间"), "DOMAIN GFX-02",
    ),
}  # fmt: skip
"""Id -> words. The order of `model.quality.QC_IDS`."""

TOOLS: dict[str, str] = {
    "file.decoder-errors": "ffmpeg",
    "file.frames-lost": "ffmpeg",
    "picture.black": "ffmpeg blackdetect",
    "picture.frozen": "ffmpeg freezedetect",
    "sound.loudness": "ffmpeg ebur128",
    "sound.true-peak": "ffmpeg ebur128",
    "sound.short-term": "ffmpeg ebur128",
}
"""What measured it, where it isn't videopipe itself."""
