"""Addresses of this context."""

from django.urls import URLPattern, URLResolver

from tuokio.desk import urls_hours, urls_money, urls_process, urls_today

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    *urls_today.urlpatterns,
    *urls_money.urlpatterns,
    *urls_hours.urlpatterns,
    *urls_process.urlpatterns,
]
