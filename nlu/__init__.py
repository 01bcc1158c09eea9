"""Understanding: names from the knowledge base, intents by sentence embeddings, several questions at once."""
