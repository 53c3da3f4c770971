"""Addresses of the page furniture."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from foundation.display import set_text_size
from foundation.leaving import leave
from foundation.qr import qr_code


class TextSize(StringConverter):
    regex = "larger|standard"


register_converter(TextSize, "text_size")

urlpatterns = [
    path("display/<text_size:size>/", set_text_size, name="text-size"),
    path("leave/", leave, name="leave"),
    path("qr.svg", qr_code, name="qr"),
]
