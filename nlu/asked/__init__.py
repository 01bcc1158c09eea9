"""What a question is, beyond its topic and its names: shape, references, what no name explains, who asks."""
