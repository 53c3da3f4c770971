"""Addresses of the page furniture and of the tools for everyone."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from foundation.display import set_text_size
from foundation.feeds import feed, feeds
from foundation.leaving import leave
from foundation.qr import qr_code
from foundation.tools.working_days import working_days, working_days_data


class TextSize(StringConverter):
    regex = "larger|standard"


register_converter(TextSize, "text_size")

urlpatterns = [
    path("display/<text_size:size>/", set_text_size, name="text-size"),
    path("feeds/", feeds, name="feeds"),
    path("feeds/<slug:code>/", feed, name="feed"),
    path("leave/", leave, name="leave"),
    path("tools/working-days/", working_days, name="working-days"),
    path("tools/working-days.json", working_days_data, name="working-days-data"),
    path("qr.svg", qr_code, name="qr"),
]
