"""Accounts: the people who work with a node, their agencies, and the roles that they hold."""
