"""Addresses of the calendar screens, under /admin/."""

from django.urls import path

from foundation.holidays import views

urlpatterns = [
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/enter/", views.enter_notice, name="calendar-enter"),
]
