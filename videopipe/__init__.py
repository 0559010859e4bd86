"""videopipe: raw interview footage in, publish-ready bundle out."""

__version__ = "0.1.0"
