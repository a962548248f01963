"""Which database holds what: sealed keys stand apart from everything else."""

from typing import Any

KEYS = "vault_keys"  # the label of the app whose rows are sealed keys


class KeysApart:
    """Sends sealed keys to their own database and keeps every other row out of it."""

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return "keys" if model._meta.app_label == KEYS else None

    db_for_write = db_for_read

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool | None:
        return bool(one._meta.app_label == KEYS) == bool(other._meta.app_label == KEYS)

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        return (db == "keys") == (app_label == KEYS)
