"""Work for later, and the feeds by which a higher app learns what happened in a lower one."""
