"""Characters and letters scanners take for one another. Only pairs whose wrong half no text would hold."""

import re

# Each wrong half stands where it cannot be right: 配各 is 配备, but 分配各区 and 配各种 are left alone.
_PAIRS = """
技入:投入 (?<!分)配各(?![种类项级地区县市选单]):配备 (?<![下建开内所])设各(?![种类项级地区县市省部专乡镇]):设备
准各(?![种类项地]):准备 储各(?![种类]):储备 具各(?![种类自]):具备 装各(?![种类]):装备 (?<!统)筹各(?![种类方级]):筹备
(?<!全)各案(?![件卷例由情]):备案 坪估:评估 坪审:评审 坪价:评价 坪议:评议 坪选:评选 未子(?!女):未予 不子(?!女):不予
(?<=[，,。可应])给子以:给予以 予以给子:予以给予 授子(?!女):授予 准子(?!女):准予 赋子(?!女):赋予 己经(?!营|济|手):已经
(?<![月年期季周学本])末经(?!济|费):未经 (?<![月年期季周学本])末按(?!月|季|年):未按 末来:未来 末成年:未成年 曰期:日期
之曰:之日 曰起:日起 工作曰:工作日 入员(?!工):人员 (?<![依违非无合办立])法入(?!库):法人
引人(?=外资|技术|战略|先进|国外|国际|高层|社会):引入 收人(?=不低于|占|总额|分配|来源|水平):收入
列人(?=预算|计划|名单|清单|范围|失信|黑名单|年度):列入 纳人(?=预算|计划|统一|管理|范围|名单|体系|财政|年度|征信):纳入
投人(?=使用|资金|力度|经费|比例|运行|运营|机制|产出|强度|生产|不):投入
深人(?=研究|开展|推进|贯彻|实施|挖掘|基层|调研|学习):深入 进人(?=市场|公示|下一|评审|退出|名单|程序|复评):进入
融人(?=全球|国家|新发展|大局):融入 加人世贸:加入世贸 (?<=入)人围:入围 单住:单位 单仂:单位 千部(?![分门队书电手]):干部
若千(?![克米瓦]):若干 管埋:管理 管理力法:管理办法 实施力法:实施办法 申清:申请 巾请:申请
中请(?=人|书|表|材料|条件|单位|项目):申请 (?<![其集])中报(?=单位|材料|条件|书|项目|主体|受理):申报
关干(?![部线警涉预事]):关于 由干(?![部线警涉预]):由于 属干(?![部线警]):属于 不少干:不少于 不低干:不低于 不高干:不高于
不超干:不超于 科枝:科技 科扶:科技 枝术:技术 扶术:技术 项日(?![常均]):项目 (?<![生节])日标(?![准本注识]):目标 条伴:条件
文伴:文件 附伴:附件 材科(?![学技]):材料 资科(?![学技创研目]):资料 人オ:人才 杌构:机构 贵任:责任 负贲:负责 贲任:责任
监瞀:监督 执仃:执行 施仃:施行 财攻:财政 政笨:政策 企亚:企业 产亚:产业 専家:专家 囯家:国家 圜家:国家 经赀:经费
经贲:经费 专坝:专项 项冃:项目 账尸:账户 帐尸:账户 客尸:客户 用尸:用户 尸籍:户籍 农尸:农户
"""
_LOOKS_AROUND = re.compile(r"\(\?<?[=!][^()]*\)")


class _Words:
    """The pairs as one search."""

    def __init__(self) -> None:
        pairs = [pair.rsplit(":", 1) for pair in _PAIRS.split()]
        self._right = {_LOOKS_AROUND.sub("", wrong): right for wrong, right in pairs}
        self.finditer = re.compile("|".join(wrong for wrong, _ in pairs)).finditer

    def right(self, wrong: str) -> str:
        return self._right[wrong]


WORDS = _Words()
_ENGLISH = """
International Joint Laboratory Center Centre Technology Technological Innovation Innovative Science Scientific
Research Development National University Institute Academy Engineering Cooperation Platform Transfer Demonstration
Enterprise Company Limited Province Provincial Municipal Bureau Department Administration Administrative Government
Republic People China Chinese Beijing Shanghai Tianjin Chongqing Kunming Yunnan Sichuan Guizhou Guangxi Guangdong
Guangzhou Shenzhen Hainan Hunan Hubei Henan Hebei Shanxi Shaanxi Shandong Jiangsu Jiangxi Zhejiang Anhui Fujian Gansu
Qinghai Ningxia Xinjiang Xizang Liaoning Jilin Heilongjiang Mongolia Chengdu Guiyang Nanning Wuhan Changsha Hangzhou
Nanjing Management Measures Regulation Regulations Implementation Industry Industrial Information Intelligent
Manufacturing Medicine Medical Agriculture Agricultural Environment Environmental Energy Materials Commission
Committee Office General Service Services Programme Program Project Foundation Talent Evaluation Assessment
Certification Standard Standards
"""


def as_scanned(word: str) -> str:
    """The word with letters that look alike made the same: nn and m, rn and m, rl and n."""
    low = word.replace("I", "l").lower()
    for seen, like in (
        ("rn", "m"),
        ("nn", "m"),
        ("rl", "n"),
        ("vv", "w"),
        ("ii", "n"),
        ("cl", "d"),
        ("i", "l"),
        ("1", "l"),
        ("0", "o"),
    ):
        low = low.replace(seen, like)
    return low


ENGLISH = {as_scanned(word): word for word in _ENGLISH.split()}
