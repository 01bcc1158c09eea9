"""What the Slack channel is made of: reading events, the inbox, answering, drawing, posting."""
