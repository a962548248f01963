"""Addresses of the summary to the commissioner."""

from django.urls import URLPattern, path

from tuokio.evaluation.views import read_summaries, summaries

ONE = "processes/<uuid:process_id>/summary"
GIVEN = "commissioner/summaries/<uuid:summary_id>"
INSIDE = "coordination/summaries/<uuid:summary_id>"
urlpatterns: list[URLPattern] = [
    path(f"{ONE}/", summaries.summary, name="summary"),
    path(f"{ONE}/draft/", summaries.draft, name="summary_draft"),
    path(f"{ONE}/group/", summaries.to_group, name="summary_group"),
    path(f"{ONE}/slips/", summaries.slips, name="summary_slips"),
    path(f"{ONE}/slips.pdf", summaries.slips_file, name="summary_slips_file"),
    path(f"{ONE}/revision/", summaries.revision, name="summary_revision"),
    path(f"{ONE}/giving/", summaries.giving, name="summary_giving"),
    path(f"{ONE}/talk/", summaries.talk, name="summary_talk"),
    path(f"{ONE}/asking-back/", summaries.asking_back, name="summary_asking_back"),
    path(f"{ONE}/nothing/", summaries.nothing, name="summary_nothing"),
    path("my/summaries/<uuid:summary_id>/", read_summaries.own_summary, name="own_summary"),
    path(f"{GIVEN}/", read_summaries.given_summary, name="given_summary"),
    path(f"{GIVEN}/summary.pdf", read_summaries.given_summary_file, name="given_summary_file"),
    path(f"{INSIDE}/", read_summaries.summary_inside, name="summary_inside"),
    path(f"{INSIDE}/summary.pdf", read_summaries.summary_inside_file, name="summary_inside_file"),
]
