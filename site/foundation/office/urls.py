"""Addresses of the office, role and who-may screens, under /admin/."""

from django.urls import path

from foundation.office import identity_views, role_views, views, who_may_view

urlpatterns = [
    path("office/", views.office, name="office"),
    path("office/<int:pk>/", views.office_act, name="office-act"),
    path("roles/", role_views.roles, name="roles"),
    path("roles/grant/", role_views.propose_granting, name="role-grant"),
    path("roles/<int:pk>/revoke/", role_views.propose_revoking, name="role-revoke"),
    path("roles/<int:pk>/depute/", role_views.propose_deputising, name="role-depute"),
    path("identity/", identity_views.identity, name="identity"),
    path("who-may/", who_may_view.who_may, name="who-may"),
    path("who-may/<slug:code>.svg", who_may_view.process_drawing, name="process-drawing"),
]
