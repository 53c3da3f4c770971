"""The sentences a regulation's page says about how it stands. Pure."""

from dataclasses import dataclass
from datetime import date

from notices.validity import Change, Standing, State, Version

CSS = {
    State.DRAFT: "wait",
    State.NOT_YET: "wait",
    State.IN_FORCE: "ok",
    State.AMENDED: "ok",
    State.EXPIRED: "off",
    State.REPEALED: "off",
    State.WITHDRAWN: "off",
}


def day_of(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


@dataclass(frozen=True, slots=True)
class Notice:
    """The banner over a text that does not hold: the framed word, what to know, and by what."""

    word: str
    css: str
    says: str
    title: str = ""
    url: str = ""


def notice_of(standing: Standing, *, adopted_later: Version | None = None) -> Notice | None:
    """None where it holds; what was withdrawn has its own banner."""
    state, since = standing.state, standing.since
    if state.holds or state is State.WITHDRAWN:
        return None
    if state is State.DRAFT:
        says = "这是征求意见稿，只为听取意见公布，没有效力，不能作为办事依据。"
        if adopted_later is not None:
            return Notice(state.label, "wait", says, adopted_later.title, adopted_later.url)
    elif state is State.NOT_YET:
        says = f"本文件尚未施行，自{day_of(since)}起施行。" if since else "本文件尚未施行。"
    elif state is State.EXPIRED:
        says = f"本文件有效期已满，自{day_of(since)}起失效，现仅供查阅。" if since else "本文件已失效，现仅供查阅。"
    else:
        says = f"本文件自{day_of(since)}起废止，现仅供查阅。" if since else "本文件已废止，现仅供查阅。"
    return Notice(state.label, CSS[state], says, standing.because, standing.url)


def since_words(standing: Standing) -> str:
    """What stands beside the framed word in the facts."""
    if standing.since is None or standing.state is State.DRAFT:
        return ""
    if standing.state is State.NOT_YET:
        return f"将自{day_of(standing.since)}起施行"
    return f"自{day_of(standing.since)}起"


def name_of(version: Version) -> str:
    """What a version is called where one is chosen: 2026年7月1日修改."""
    kind = {Change.ISSUED: "公布", Change.ADOPTED: "通过"}.get(version.change, "修改")
    return f"{day_of(version.begins)}{kind}" if version.begins else kind
