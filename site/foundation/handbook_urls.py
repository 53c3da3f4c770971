"""Addresses of the handbook inside the admin."""

from django.urls import path

from foundation.handbook import chapter, picture

urlpatterns = [
    path("", chapter, {"name": "README"}, name="handbook"),
    path("<slug:name>/", chapter, name="handbook-chapter"),
    path("img/<str:name>", picture, name="handbook-picture"),
]
