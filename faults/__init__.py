"""What the cluster is held to while its parts die: a load of people, faults one after another, and rules."""
