"""Base forms: for every mention, the name as it would stand in a list."""

from imenoslov.stages.base_forms.joint import BaseForms

__all__ = ["BaseForms"]
