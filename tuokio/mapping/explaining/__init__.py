"""A recommendation in words of the answers, for the one who reads it."""

from tuokio.mapping.explaining.shown import AsChosen, RecommendationShown

__all__ = ["AsChosen", "RecommendationShown"]
