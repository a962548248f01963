"""The tool that keeps the words of the pages whole in Finnish and Swedish."""

import gettext
from pathlib import Path

import pytest

from tools import translations


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A little tree with two contexts: one says things in code and in a template, the other in code."""
    put(tmp_path, "tuokio/meetings/__init__.py", "")
    put(
        tmp_path,
        "tuokio/meetings/views.py",
        """
from django.utils.translation import gettext as _, ngettext
def told(count, name):
    return _("Later"), _("Hello %(name)s") % {"name": name}, ngettext("%(n)s meeting", "%(n)s meetings", count)
""",
    )
    put(
        tmp_path,
        "tuokio/meetings/templates/meetings/day.html",
        """{% load i18n %}<h1>{% translate "May" context "month" %}</h1>
{% include "kit/notice.html" with text=_("No meetings yet.") only %}
{% blocktranslate trimmed with name=person.name %}
  {{ name }} is
  here
{% endblocktranslate %}
{% blocktranslate trimmed count n=count %}{{ n }} seat{% plural %}{{ n }} seats{% endblocktranslate %}
{{ place|default:_("place open") }}
""",
    )
    put(tmp_path, "tuokio/people/__init__.py", "")
    return tmp_path


def put(root: Path, path: str, text: str) -> None:
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_text(text, "utf-8")


def po(root: Path, context: str, language: str) -> Path:
    return translations.po_path(root / "tuokio" / context, language)


def translate_all(root: Path) -> None:
    """Fill in every gap with the message itself."""
    gaps = translations.missing(root)
    for key, languages in gaps.items():
        word = key.rpartition("|")[2]
        for language, gap in languages.items():
            languages[language] = (
                [f"yksi {word}", word.replace("meeting", "tapaamista")] if gap == ["", ""] else word
            )
    assert translations.fill(root, gaps) == []


def test_words_are_found_in_code_and_in_templates(tree: Path):
    translations.update(tree)

    found = {translations.key_of(message) for message in translations.messages(read(tree, "meetings"))}

    assert found == {
        ("Later", ""),
        ("Hello %(name)s", ""),
        ("%(n)s meeting", ""),
        ("May", "month"),
        ("No meetings yet.", ""),
        ("%(name)s is here", ""),
        ("%(n)s seat", ""),
        ("place open", ""),
    }
    assert not po(tree, "people", "fi").exists()  # says nothing, so has no file


def test_updating_twice_changes_nothing(tree: Path):
    translations.update(tree)
    translate_all(tree)
    before = po(tree, "meetings", "fi").read_bytes()

    translations.update(tree)

    assert po(tree, "meetings", "fi").read_bytes() == before


def test_a_whole_tree_passes_and_each_kind_of_gap_is_named(tree: Path):
    translations.update(tree)
    assert "meetings/fi: empty: 'Later'" in translations.check(tree)

    translate_all(tree)
    assert translations.check(tree) == []

    path = po(tree, "meetings", "sv")
    whole = path.read_text("utf-8")

    path.write_text(
        whole.replace('msgid "Later"\nmsgstr "Later"', '#, fuzzy\nmsgid "Later"\nmsgstr "Later"'), "utf-8"
    )
    assert translations.check(tree) == ["meetings/sv: fuzzy: 'Later'"]

    path.write_text(whole.replace('msgid "Later"', 'msgid "Sooner"'), "utf-8")
    assert translations.check(tree) == [
        "meetings/sv: missing: 'Later' (run tools/translations.py update)",
        "meetings/sv: obsolete: 'Sooner'",
    ]

    path.write_text(whole.replace('msgstr "Hello %(name)s"', 'msgstr "Hej %(nam)s"'), "utf-8")
    assert translations.check(tree) == [
        "meetings/sv: the values in 'Hej %(nam)s' are not those in 'Hello %(name)s'"
    ]

    path.write_text(whole.replace('msgstr "Later"', 'msgstr "Later "'), "utf-8")
    assert translations.check(tree) == [
        "meetings/sv: begins or ends with other white space than 'Later': 'Later '",
    ]


def test_one_message_is_one_translation_in_the_whole_house(tree: Path):
    put(tree, "tuokio/people/views.py", 'from django.utils.translation import gettext as _\n_("Later")\n')
    translations.update(tree)
    translate_all(tree)
    path = po(tree, "people", "fi")
    path.write_text(path.read_text("utf-8").replace('msgstr "Later"', 'msgstr "Myöhemmin"'), "utf-8")

    assert translations.check(tree) == [
        "fi: 'Later' is translated in two ways: 'Later' in meetings; 'Myöhemmin' in people",
    ]


def test_a_message_that_moves_to_another_context_keeps_its_translation(tree: Path):
    translations.update(tree)
    translate_all(tree)
    put(tree, "tuokio/meetings/views.py", "")
    put(tree, "tuokio/people/views.py", 'from django.utils.translation import gettext as _\n_("Later")\n')

    translations.update(tree)

    assert translations.check(tree) == []
    assert {translations.key_of(message) for message in translations.messages(read(tree, "people"))} == {
        ("Later", "")
    }


def test_words_of_a_broken_source_are_left_alone(tree: Path):
    translations.update(tree)
    translate_all(tree)
    before = po(tree, "meetings", "fi").read_bytes()
    put(tree, "tuokio/meetings/views.py", "def half(:")

    (trouble,) = translations.update(tree)

    assert trouble.startswith("tuokio/meetings/views.py: ")
    assert po(tree, "meetings", "fi").read_bytes() == before


def test_an_entry_written_by_hand_fills_the_empty_one(tree: Path):
    translations.update(tree)
    with po(tree, "meetings", "fi").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "Later"\nmsgstr "Myöhemmin"\n')

    translations.update(tree)

    later = read(tree, "meetings").get("Later")
    assert later is not None
    assert later.string == "Myöhemmin"


@pytest.mark.parametrize(
    "source",
    ['_(f"Hello {name}")', '_("Hello " + name)'],
)
def test_values_put_in_before_translating_are_refused(source: str):
    words, faults = translations.words_in_python(
        f"from django.utils.translation import gettext as _\n{source}"
    )

    assert words == []
    assert faults == ["line 2: put values in with % or format after translating, not before"]


def test_a_quotation_mark_that_django_would_not_find_is_refused():
    with pytest.raises(SyntaxError, match="cannot be escaped"):
        translations.words_in_template(r'{% load i18n %}{% translate "Say \"yes\"" %}')


def test_compiled_words_are_what_gettext_reads_and_the_same_each_time(tree: Path):
    translations.update(tree)
    translate_all(tree)

    assert translations.compile_all(tree) == 2
    assert translations.compile_all(tree) == 0

    with po(tree, "meetings", "fi").with_suffix(".mo").open("rb") as file:
        words = gettext.GNUTranslations(file)
    assert words.gettext("Later") == "Later"
    assert words.ngettext("%(n)s meeting", "%(n)s meetings", 1) == "yksi %(n)s meeting"
    assert words.ngettext("%(n)s meeting", "%(n)s meetings", 5) == "%(n)s tapaamista"


def read(root: Path, context: str) -> translations.Words:
    return translations.read_catalogue(po(root, context, "fi"), "fi")
