"""Travellers put to the register: what was asked, what was answered, and which hits wait for an officer."""
