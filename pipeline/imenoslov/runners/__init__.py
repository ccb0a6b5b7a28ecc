"""Who calls annotate, and where."""
