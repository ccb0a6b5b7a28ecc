"""The stages, each `Document -> Document`, one layer a file."""
