"""What is typed about a page and in an enquiry, turned into values."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tuokio.kit.fields import EurosField, LinesField
from tuokio.kit.labels import FORMS, REFERRALS
from tuokio.mapping.domain.asking import Wish
from tuokio.mapping.domain.contrast import NotAColour, normal_form
from tuokio.mapping.domain.sections import PageSection, SectionShape, blocks_typed
from tuokio.mapping.enquiring import Asked, is_mail
from tuokio.mapping.labels import SHAPES, WISHES
from tuokio.mapping.models import LANGUAGES, PublicPage, Service, lengths_of
from tuokio.mapping.usecases import Offered, Picture

LONGEST_TEXT = 20_000
LONGEST_PASTE = 200_000
PHOTO_BYTES = 400_000
LOGO_BYTES = 60_000
LENGTHS = 4  # rows in the form of a service
PHONE = re.compile(r"\+?[0-9][0-9 ()/-]{4,30}")
HOST = re.compile(r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")
ORIGIN = re.compile(r"https://" + HOST.pattern + r"(?::\d{2,5})?")
PICTURES = ((b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpeg"))


class EnquiryForm(forms.Form):
    """A first message: who, how to answer, for whom, and a few words. No field about health or other people."""

    name = forms.CharField(label=_("Name"), max_length=80)
    reply_to = forms.CharField(label=_("Telephone or e-mail"), max_length=254)
    wish = forms.ChoiceField(label=_("For whom is supervision thought of?"), choices=list(WISHES.items()))
    words = forms.CharField(
        label=_("A few words about it, if you like"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Nothing about health and nothing about other people. There will be time to talk."),
    )
    website = forms.CharField(required=False)  # people do not see it; programs fill it in

    def clean_reply_to(self) -> str:
        typed = " ".join(self.cleaned_data["reply_to"].split())
        if not (is_mail(typed) or PHONE.fullmatch(typed)):
            raise ValidationError(_("Write a telephone number or a mail address, so that we can answer."))
        return typed

    def asked(self, language: str) -> Asked:
        """What was asked, of a valid form."""
        told = self.cleaned_data
        return Asked(
            name=" ".join(told["name"].split()),
            reply_to=told["reply_to"],
            wish=Wish(told["wish"]),
            words=told["words"],
            language=language,
        )


class ReferralForm(forms.Form):
    """Where someone is better helped."""

    reason = forms.ChoiceField(
        label=_("Where is help better found?"), choices=list(REFERRALS.items()), widget=forms.RadioSelect
    )


class LanguagesByOwnNames(forms.Select):
    """Languages to choose from, each read aloud in itself."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The option with the language of its name."""
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = str(value)
        return option


