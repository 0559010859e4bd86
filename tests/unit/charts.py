"""One scene of each kind, from the nine cities' published figures or marked as an example."""

from decimal import Decimal

from videopipe.model.infographics import (
    Amount,
    Bars,
    CityMap,
    Comparison,
    Counter,
    Head,
    Icons,
    Item,
    Line,
    Milestone,
    Points,
    Quote,
    ReelSources,
    ReelTitle,
    Ring,
    Scene,
    Step,
    Steps,
    Timeline,
)


def _head(id_: str, title: str, period: str = "2018年", source: str = "广州市统计局", **more: bool) -> Head:
    return Head(id_, title, period, source, example=more.get("example", False))


def _numbers(*values: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in values)


def _items(**values: str) -> tuple[Item, ...]:
    return tuple(Item(label.strip("_"), Decimal(value)) for label, value in values.items())


POPULATION = {
    "440100": "1490.44", "440300": "1302.66", "440400": "189.11", "440600": "790.57", "441300": "483.00",
    "441900": "839.22", "442000": "331.00", "440700": "459.82", "441200": "415.17",
}  # fmt: skip
REPORTS = "各市2018年国民经济和社会发展统计公报"

CHARTS: dict[str, Scene] = {
    "counter": Counter(_head("counter", "地区生产总值"), Amount(Decimal("22859.35"), "亿元")),
    "bars": Bars(
        _head("bars", "大湾区九市地区生产总值", source=REPORTS), "亿元",
        ("深圳", "广州", "佛山", "东莞", "惠州", "中山", "珠海", "江门", "肇庆"),
        (("", _numbers("24221.98", "22859.35", "9935.88", "8278.59", "4103.05", "3632.70", "2914.74", "2900.41", "2201.80")),),
        lying=True, highlighted=1,
    ),
    "years": Bars(
        _head("years", "港口货物吞吐量", "2014—2018年", example=True), "亿吨", ("2014", "2015", "2016", "2017", "2018"),
        (("", _numbers("5.01", "5.20", "5.44", "5.90", "6.10")),), lying=False, highlighted=4,
    ),
    "pairs": Bars(
        _head("pairs", "高新技术企业", "2017—2018年", example=True), "家", ("广州", "深圳", "东莞", "佛山"),
        (("2017年", _numbers("8690", "11230", "4058", "2547")), ("2018年", _numbers("11000", "14416", "5790", "3900"))),
        lying=False,
    ),
    "line": Line(
        _head("line", "白云国际机场旅客吞吐量", "2012—2018年", example=True), "万人次",
        _items(_2012="4831", _2013="5245", _2014="5478", _2015="5521", _2016="5973", _2017="6584", _2018="6970"),
    ),
    "area": Line(
        _head("area", "高新技术企业", "2014—2018年", example=True), "家",
        _items(_2014="1662", _2015="1919", _2016="4739", _2017="8690", _2018="11000"), filled=True,
    ),
    "ring": Ring(
        _head("ring", "三次产业结构", example=True), "%", _items(第三产业="71.75", 第二产业="27.27", 第一产业="0.98"), Decimal(100)
    ),
    "icons": Icons(_head("icons", "高新技术企业"), Amount(Decimal("1.15"), "万家", "约"), Decimal("0.1"), "company"),
    "timeline": Timeline(
        _head("timeline", "粤港澳大湾区建设大事记", "2017—2019年", "公开报道"),
        (
            Milestone("2017年7月", "《深化粤港澳合作 推进大湾区建设框架协议》签署"),
            Milestone("2018年9月", "广深港高铁全线通车"),
            Milestone("2018年10月", "港珠澳大桥正式通车"),
            Milestone("2019年2月", "《粤港澳大湾区发展规划纲要》印发"),
        ),
    ),
    "steps": Steps(
        _head("steps", "开办企业怎样更快", "2019年", example=True),
        (
            Step("一网通办", "设立、刻章、领票在同一平台提交"),
            Step("压减材料", "能共享的证明不再要求提供"),
            Step("一日办结", "符合条件的当天领取执照"),
        ),
    ),
    "comparison": Comparison(
        _head("comparison", "全社会研发投入占GDP比重", example=True), "%",
        Item("全省", Decimal("2.78")), Item("深圳", Decimal("4.2")), "约",
    ),
    "city-map": CityMap(
        _head("city-map", "九市常住人口", "2018年末", REPORTS), "万人",
        tuple((code, Decimal(value)) for code, value in POPULATION.items()), "440100",
    ),
    "quote": Quote(
        Head("quote", "专家点评"), "广州的优势在于枢纽功能和科教资源。下一步的关键，是把资源优势转化为面向整个湾区的服务能力。",
        "区域经济研究专家",
    ),
    "points": Points(
        _head("points", "出行更方便：三件实事", "2019年", example=True),
        ("加快城际轨道与城市地铁衔接", "主要城市之间一小时内可达", "换乘时间长、标识不清的问题逐项整改并公开进展"),
    ),
    "title": ReelTitle(Head("title", "老城市新活力 湾区核心引擎"), "市长微视频访谈·粤港澳大湾区九市", "广州"),
    "sources": ReelSources(Head("sources", "数据来源"), ("广州市统计局：2018年国民经济和社会发展统计公报（初步核算数）", "公开报道")),
}  # fmt: skip
