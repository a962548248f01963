"""The demo: three invented practices with processes in every form, composition and state, on the whole path from
an enquiry to a summary, and as many made-up people as asked for.
"""

from tuokio.desk.demo.making import make_demo

__all__ = ["make_demo"]
