"""What templates are given: fields, cards, badges, addresses of built files."""

import re

import pytest
from django import forms
from django.http import HttpRequest
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import translation

from tuokio.kit import assets

HOSTILE = '<script>alert("x")</script>'


class Example(forms.Form):
    name = forms.CharField(label="Name", help_text="As it stands on the door")
    way = forms.ChoiceField(
        label="Way", choices=[("a", "On the spot"), ("b", "Remote")], widget=forms.RadioSelect
    )
    paper = forms.BooleanField(label="On paper", required=False)
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


def shown(markup: str, **context: object) -> str:
    with translation.override("en"):
        return Template(markup).render(Context(context))


def test_every_input_has_its_label_hint_and_error_told_to_those_who_hear_the_page():
    html = shown("{% field form.name %}", form=Example({"way": "a"}))

    assert '<label class="label" for="id_name">Name</label>' in html
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_name_hint">As it stands on the door<' in html
    assert re.search(r'id="id_name_error">.+<', html)


def test_a_field_without_hint_or_error_describes_nothing():
    assert "aria-describedby" not in shown("{% field form.paper %}", form=Example())


def test_a_choice_is_a_group_whose_rows_are_labels():
    html = shown('{% field form.way kind="segments" %}', form=Example())

    assert html.count('<label class="segment"') == 2
    assert '<legend class="legend">Way</legend>' in html
    assert '<label class="segment" for="id_way_0">' in html and 'id="id_way_0"' in html


def test_what_is_given_besides_goes_onto_the_input():
    html = shown('{% field form.name autocomplete="name" class="mid" %}', form=Example())

    assert 'autocomplete="name"' in html
    assert '<div class="field mid">' in html


def test_a_whole_form_shows_hidden_fields_plainly():
    html = shown("{% fields form %}", form=Example())

    assert '<input type="hidden" name="hidden" id="id_hidden">' in html
    assert html.count("<label") == 4


def test_the_summary_leads_to_each_field():
    html = shown("{% form_errors form %}", form=Example({}))

    assert 'role="alert"' in html and "autofocus" in html
    assert "2 things need another look" in html
    assert 'href="#id_name"' in html and 'href="#id_way_0"' in html


def test_a_sound_or_fresh_form_has_no_summary():
    assert shown("{% form_errors form %}", form=Example()).strip() == ""
    assert shown("{% form_errors form %}", form=Example({"name": "x", "way": "a"})).strip() == ""


def test_what_people_typed_is_never_markup():
    for markup in (
        "{% card title=text %}{{ text }}{% endcard %}",
        "{% card title=text note=text action_href=text action_text=text action_of=text %}{% endcard %}",
        '{% badge "held" text=text %}',
        '{% include "kit/notice.html" with text=text title=text only %}',
        '{% include "kit/empty.html" with text=text href=text action=text only %}',
        "{% field form.name %}{% form_errors form %}",
    ):
        html = shown(markup, text=HOSTILE, form=Example({"name": HOSTILE, "way": HOSTILE}))
        assert "<script" not in html, markup
        assert "&lt;script" in html, markup


def test_a_card_is_named_by_its_heading():
    html = shown('{% card title="Meetings" badge="commissioner" id="m" %}<p>Body</p>{% endcard %}')

    assert '<section class="card" aria-labelledby="m">' in html
    assert '<h2 id="m">Meetings</h2>' in html
    assert '<span class="badge badge-commissioner">The commissioner sees this</span>' in html
    assert "<p>Body</p>" in html


def test_a_card_shows_what_its_content_knows():
    html = shown(
        "{% card title=title %}{% for n in numbers %}<b>{{ n }}</b>{% endfor %}{% endcard %}",
        title="T",
        numbers=[1, 2],
    )

    assert "<b>1</b><b>2</b>" in html


def test_a_state_badge_needs_words():
    with pytest.raises(TemplateSyntaxError):
        shown('{% badge "held" %}')


def test_who_can_see_is_said_in_the_readers_language():
    with translation.override("fi"):
        html = Template(
            '{% badge "own" %}{% badge "group" %}{% badge "commissioner" %}{% badge "plain" %}'
        ).render(Context())

    assert re.findall(r">([^<]+)<", html) == [
        "Vain sinä näet",
        "Ryhmä näkee",
        "Näkyy tilaajalle",
        "tallessa selväkielisenä",
    ]


def test_each_showing_of_a_form_has_a_token_of_its_own():
    first, second = shown("{% once %}"), shown("{% once %}")

    assert re.fullmatch(r'<input type="hidden" name="once" value="[\w-]{32}">', first)
    assert first != second


def test_a_built_file_stands_under_a_name_that_changes_with_its_content():
    assert re.fullmatch(r"/static/app-[A-Z0-9]{8}\.css", assets.asset_address("app.css"))


def test_unbuilt_styles_are_told_in_plain_words(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "BUILT", tmp_path)
    assets._manifest.cache_clear()
    with pytest.raises(assets.AssetsNotBuilt, match="make start"):
        assets.asset_address("app.css")
    assets._manifest.cache_clear()


@pytest.mark.parametrize(
    "template", ["base", "phone_base", "bare", "print_base", "public_base", "slides_base", "error"]
)
def test_no_frame_carries_inline_style_or_script(template):
    frame = {
        "nav": [("/a", "A", True)],
        "tabs": [("/a", "A", True)],
        "menu": [("/o", "O", False)],
        "person_name": HOSTILE,
    }
    html = render_to_string(
        f"kit/{template}.html", {"shell": frame, "languages": [("fi", "")], "demo": True}, HttpRequest()
    )

    assert "style=" not in html
    assert re.findall(r"<script(?![^>]* src=)", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert 'href="#main"' in html and 'id="main"' in html


def test_the_error_page_stands_alone():
    html = render_to_string("kit/error.html")

    assert "<h1>" in html


def test_languages_are_offered_to_those_who_have_not_said_theirs():
    frame = {"shell": {"person_name": ""}, "languages": [("fi", ""), ("sv", ""), ("en", "")]}
    with translation.override("fi"):
        html = render_to_string("kit/bare.html", frame)

    assert re.findall(r'href="\?lang=(\w+)" lang="\w+" hreflang="\w+">([^<]+)<', html) == [
        ("sv", "svenska"),
        ("en", "English"),
    ]
