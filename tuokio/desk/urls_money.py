"""Addresses of what is invoiced and of the commissioner's page."""

from django.urls import path

from tuokio.desk import views_commissioner, views_money

urlpatterns = [
    path("to-invoice/", views_money.to_invoice, name="to_invoice"),
    path("to-invoice/<str:month>/nobody/", views_money.payer, name="to_invoice_nobody"),
    path("to-invoice/<str:month>/<uuid:payer_id>/", views_money.payer, name="to_invoice_payer"),
    path("charges/<uuid:charge_id>/reopening/", views_money.reopened, name="charge_reopened"),
    path("commissioner/", views_commissioner.commissioner, name="commissioner"),
    path(
        "commissioner/processes/<uuid:process_id>/", views_commissioner.meetings, name="commissioner_meetings"
    ),
    path("commissioner/year/<int:year>/", views_commissioner.year_summary, name="year_summary"),
    path(
        "processes/<uuid:process_id>/commissioner/",
        views_commissioner.seen_by_supervisor,
        name="commissioner_preview",
    ),
]
