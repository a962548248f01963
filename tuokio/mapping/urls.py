"""Addresses of this context. A page's own language has no code in its address, the others have."""

from django.urls import URLPattern, URLResolver, path, register_converter

from tuokio.mapping.views import alone, conversations, editing, enquiries, public, recommendations


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
    path("p/<slug:slug>/accent-<slug:accent>.css", public.accent, name="accent"),
    path("p/<slug:slug>/<picture:which>/<slug:version>/", public.picture, name="picture"),
]
for one in ("p/<slug:slug>/", "p/<slug:slug>/<language:language>/"):
    urlpatterns += [
        path(one, public.page, name="page"),
        path(f"{one}enquiry/", public.enquiry, name="enquiry"),
        path(f"{one}enquiry/<uuid:enquiry_id>/", public.received, name="received"),
        path(f"{one}form/", public.embedded, name="form"),
        path(f"{one}form/<uuid:enquiry_id>/", public.embedded_received, name="form_received"),
        path(f"{one}talk/", public.talk, name="talk"),
        path(f"{one}talk/handout/", public.handout, name="handout"),
    ]
urlpatterns += [
    path("page/", editing.edit, name="edit"),
    path("page/text/", editing.paste, name="paste"),
    path("page/words/<language:language>/", editing.words, name="words"),
    path("page/services/new/", editing.new_service, name="new_service"),
    path("page/services/<uuid:service_id>/", editing.service, name="service"),
    path("page/services/<uuid:service_id>/removal/", editing.service_removal, name="service_removal"),
    path("page/look/", editing.look, name="look"),
    path("page/places/", editing.places, name="places"),
    path("page/publication/", editing.publication, name="publication"),
    path("enquiries/<uuid:enquiry_id>/", enquiries.enquiry_answer, name="enquiry_answer"),
]
ONE = "processes/<uuid:process_id>"
urlpatterns += [
    path(f"{ONE}/mapping/", conversations.conversation, name="conversation"),
    path(f"{ONE}/mapping/steps/<slug:step>/", conversations.step, name="step"),
    path(f"{ONE}/mapping/link/", conversations.link, name="link"),
    path(f"{ONE}/mapping/own-answers/", conversations.own_answers, name="own_answers"),
    path(f"{ONE}/mapping/talk-sheet/", conversations.talk_sheet_paper, name="talk_sheet"),
    path(f"{ONE}/mapping/reopening/", recommendations.reopening, name="reopening"),
    path(f"{ONE}/recommendation/", recommendations.recommendation, name="recommendation"),
    path("mapping/<slug:token>/", alone.alone, name="alone"),
    path("mapping/<slug:token>/end/", alone.alone_end, name="alone_end"),
    path("mapping/<slug:token>/questions/<slug:question>/", alone.alone_question, name="alone_question"),
    path("own-answer/", alone.own_answer_thanks, name="own_answer_thanks"),
    path("own-answer/<slug:token>/", alone.own_answer, name="own_answer"),
]
