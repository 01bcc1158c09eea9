"""What the knowledge base says to a question, a module a topic; no module here knows a conversation."""
