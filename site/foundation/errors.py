"""Error pages: one sentence that says what happened, one that says what to do, and a way on."""

from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_cache_control

from foundation.bars import Bar, Barred
from foundation.middleware.requests import request_id


class Gone(Exception):
    """What was here has been taken down; the message is the notice shown in its place."""


class TooMany(Exception):
    """Too many requests from one place; the message says when to try again."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    status: int
    heading: str
    says: str
    mend: str


BAD_REQUEST = ErrorPage(400, "这个请求无法处理", "地址或提交的内容不完整。", "请返回上一页，检查后再试。")
FORBIDDEN = ErrorPage(403, "您不能打开这个页面", "这个页面只对有相应职责的人员开放。", "如果您是工作人员，请先登录。")
NOT_FOUND = ErrorPage(
    404, "没有找到这个页面", "地址可能有误，或者内容已经移到别处。", "请核对地址，或在下面搜索标题、单位、文号。"
)
GONE = ErrorPage(410, "这项内容已依法撤下", "原地址的内容不再提供。", "如需了解情况，请联系本机关。")
TOO_LARGE = ErrorPage(
    413, "提交的内容太大", "文件或文字超过了这里能接收的大小。", "请缩小或拆分后再提交，已填的内容可按返回键找回。"
)
TOO_MANY = ErrorPage(429, "操作太频繁", "短时间内的请求次数超过了限度。", "请过几分钟再试。")
CSRF = ErrorPage(
    403, "页面已过期，没有提交成功", "这个页面打开得太久，或者浏览器没有保存 Cookie，因此无法确认是您本人在提交。",
    "请返回上一页，刷新后重新提交。",
)  # fmt: skip
BARRED = ErrorPage(403, "这件事现在不能办", "", "没有做任何改动。")
SERVER_ERROR = ErrorPage(
    500, "系统出错了", "这不是您的操作造成的，错误已经记录。", "请稍后再试；如果一直这样，请把下面的编号告诉我们。"
)


def show(request: HttpRequest, page: ErrorPage, says: str = "", bars: tuple[Bar, ...] = ()) -> HttpResponse:
    context = {"error": page, "says": says or page.says, "bars": bars, "error_id": request_id.get()}
    return render(request, "public/errors/error.html", context, status=page.status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return too_large(request)
    return show(request, BAD_REQUEST)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return show(request, FORBIDDEN)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return show(request, NOT_FOUND)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return show(request, CSRF)


def gone(request: HttpRequest, notice: str = "") -> HttpResponse:
    response = show(request, GONE, notice)
    patch_cache_control(response, no_store=True)
    return response


def too_large(request: HttpRequest) -> HttpResponse:
    return show(request, TOO_LARGE)


def too_many(request: HttpRequest, says: str = "") -> HttpResponse:
    return show(request, TOO_MANY, says)


def barred(request: HttpRequest, refusal: Barred) -> HttpResponse:
    return show(request, BARRED, str(refusal), refusal.bars)


def server_error(request: HttpRequest) -> HttpResponse:
    """Stands without database, session or context processors: any of them may be what broke."""
    html = render_to_string("public/errors/500.html", {"error": SERVER_ERROR, "error_id": request_id.get()})
    return HttpResponse(html, status=500)
