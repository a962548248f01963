"""How times of keeping are said."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tuokio.retention.domain.keeping import RULES, KeepingRule, Kept, Unit


def age_told(rule: KeepingRule, age: int) -> str:
    """An age in words: "6 kuukautta", "2 vuotta"."""
    if rule.unit is Unit.DAYS:
        return ngettext("%(count)s day", "%(count)s days", age) % {"count": age}
    if rule.unit is Unit.MONTHS and age % 12:
        return ngettext("%(count)s month", "%(count)s months", age) % {"count": age}
    years = age // 12 if rule.unit is Unit.MONTHS else age
    return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}


def limits_told(kept: Kept) -> str:
    """Between which months a practice may choose."""
    rule = RULES[kept]
    return _("From %(least)s to %(most)s months.") % {"least": rule.least, "most": rule.most}
