"""The addresses of the locked notes' own host: the notes', and the workroom's."""

from tuokio.vault.host_urls import handler400, handler404, handler500
from tuokio.vault.host_urls import urlpatterns as notes
from tuokio.workroom.host_urls import urlpatterns as workroom

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

urlpatterns = [*notes, *workroom]
