"""Refusals have a page in the same theme, a sentence and a way on."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path

from foundation import errors
from tests.factories.sites import small_site

pytestmark = pytest.mark.django_db


def raising(error: Exception) -> Callable[[HttpRequest], HttpResponse]:
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


def takes_a_post(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.POST.get("a", ""))


urlpatterns = [
    path("t/400/", raising(SuspiciousOperation("x"))),
    path("t/403/", raising(PermissionDenied())),
    path("t/410/", raising(errors.Gone("依法撤下，摘要 sha256 00ff。"))),
    path("t/413/", raising(RequestDataTooBig("x"))),
    path("t/429/", raising(errors.TooMany("请在 3 分钟后再试。"))),
    path("t/500/", raising(RuntimeError("secret detail"))),
    path("t/post/", takes_a_post),
    path("", include("portal.urls")),
]
handler400 = "foundation.errors.bad_request"
handler403 = "foundation.errors.permission_denied"
handler404 = "foundation.errors.page_not_found"
handler500 = "foundation.errors.server_error"


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "这个请求无法处理"),
        (403, "您不能打开这个页面"),
        (404, "没有找到这个页面"),
        (410, "依法撤下，摘要 sha256 00ff。"),
        (413, "提交的内容太大"),
        (429, "请在 3 分钟后再试。"),
        (500, "系统出错了"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_each_refusal_has_its_page(status: int, words: str) -> None:
    small_site()
    response = Client(raise_request_exception=False).get(f"/t/{status}/")
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert 'href="/"' in html
    assert response["X-Request-ID"] in html
    assert "secret detail" not in html


@override_settings(ROOT_URLCONF=__name__)
def test_the_500_page_needs_no_database(django_assert_num_queries: Callable[[int], object]) -> None:
    with django_assert_num_queries(0):  # type: ignore[attr-defined]
        assert Client(raise_request_exception=False).get("/t/500/").status_code == 500


@override_settings(ROOT_URLCONF=__name__, DATA_UPLOAD_MAX_MEMORY_SIZE=100)
def test_too_large_a_form_is_told_so() -> None:
    small_site()
    response = Client(raise_request_exception=False).post("/t/post/", {"a": "长" * 200})
    assert response.status_code == 413
    assert "提交的内容太大" in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_an_expired_form_is_explained() -> None:
    small_site()
    response = Client(enforce_csrf_checks=True).post("/t/post/", {"a": "1"})
    assert response.status_code == 403
    assert "页面已过期，没有提交成功" in response.content.decode()
