"""Addresses of this context. A page's own language has no code in its address, the others have."""

from django.urls import URLPattern, URLResolver, path, register_converter

from tuokio.mapping import views_editing, views_enquiries, views_public


class LanguageCode:
    """One of the three languages."""

    regex = "fi|sv|en"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class PictureName:
    """Which picture of a page."""

    regex = "photo|logo"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageCode, "language")
register_converter(PictureName, "picture")

app_name = "mapping"
urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<slug:slug>/accent-<slug:accent>.css", views_public.accent, name="accent"),
    path("p/<slug:slug>/<picture:which>/<slug:version>/", views_public.picture, name="picture"),
]
for one in ("p/<slug:slug>/", "p/<slug:slug>/<language:language>/"):
    urlpatterns += [
        path(one, views_public.page, name="page"),
        path(f"{one}enquiry/", views_public.enquiry, name="enquiry"),
        path(f"{one}enquiry/<uuid:enquiry_id>/", views_public.received, name="received"),
        path(f"{one}form/", views_public.embedded, name="form"),
        path(f"{one}form/<uuid:enquiry_id>/", views_public.embedded_received, name="form_received"),
        path(f"{one}talk/", views_public.talk, name="talk"),
        path(f"{one}talk/handout/", views_public.handout, name="handout"),
    ]
urlpatterns += [
    path("page/", views_editing.edit, name="edit"),
    path("page/text/", views_editing.paste, name="paste"),
    path("page/words/<language:language>/", views_editing.words, name="words"),
    path("page/services/new/", views_editing.new_service, name="new_service"),
    path("page/services/<uuid:service_id>/", views_editing.service, name="service"),
    path("page/services/<uuid:service_id>/removal/", views_editing.service_removal, name="service_removal"),
    path("page/look/", views_editing.look, name="look"),
    path("page/places/", views_editing.places, name="places"),
    path("page/publication/", views_editing.publication, name="publication"),
    path("enquiries/<uuid:enquiry_id>/", views_enquiries.enquiry_answer, name="enquiry_answer"),
]
