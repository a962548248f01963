"""What this context asks of, and tells, the contexts above it, which it does not know."""

from django.dispatch import Signal

# own_data_asked(person) -> (name, rows): what another context keeps about the person, ready for JSON
own_data_asked = Signal()

# closing_asked(person) -> str | None: a sentence why the account cannot be closed yet
closing_asked = Signal()

# account_closed(person, at) -> str | None: the person is no longer anyone; let go of what points at them, and answer
# with a sentence about what stays for a while
account_closed = Signal()

# persons_joined(kept, gone): two ways in turned out to be one person's
persons_joined = Signal()
