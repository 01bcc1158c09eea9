"""The action server: one module a topic. ``rasa run actions`` finds every action in this package."""
