"""Money is whole cents everywhere; here it becomes words."""

from tuokio.kit.when import NBSP, language


def euros(cents: int) -> str:
    """1 780,00 € (€1,780.00 in English); never broken over two lines."""
    sign = "−" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    if language() == "en":
        return f"{sign}€{whole:,}.{rest:02}"
    return f"{sign}{whole:,}".replace(",", NBSP) + f",{rest:02}{NBSP}€"
