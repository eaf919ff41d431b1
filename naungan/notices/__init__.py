"""A word to a person: in the console, and by e-mail where the node has it; reminders are sent once."""
