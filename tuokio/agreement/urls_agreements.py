"""Addresses of agreements: the supervisor's, and one for each way in of the other parties."""

from django.urls import URLPattern, URLResolver, path

from tuokio.agreement.views import acceptances, agreements, drafts

ONE = "processes/<uuid:process_id>/agreement"
PDF = "<uuid:version_id>/pdf/<str:language>/"
urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{ONE}/", agreements.agreement, name="agreement"),
    path(f"{ONE}/draft/", drafts.draft, name="draft"),
    path(f"{ONE}/amendment/", drafts.amendment, name="amendment"),
    path(f"{ONE}/sending/", agreements.sending, name="sending"),
    path(f"{ONE}/acceptances/", agreements.acceptances, name="acceptances"),
    path(f"{ONE}/member-list/", agreements.member_list, name="member_list"),
    path(f"{ONE}/asking/", agreements.asking, name="asking"),
    path(f"{ONE}/signed/", agreements.signed, name="signed"),
    path(f"{ONE}/reminder/", agreements.reminder, name="reminder"),
    path(f"{ONE}/taking-back/", agreements.taking_back, name="taking_back"),
    path(f"{ONE}/entry-into-force/", agreements.entry, name="entry"),
    path(f"{ONE}/{PDF}", agreements.copy, name="copy"),
    path("commissioner/agreements/<uuid:version_id>/", acceptances.for_payer, name="for_payer"),
    path(f"commissioner/agreements/{PDF}", acceptances.for_payer_pdf, name="for_payer_pdf"),
    path("my/agreements/<uuid:version_id>/", acceptances.for_member, name="for_member"),
    path(f"my/agreements/{PDF}", acceptances.for_member_pdf, name="for_member_pdf"),
    path("coordination/agreements/<uuid:internal_id>/", acceptances.for_house, name="for_house"),
    path(
        "coordination/agreements/<uuid:internal_id>/pdf/<str:language>/",
        acceptances.for_house_pdf,
        name="for_house_pdf",
    ),
]
