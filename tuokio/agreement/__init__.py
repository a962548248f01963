"""The offer, the three-party agreement and its acceptance."""