class PasteForm(forms.Form):
    """An existing text, pasted."""

    text = forms.CharField(
        label=_("Text of your present page, leaflet or slides"),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea(attrs={"rows": 16, "class": "pastebox"}),
    )
    language = forms.ChoiceField(label=_("Language of the text"), widget=LanguagesByOwnNames)
    replace = forms.TypedChoiceField(
        label=_("If the page has text in this language already"),
        choices=[("", _("Add this after it")), ("1", _("Put this in its place"))],
        coerce=bool,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages  # type: ignore[attr-defined]  # a ChoiceField


class WordsForm(forms.Form):
    """What stands on top of the page in one language."""

    shown = forms.BooleanField(label=_("Show the page in this language"), required=False)
    headline = forms.CharField(label=_("Headline"), max_length=120, required=False)
    lead = forms.CharField(
        label=_("What you offer, in a sentence or two"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.CharField(
        label=_("When you answer the telephone"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unplaced = LinesField(
        label=_("Could not be placed when the text was read"),
        longest=LONGEST_TEXT,
        most=400,
        required=False,
        help_text=_("Kept here until you move it into a section or remove it. It is not shown on the page."),
    )


class SectionForm(forms.Form):
    """One section: empty heading and text take it off the page."""

    place = forms.IntegerField(label=_("Place"), min_value=1, max_value=999, required=False)
    heading = forms.CharField(label=_("Heading"), max_length=200, required=False)
    shape = forms.ChoiceField(label=_("Looks like"), choices=list(SHAPES.items()), required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("A blank line parts paragraphs. A line that begins with a dash is an item of a list."),
    )

    def section(self) -> PageSection | None:
        """The section, or None when it was left empty."""
        told = self.cleaned_data
        heading, text = told.get("heading", ""), told.get("text", "")
        if not heading and not text.strip():
            return None
        return PageSection(heading, blocks_typed(text), SectionShape(told.get("shape") or SectionShape.TEXT))


SectionFormSet = forms.formset_factory(SectionForm, extra=2, max_num=200, absolute_max=200)


class ServiceForm(forms.Form):
    """One service: its name in each language, its lengths and their prices."""

    form = forms.ChoiceField(label=_("Form of work"), choices=list(FORMS.items()))
    free_first_talk = forms.BooleanField(label=_("The first conversation is free"), required=False)
    place = forms.IntegerField(label=_("Place on the page"), min_value=0, max_value=999, required=False)

    def __init__(
        self,
        *args: Any,
        languages: list[tuple[str, str]],
        prices: bool,
        service: Service | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [code for code, _name in languages]
        self.prices = prices
        for code, name in languages:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name (%(language)s)") % {"language": name}, max_length=80, required=False
            )
            self.fields[f"about_{code}"] = forms.CharField(
                label=_("A sentence about it (%(language)s)") % {"language": name},
                max_length=300,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for written in ("name", "about"):
                self.fields[f"{written}_{code}"].widget.attrs["lang"] = code
        for number in range(1, self.rows_for(service) + 1):
            self.fields[f"minutes_{number}"] = forms.IntegerField(
                label=_("Length %(number)s, minutes") % {"number": number},
                min_value=15,
                max_value=600,
                required=False,
            )
            if prices:
                self.fields[f"price_{number}"] = EurosField(
                    label=_("Price %(number)s without VAT, €") % {"number": number}, required=False
                )
        self.rows = self.rows_for(service)
        if service is not None:
            self.initial.update(self._kept(service))

    @staticmethod
    def rows_for(service: Service | None) -> int:
        """As many rows as there are lengths and one to spare, at least four."""
        return max(LENGTHS, len(service.lengths) + 1 if service else 0)

    @staticmethod
    def _kept(service: Service) -> dict[str, Any]:
        kept: dict[str, Any] = {
            "form": service.form,
            "free_first_talk": service.free_first_talk,
            "place": service.place,
        }
        for code in LANGUAGES:
            kept[f"name_{code}"] = getattr(service, f"name_{code}")
            kept[f"about_{code}"] = getattr(service, f"about_{code}")
        for number, (minutes, cents) in enumerate(lengths_of(service), 1):
            kept |= {f"minutes_{number}": minutes, f"price_{number}": cents}
        return kept

    @property
    def words(self) -> list[forms.BoundField]:
        """The fields of names and sentences."""
        return [self[f"{what}_{code}"] for code in self.codes for what in ("name", "about")]

    @property
    def length_rows(self) -> list[list[forms.BoundField]]:
        """Minutes and price, row by row."""
        names = ("minutes", "price") if self.prices else ("minutes",)
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, self.rows + 1)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(f"name_{code}") for code in self.codes):
            self.add_error(f"name_{self.codes[0]}", _("Give the service a name."))
        seen: set[int] = set()
        for number in range(1, self.rows + 1):
            minutes, price = told.get(f"minutes_{number}"), told.get(f"price_{number}")
            if minutes is None and price is not None and f"minutes_{number}" not in self.errors:
                self.add_error(f"minutes_{number}", _("Which length is this price for?"))
            if minutes in seen:
                self.add_error(f"minutes_{number}", _("This length stands here twice."))
            if minutes is not None:
                seen.add(minutes)
        return told

    def offered(self, kept: Service | None = None) -> Offered:
        """The service, of a valid form; prices and languages that the form did not ask for stay as they were."""
        told = self.cleaned_data
        known = dict(lengths_of(kept)) if kept else {}
        lengths = tuple(
            (minutes, told.get(f"price_{number}") if self.prices else known.get(minutes))
            for number in range(1, self.rows + 1)
            if (minutes := told.get(f"minutes_{number}")) is not None
        )
        return Offered(
            form=told["form"],
            names={code: told[f"name_{code}"] for code in self.codes},
            abouts={code: told[f"about_{code}"] for code in self.codes},
            lengths=lengths,
            free_first_talk=told["free_first_talk"],
            place=told["place"] or 0,
        )


class PictureField(forms.FileField):
    """A PNG, JPEG or WebP of limited size, told by its first bytes and not by its name."""

    default_error_messages = {
        "not_picture": _("This is not a PNG, JPEG or WebP picture."),
        "too_large": _("The picture is too large: %(most)s kB fit. Save it smaller and choose it again."),
    }

    def __init__(self, *, most: int, **options: Any) -> None:
        self.most = most
        super().__init__(
            widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
            required=False,
            **options,
        )
        self.widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if not file:
            return None
        if file.size > self.most:
            raise ValidationError(
                self.error_messages["too_large"], code="too_large", params={"most": self.most // 1000}
            )
        content = file.read()
        kind = _kind_of(content)
        if not kind:
            raise ValidationError(self.error_messages["not_picture"], code="not_picture")
        return Picture(content, kind)


def _kind_of(content: bytes) -> str:
    for start, kind in PICTURES:
        if content.startswith(start):
            return kind
    return "webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else ""


class LookForm(forms.Form):
    """Colour, photo and logo."""

    accent = forms.CharField(
        label=_("Accent colour"),
        max_length=20,
        required=False,
        help_text=_("As six signs, for example #2a5b5b. Empty is Tuokio's own."),
    )
    photo = PictureField(most=PHOTO_BYTES, label=_("Photo, at most 400 kB"))
    without_photo = forms.BooleanField(label=_("Remove the photo"), required=False)
    logo = PictureField(most=LOGO_BYTES, label=_("Logo, at most 60 kB"))
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    def clean_accent(self) -> str:
        typed = self.cleaned_data["accent"].strip()
        try:
            return normal_form(typed) if typed else ""
        except NotAColour as refusal:
            raise ValidationError(
                _("This is not a colour. Write a hash and six signs, for example #2a5b5b.")
            ) from refusal


class PlacesForm(forms.Form):
    """An own domain, sites that may show the enquiry form, and the promise of an answer."""

    domain = forms.CharField(
        label=_("Own domain"),
        max_length=253,
        required=False,
        help_text=_(
            "For example tyonohjaus.example. Whoever looks after the installation points it here first."
        ),
    )
    embed_sites = LinesField(
        label=_("Sites that may show the enquiry form"),
        longest=200,
        most=10,
        required=False,
        help_text=_("One address a line, beginning with https://"),
    )
    answer_within_days = forms.IntegerField(
        label=_("Enquiries are answered within, working days"), min_value=1, max_value=10
    )

    def __init__(self, *args: Any, page: PublicPage, hosts: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page, self.hosts = page, hosts

    def clean_domain(self) -> str:
        typed: str = self.cleaned_data["domain"].strip().lower().rstrip("/.")
        name = typed.removeprefix("https://").removeprefix("http://")
        try:
            name = name.encode("idna").decode("ascii") if name else ""
        except UnicodeError:
            name = "?"
        if name and not HOST.fullmatch(name):
            raise ValidationError(
                _("This is not the name of a site. Write it for example as tyonohjaus.example.")
            )
        if name and (
            name in self.hosts or PublicPage.objects.filter(domain=name).exclude(pk=self.page.pk).exists()
        ):
            raise ValidationError(_("This name leads elsewhere already."))
        return name

    def clean_embed_sites(self) -> tuple[str, ...]:
        sites = []
        for typed in self.cleaned_data["embed_sites"]:
            site = typed.lower().rstrip("/")
            if not ORIGIN.fullmatch(site):
                raise ValidationError(
                    _("Write only the beginning of the address, for example https://www.example.org.")
                )
            sites.append(site)
        return tuple(dict.fromkeys(sites))
