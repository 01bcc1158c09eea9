"""The knowledge base: facts with their sources, in SQL. It knows nothing of Rasa."""
