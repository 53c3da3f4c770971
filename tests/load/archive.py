"""A large archive of notices, invented and the same each time: for measuring search."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from search.documents import PUBLIC, Part, Place, SearchDocument, State

FIELDS = (
    "新材料", "生物医药", "高原农业", "信息技术", "智能制造", "新能源", "节能环保", "现代物流", "轨道交通", "生态治理", "中药材",
    "稀贵金属", "花卉育种", "航空遥感",
)  # fmt: skip
PROGRAMMES = (
    "国际科技合作基地", "技术创新中心", "国际联合实验室", "重点实验室", "科技企业孵化器", "高新技术企业", "院士工作站", "科技特派员",
)  # fmt: skip
ISSUERS = [f"示例{place}科学技术局" for place in ["市", "一县", "二县", "三区", "四区", "五市", "六州", "七县"]]
MATTERS = (
    "拟认定{p}名单公示", "{p}申报通知", "{p}年度绩效评价结果公告", "认定{p}的通知", "{p}限期整改通知", "取消{p}资格的决定",
    "{p}验收安排", "{p}名称变更公告", "对{p}公示异议的答复", "{p}经费拨付的通知",
)  # fmt: skip
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
STATES = (State.PUBLISHED, State.PUBLISHED, State.PUBLISHED, State.IN_FORCE, State.EXPIRED, State.WITHDRAWN)
FIRST_DAY = date(2005, 1, 1)


def archive(size: int, seed: int = 20) -> Iterator[SearchDocument]:
    """In the order of their keys."""
    chance = random.Random(seed)
    for number in range(size):
        programme, field = chance.choice(PROGRAMMES), chance.choice(FIELDS)
        day = FIRST_DAY + timedelta(days=chance.randrange(7_900))
        matter = chance.choice(MATTERS).format(p=programme)
        body = "".join(
            sentence.format(p=programme, f=field, n=chance.randrange(1, 30))
            for sentence in chance.sample(SENTENCES, chance.randrange(4, 8))
        )
        yield SearchDocument(
            key=f"notice:{number:08}",
            kind=chance.choice(("announcement", "call", "list")),
            title=f"关于{field}领域{matter}",
            url=f"/notices/{number}/",
            number=f"示科发〔{day.year}〕{chance.randrange(1, 400)}号",
            issuers=(chance.choice(ISSUERS),),
            programme=programme,
            state=chance.choice(STATES),
            dated=day,
            visible_to=frozenset({PUBLIC}),
            parts=(Part("正文", body, place=Place.BODY),),
        )
