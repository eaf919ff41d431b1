"""Triggers that refuse changes to what the audit log holds: a second lock before the tree, which finds what gets past it.

Numbered rows and checkpoints stay as they are; content may be deleted (erasure) but never changed; the head only grows.
"""

from django.db import migrations

# (table, event, condition on OLD and NEW, what is refused)
RULES = [
    ("audit_row", "UPDATE", "OLD.number IS NOT NULL OR NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.commitment <> OLD.commitment",
     "rows of the audit log are never changed"),
    ("audit_row", "DELETE", "TRUE", "rows of the audit log are never deleted"),
    ("audit_content", "UPDATE", "TRUE", "the content of an audit row is never changed, only erased"),
    ("audit_erasure", "UPDATE", "TRUE", "erasures are never changed"),
    ("audit_erasure", "DELETE", "TRUE", "erasures are never deleted"),
    ("audit_checkpoint", "UPDATE", "TRUE", "checkpoints are never changed"),
    ("audit_checkpoint", "DELETE", "TRUE", "checkpoints are never deleted"),
    ("audit_head", "UPDATE", "NEW.size < OLD.size", "the audit log never shrinks"),
    ("audit_head", "DELETE", "TRUE", "the head of the audit log is never deleted"),
]


def named():
    return [(f"{table}_no_{event.lower()}", table, event, condition, words) for table, event, condition, words in RULES]


def install(connection):
    """Make the triggers on the connection's database."""
    with connection.cursor() as cursor:
        for name, table, event, condition, words in named():
            if connection.vendor == "postgresql":
                cursor.execute(
                    f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                    f"$guard$ BEGIN RAISE EXCEPTION '{words}' USING ERRCODE = 'integrity_constraint_violation'; END $guard$"
                )
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {name}()"
                )
                if event == "DELETE":
                    cursor.execute(
                        f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
                    )
            else:
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition} "
                    f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
                )


def remove(connection):
    """Take the triggers away."""
    with connection.cursor() as cursor:
        for name, table, event, _condition, _words in named():
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP FUNCTION IF EXISTS {name}() CASCADE")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunPython(
            lambda _apps, editor: install(editor.connection), lambda _apps, editor: remove(editor.connection)
        )
    ]
