"""An archive of notices, invented from a few words and the same each time. Plain values: for the demo and for measuring."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

FIELDS = (
    "新材料", "生物医药", "高原农业", "信息技术", "智能制造", "新能源", "节能环保", "现代物流", "轨道交通", "生态治理", "中药材",
    "稀贵金属", "花卉育种", "航空遥感",
)  # fmt: skip
# Each with the last part of its section's address.
PROGRAMMES = {
    "国际科技合作基地": "cooperation-bases",
    "技术创新中心": "innovation-centres",
    "国际联合实验室": "joint-laboratories",
    "重点实验室": "key-laboratories",
    "科技企业孵化器": "incubators",
    "高新技术企业": "high-tech-enterprises",
    "院士工作站": "academician-workstations",
    "科技特派员": "technology-envoys",
}
ISSUERS = [f"示例{place}科学技术局" for place in ["市", "一县", "二县", "三区", "四区", "五市", "六州", "七县"]]
# What a notice is about, and the code of the kind of announcement it is.
MATTERS = (
    ("拟认定{p}名单公示", "notice"),
    ("{p}申报通知", "circular"),
    ("{p}年度绩效评价结果公告", "result"),
    ("认定{p}的通知", "result"),
    ("{p}限期整改通知", "circular"),
    ("取消{p}资格的决定", "notice"),
    ("{p}验收安排", "circular"),
    ("{p}名称变更公告", "notice"),
    ("对{p}公示异议的答复", "reply"),
    ("{p}经费拨付的通知", "circular"),
)
SENTENCES = (
    "根据《{p}管理办法》第{n}条规定，经依托单位申报、推荐单位审核、专家评审，现将{f}领域有关事项公告如下。",
    "公示期为{n}个工作日，公示期间有异议的，应当以书面形式提出，写明事实和依据。",
    "建设期为{n}年，每年向主管部门报送年度报告，建设期满后组织验收。",
    "对评价结果为不合格的，限期整改{n}个月；整改后仍不合格的，取消其资格。",
    "省级财政给予{n}0万元经费支持，自筹资金与财政资金的比例不低于{n}：1。",
    "邀请有关专家和行业代表进行复议，复议程序及结论及时反馈依托单位和异议提出人。",
    "英文名称统一为 Joint Laboratory of {f}，由牵头单位报送备案。",
    "{f}研发中心拥有专职科技人员不少于{n}人，研发场地面积不少于{n}00平方米。",
    "联系人及联系方式见附件，材料一式{n}份，逾期不予受理。",
    "已经获得国家级认定的单位，原则上不重复认定，可以根据建设情况给予配套支持。",
)
FIRST_DAY, DAYS = date(2005, 1, 1), 7_900


@dataclass(frozen=True, slots=True)
class Invented:
    title: str
    number: str
    issuer: str
    programme: str
    kind: str
    dated: date
    sentences: tuple[str, ...]


def invented(size: int, seed: int = 20) -> Iterator[Invented]:
    """The first so many: a larger archive begins with the smaller one of the same seed."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret)
    names = tuple(PROGRAMMES)
    for _ in range(size):
        programme, field = chance.choice(names), chance.choice(FIELDS)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        matter, kind = chance.choice(MATTERS)
        sentences = tuple(
            sentence.format(p=programme, f=field, n=chance.randrange(1, 30))
            for sentence in chance.sample(SENTENCES, chance.randrange(4, 8))
        )
        yield Invented(
            title=f"关于{field}领域{matter.format(p=programme)}",
            number=f"示科发〔{day.year}〕{chance.randrange(1, 400)}号",
            issuer=chance.choice(ISSUERS),
            programme=programme,
            kind=kind,
            dated=day,
            sentences=sentences,
        )
