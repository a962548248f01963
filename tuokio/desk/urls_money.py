"""Addresses of what is invoiced and of the commissioner's page."""

from django.urls import path

from tuokio.desk.views import commissioner, money

urlpatterns = [
    path("to-invoice/", money.to_invoice, name="to_invoice"),
    path("to-invoice/<str:month>/nobody/", money.payer, name="to_invoice_nobody"),
    path("to-invoice/<str:month>/<uuid:payer_id>/", money.payer, name="to_invoice_payer"),
    path("charges/<uuid:charge_id>/reopening/", money.reopened, name="charge_reopened"),
    path("commissioner/", commissioner.commissioner, name="commissioner"),
    path("commissioner/processes/<uuid:process_id>/", commissioner.meetings, name="commissioner_meetings"),
    path("commissioner/year/<int:year>/", commissioner.year_summary, name="year_summary"),
    path(
        "processes/<uuid:process_id>/commissioner/",
        commissioner.seen_by_supervisor,
        name="commissioner_preview",
    ),
]
