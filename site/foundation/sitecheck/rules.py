"""What is looked for, how long a column may rest, and which rule says so: one table. Pure: no Django."""

from dataclasses import dataclass
from enum import StrEnum

INDICATORS = "国办秘函〔2019〕19号《政府网站与政务新媒体检查指标》"
GUIDELINES = "国办发〔2017〕47号《政府网站发展指引》"
PERSONAL = "《个人信息保护法》第二十八条"
OURS = "本系统的提示，检查指标没有规定"


class Weight(StrEnum):
    VETO = "veto"
    DEDUCTION = "deduction"
    NOTE = "note"

    @property
    def label(self) -> str:
        return WEIGHTS[self]


WEIGHTS = {Weight.VETO: "单项否决", Weight.DEDUCTION: "扣分", Weight.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Rule:
    """`veto_at`: from so many findings on, all of them together fail the site; before that each is a deduction."""

    code: str
    label: str
    source: str
    days: int = 0
    veto_at: int = 0
    weight: Weight = Weight.DEDUCTION

    def weight_of(self, found: int) -> Weight:
        return Weight.VETO if self.veto_at and found >= self.veto_at else self.weight


# What a column is, by its ColumnType (the national reference values and what bureaus write beside them).
NEWS = frozenset({"工作动态", "新闻动态", "要闻动态", "首页"})
NOTICES = frozenset({"政策文件", "信息公开目录", "通知公告", "公告通知"})

HOME_STALE = Rule("home-stale", "首页没有更新", f"{INDICATORS}单项否决：首页两周未更新", days=14, veto_at=1)
NEWS_STALE = Rule(
    "news-stale", "动态类栏目没有更新", f"{INDICATORS}单项否决：动态要闻类超过两周、通知公告和政策文件类超过六个月未更新的栏目合计5个以上",
    days=14, veto_at=5,
)  # fmt: skip
NOTICES_STALE = Rule(
    "notices-stale", "通知公告、政策文件类栏目没有更新", NEWS_STALE.source, days=183, veto_at=5
)  # fmt: skip
OTHERS_STALE = Rule(
    "others-stale", "其他栏目没有更新", f"{INDICATORS}单项否决：其他应更新而长期未更新的栏目10个以上；期限按一年计，由本系统设定",
    days=365, veto_at=10,
)  # fmt: skip
EMPTY = Rule("empty", "空白栏目", f"{INDICATORS}单项否决：空白栏目5个以上", veto_at=5)
UNDATED = Rule("undated", "没有发布日期", f"{GUIDELINES}附件：文章页须有 PubDate；2015年普查中没有日期的视为未更新")
DEAD_LINK = Rule("dead-link", "站内链接打不开", f"{INDICATORS}扣分：链接不可用")
DEAD_ANCHOR = Rule("dead-anchor", "页内位置不存在", f"{INDICATORS}扣分：链接不可用")
BROKEN_FILE = Rule("broken-file", "附件或图片打不开", f"{INDICATORS}扣分：附件不能下载、图片不显示")
CHANGED_FILE = Rule("changed-file", "附件与签发时不同", f"{GUIDELINES}：防止网页被篡改")
PERSONAL_FILE = Rule("personal-file", "已公开的附件里有个人信息", PERSONAL)
UNCHECKED_FILE = Rule("unchecked-file", "附件没有检查过", OURS, weight=Weight.NOTE)
OUTSIDE = Rule("outside", "站外链接", OURS, weight=Weight.NOTE)
OUTSIDE_DEAD = Rule("outside-dead", "站外链接打不开", f"{INDICATORS}扣分：链接不可用")

RULES = (
    HOME_STALE, NEWS_STALE, NOTICES_STALE, OTHERS_STALE, EMPTY, UNDATED, DEAD_LINK, DEAD_ANCHOR, BROKEN_FILE,
    CHANGED_FILE, PERSONAL_FILE, UNCHECKED_FILE, OUTSIDE_DEAD, OUTSIDE,
)  # fmt: skip
BY_CODE = {rule.code: rule for rule in RULES}
# Counted together: five of either kind, or of both, fail the site.
COUNTED_TOGETHER = ({NEWS_STALE.code, NOTICES_STALE.code},)


def rule_for(column_type: str) -> Rule:
    """Which rule says how long a column of this type may rest."""
    if column_type in NEWS:
        return NEWS_STALE
    return NOTICES_STALE if column_type in NOTICES else OTHERS_STALE


def companions(code: str) -> set[str]:
    """The rules whose findings are counted with those of this one, itself among them."""
    return next((group for group in COUNTED_TOGETHER if code in group), {code})
