"""The audit log: who did what to which record, when and for which purpose, so that nobody can change it unseen."""
