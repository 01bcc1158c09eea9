"""What starts and stops the processes behind the Make targets, and how they are set."""
