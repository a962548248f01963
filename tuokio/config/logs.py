"""Logs say that something happened and where, never what was typed."""

import logging


class WithoutContent(logging.Filter):
    """Takes the values of a request out of a log record: no query, no form, no exception text of a form."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if request is not None:
            record.__dict__.pop("request", None)
            record.msg = f"{getattr(request, 'method', '')} {_shape(getattr(request, 'path', ''))}"
            record.args = ()
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            where = error.__traceback__
            while where is not None and where.tb_next is not None:
                where = where.tb_next
            place = f"{where.tb_frame.f_code.co_filename}:{where.tb_lineno}" if where else "?"
            record.msg = f"{record.getMessage()} · {type(error).__name__} at {place}"
            record.args = ()
            record.exc_info = None
            record.exc_text = None
        return True


def _shape(path: str) -> str:
    """The address without what identifies: each long part becomes `…`."""
    return "/".join(part if len(part) < 20 else "…" for part in path.split("/"))
