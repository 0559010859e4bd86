"""Bytes of a text file to text, whichever editor wrote them. Knows nothing of them but that they are Chinese."""

import re
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from videopipe.model.errors import InputError

LINE_END = re.compile(r"\r{0,2}\n|\r")
"""As editors count lines; `\\r\\r\\n` is what a line end becomes that was converted twice."""


class UndecodableText(InputError):
    """Bytes that are no text in any encoding we know."""

    en = "{file}, line {line}: byte {offset} is no text in UTF-8, UTF-16, GB18030 or Big5. Save the file as UTF-8 and try again"
    zh = "{file} 第 {line} 行：第 {offset} 字节处不是 UTF-8、UTF-16、GB18030 或 Big5 文本。请将文件另存为 UTF-8 后重试"


@dataclass(frozen=True)
class Decoded:
    """A file's text, line ends as `\\n`, and how it was read."""

    text: str
    encoding: str
    """Python's name of it."""
    guessed: bool = False
    """Neither a mark said so, nor is it UTF-8, which nothing else looks like."""
    rival: str = ""
    """Another encoding in which the bytes are as plausible."""


_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNMARKED = ("gb18030", "big5hkscs", "cp950")
_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "gb18030": "GB18030 (GBK)",
    "big5hkscs": "Big5",
    "cp950": "Big5",
}

# The 1000 characters most frequent in jieba's dictionary, and their traditional forms (OpenCC s2t and s2tw): more
# than four fifths of any Chinese text. Text read in a wrong encoding has hardly one in ten of them.
_COMMON = frozenset(
    "一是人了不在有大中国和为这上他个地年来我会以到时要出的生学说道民家子也成行下们于后就发自之对得主长可过天作分方用多你着部能市等业全里工公经本都而高政法面门动日进区事代那去心小同北定开产前其军还然起种所"
    "如现理机体表力好外与文当两实重新三么只山水关明从化平建又制南内西没此将员名手最东头者月间无安看见各城十相但已些正口通想度加第她合院物性战由位常点海意场武使次二向治因立数样身情入原问把路被并利石老教万知"
    "级量任江及应省资委务元美特期世湖回系比气汉总展电科金先声提品设或义王社很统处四首共马形己儿司太目基领队直计别女权话少流命至报米给打变果书清活几州华解议更称程今决张导术府才保交放管结师便走达族反再题色五"
    "京河接条规式县白它改风光运信受什组听布百济党指论强做取技黄神选记斯真却职号界件花类何眼兵传带空干农边据集联古广完质阳难增历史专官每住商即步认车台林必死游举线皇言土团收考求德叫近备研争非具李众连调感转笑"
    "革该持始英克士尔让拉思根格造较际亲单朝红型价校约器字段周亚深候则功属积快图火千准究往极育装许参半令吃观鱼精办像帝八复影告远群包整构料随划算象容示投势热值夫网望源息语股铁断派速怎需片爱律纪支早况病境证编"
    "越局推满且列觉服双未居除乐企引标确织初青志率项飞球节察龙响药站施均消客失轻存低甚般击曾防请离落显罗营足素视护副食创余照兴占巴虽洲村费易试星木黑左宝置跟央识维采六底宫房音环案批切斗富乡另倒若按查故突责严"
    "桥模仅胜杀围席态破承招杨负层须父供续状域似依银范修找九致密终血旅钱赛独细效玉冲获习医演毛尽脸弹楼艺航陆右协七攻镇检写苏宗章注阿抗弟坐验封紧劳户优财养适陈喜卫排射哥油刻留急降念云微伤例景拿绝阶座刘刚害印"
    "亿沙母酒助闻超审待压升送监策略限竟香配藏敌呢差仍兰温园树征善波哪词岛止预怕继皮执味份角草男普答益谁船惊核街夏宣掌田久著画辑奇尼剑吧谈背免孩礼材愿洋春架筑括晚乱乎讲尚良友临激刀夜室既敢邦挥昌板胡欧福港叶"
    "简苦担句岁荆贵娘守辖威宜衣帮块堂额错剧充欢够孙班呼阵销坚练脚退读测吴希宁换版异某顾曲楚典朱毒菜判救宋茶洪含顺啊鲜败货矿端兄归冷忙买险康评肉吗厂永哈沉散遗停笔假输牛洞松渐顶训录否述毕督控丰献姑忽爷互亮纳"
    "襄登咱钟伯臣雄季脑介鄂召饭暗扩祖齐短烈赶牌恩诉移诗础露届蒙静喝卖盘植授伊湾博痛减穿逐秘庭陵固禁票灵杂姓泽吸侧庆妈遇追甲馆补唐炮沿殿刺怪彩俄旧警索岸轮妇载靠附毫怀软骨探雷旁罪枪牙迎序慢盛雨墙恶谷顿危稳熟"
    "國爲為這個來會時學說們於後發對長過業裏裡經門動進區開產軍還種現機體與當兩實麼關從內沒將員東頭間無見戰點場數樣問並萬級應資務氣漢總電聲設義統處馬兒領隊計別權話報給變書幾華議稱決張導術結師達題條規縣風運組"
    "聽濟黨論強黃選記卻職號類傳帶幹農邊據聯廣質陽難歷專認車臺遊舉線團備爭衆眾連調轉該爾讓較際親單紅價約亞則屬積圖準極裝許參喫觀魚辦復遠羣構隨劃勢熱網語鐵斷愛紀況證編滿覺雙樂標確織項飛節龍響藥輕擊請離顯羅營"
    "視護創餘興佔雖費試寶識維採宮環鬥鄉責嚴橋僅勝殺圍態楊負層須續狀銀範終錢賽獨細衝獲習醫盡臉彈樓藝陸協鎮檢寫蘇驗緊勞戶優財養適陳衛雲傷絕階劉剛億聞審壓監敵蘭溫園樹徵詞島預繼執誰驚畫輯劍談禮願築亂講臨揮歐葉"
    "簡擔歲荊貴轄幫塊額錯劇歡夠孫陣銷堅練腳讀測吳寧換異顧順鮮敗貨礦歸買險評嗎廠遺筆輸漸頂訓錄畢豐獻爺納鍾腦飯擴齊趕訴詩礎屆靜賣盤灣減祕靈雜澤側慶媽館補舊輪婦載懷軟槍牆惡頓穩"
    "谢您请问访谈嘉宾朋欢迎吗呢吧谓謝請問訪談賓歡嗎謂"  # what a book rarely says and an interview often
)
_PUNCTUATION = re.compile("[\u2010-\u2027\u3000-\u301f\uff01-\uff5e]")
_HAN = re.compile("[\u3400-\u9fff]")
_DAMAGED_SHARE = 10
"""Of ten characters of damaged UTF-8 nine or more are still whole; in another encoding hardly any is."""
_CLEAR_LEAD = Fraction(1, 4)
"""Between the two readings of any answer of the samples lies at least 0.4; of a clause, of 247, one had less than this."""
_SENSE = Fraction(3, 10)
_ENOUGH = 20_000
"""Characters that are looked at: as many as an hour of speech."""


