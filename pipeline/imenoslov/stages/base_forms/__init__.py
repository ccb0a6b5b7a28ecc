"""Base forms: for every mention, the name as it would stand in a list."""

from imenoslov.stages.base_forms.joint import BaseForms
from imenoslov.stages.base_forms.names import base_form

__all__ = ["BaseForms", "base_form"]
