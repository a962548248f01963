"""What the tests of keeping and copies stand on."""

import pytest
from django.db.backends.base.base import BaseDatabaseWrapper


@pytest.fixture
def second_connections(monkeypatch: pytest.MonkeyPatch, transactional_db: None) -> None:
    """Let the copy's own connections through, which Django's tests refuse because no setting names them."""
    refusing = BaseDatabaseWrapper.ensure_connection

    def ensure_connection(self: BaseDatabaseWrapper) -> None:
        if not self.alias.startswith("copy-"):
            refusing(self)
        elif self.connection is None:
            with self.wrap_database_errors:
                self.connect()

    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", ensure_connection)
