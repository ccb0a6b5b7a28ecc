"""People, organisations and places in Russian news: found, brought to their base form, linked."""

__version__ = "0.1.0"
