"""What people read for the words of a first contact and of a page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tuokio.mapping.domain.asking import EnquiryAnswer, Wish
from tuokio.mapping.domain.sections import SectionShape

WISHES: dict[str, Promise] = {
    Wish.UNSURE: _("I do not know yet"),
    Wish.MYSELF: _("For myself"),
    Wish.PAIR: _("For a working pair"),
    Wish.GROUP: _("For a team or group"),
    Wish.WORK_COMMUNITY: _("For the whole work community"),
}
ANSWERS: dict[str, Promise] = {
    EnquiryAnswer.TAKEN: _("taken to a mapping conversation"),
    EnquiryAnswer.REFERRED: _("referred elsewhere"),
    EnquiryAnswer.DECLINED: _("declined with thanks"),
    EnquiryAnswer.STARTED: _("started on the short path"),
    EnquiryAnswer.BY_PHONE: _("answered by telephone"),
}
SHAPES: dict[str, Promise] = {
    SectionShape.TEXT: _("running text and lists"),
    SectionShape.BAND: _("dark band near the top"),
    SectionShape.WHO: _("list of names and explanations"),
    SectionShape.STEPS: _("numbered steps"),
}
LANGUAGE_NAMES = {"fi": "suomi", "sv": "svenska", "en": "English"}
