"""What this context asks of the contexts above it, which it does not know."""

from django.dispatch import Signal

# page_shown(page) -> kit.parts.Link | None: the way to book a mapping conversation, in the language of the moment.
# The address is a path beneath the page's own. Asked when a page is made anew, at most once a minute.
page_shown = Signal()