def name_of(encoding: str) -> str:
    """What people call it."""
    return _NAMES[encoding]


def decode(data: bytes, filename: str) -> Decoded:
    """The text: by byte order mark, else UTF-8, else UTF-16 by its zero bytes, else the likelier of GB18030 and Big5.

    Raises UndecodableText.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return _strictly(data, marked, filename)
    if b"\0" in data:
        return _strictly(data, _byte_order(data), filename, guessed=True)
    try:
        return _clean(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise _undecodable(data, error.start, filename) from error
        return _likelier(data, filename)


def sense(text: str) -> Fraction:
    """How much of what isn't ASCII is common Chinese: more than 3/4 in any text, about 1/10 in a wrong encoding."""
    foreign = list(islice((char for char in text if char > "\x7f"), _ENOUGH))
    known = sum(char in _COMMON or _PUNCTUATION.match(char) is not None for char in foreign)
    alien = sum(not _HAN.match(char) and not _PUNCTUATION.match(char) for char in foreign)
    return Fraction(known - alien, len(foreign)) if foreign else Fraction(0)


def original_of(text: str) -> str:
    """What `text` was before somebody saved UTF-8 that was read as GBK or as Latin; "" if it makes sense as it is."""
    if sense(text) >= _SENSE:
        return ""
    for encoding in ("gb18030", "cp1252"):
        before = text.encode(encoding, "ignore").decode("utf-8", "ignore")
        if len(_HAN.findall(before)) > 1 and sense(before) > sense(text) + _SENSE:
            return before
    return ""


def _strictly(data: bytes, encoding: str, filename: str, *, guessed: bool = False) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start, filename) from error
    if "\0" in text:  # UTF-32, or no text at all
        raise _undecodable(data, data.index(b"\0"), filename)
    return _clean(text, encoding, guessed=guessed)


def _clean(text: str, encoding: str, *, guessed: bool = False, rival: str = "") -> Decoded:
    return Decoded(LINE_END.sub("\n", text).removeprefix("\ufeff"), encoding, guessed, rival)


def _byte_order(data: bytes) -> str:
    """Digits, spaces and line ends are ASCII: their zero byte comes second in little endian, first in big."""
    return "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether UTF-8 with a few wrong bytes: GB18030 would make other characters of all of it."""
    text = data.decode("utf-8", "replace")
    whole = sum(char > "\x7f" and char != "\ufffd" for char in text)
    return whole >= (_DAMAGED_SHARE - 1) * text.count("\ufffd")


def _likelier(data: bytes, filename: str) -> Decoded:
    readings, reached = [], 0
    for encoding in _UNMARKED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
        else:
            readings.append((sense(text), text, encoding))
    readings.sort(key=lambda reading: -reading[0])  # stable: of equals, the first of _UNMARKED
    if not readings or readings[0][0] <= 0:
        raise _undecodable(data, reached, filename)
    best, text, encoding = readings[0]
    close = [other for value, _, other in readings if best - value < _CLEAR_LEAD]
    rival = next((other for other in close if name_of(other) != name_of(encoding)), "")
    return _clean(text, encoding, guessed=True, rival=rival)


def _undecodable(data: bytes, offset: int, filename: str) -> UndecodableText:
    before = data[:offset].replace(b"\0", b"").decode("latin-1")
    line = len(LINE_END.findall(before)) + 1
    return UndecodableText(file=filename, line=line, offset=offset + 1)
