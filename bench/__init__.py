"""The whole comparison: both systems in turn and alternating, and the project as what it holds grows."""
