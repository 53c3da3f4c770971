"""Addresses of the account screens, under /admin/."""

from django.urls import path

from foundation.accounts import views
from foundation.accounts.own_password import change_password

urlpatterns = [
    path("accounts/", views.accounts, name="accounts"),
    path("accounts/new/", views.new_account, name="account-new"),
    path("accounts/<int:pk>/", views.account, name="account"),
    path("accounts/<int:pk>/password/", views.account_password, name="account-password"),
    path("accounts/<int:pk>/active/", views.account_active, name="account-active"),
    path("accounts/<int:pk>/unlock/", views.account_unlock, name="account-unlock"),
    path("change-password/", change_password, name="change-password"),
    path("security-log/", views.security_log, name="security-log"),
]
