"""One page, as heavy as it is told to be."""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

SHELL = len("<!doctype html><title>plain</title><p></p>")


def page(request: HttpRequest) -> HttpResponse:
    return render(request, "page.html", {"title": "plain", "text": "x" * (settings.PLAIN_BYTES - SHELL)})


urlpatterns = [path("", page)]
application = get_wsgi_application()
