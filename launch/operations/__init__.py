"""What an owner sees of a running process, and what strangers may not: its figures, logs, access and end.

The action server uses it too, so nothing here imports Rasa before Rasa has been imported by itself.
"""
