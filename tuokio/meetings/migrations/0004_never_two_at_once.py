"""No two spans of one person or room overlap: by the database itself, and what is planned already takes its time."""

from datetime import timedelta

from django.db import migrations

POSTGRES = [
    "CREATE EXTENSION IF NOT EXISTS btree_gist",
    """ALTER TABLE meetings_occupancy ADD CONSTRAINT occupancy_never_twice
       EXCLUDE USING gist (who WITH =, tstzrange(starts_at, ends_at) WITH &&)""",
    """ALTER TABLE meetings_occupancy ADD CONSTRAINT occupancy_at_most_a_day
       CHECK (ends_at - starts_at <= interval '1 day')""",
]
# A look at a day's worth of the index, never at the whole history: nothing taken is longer than a day.
SQLITE_LOOK = """
    SELECT RAISE(ABORT, 'occupancy_at_most_a_day')
    WHERE julianday(NEW.ends_at) - julianday(NEW.starts_at) > 1.00001;
    SELECT RAISE(ABORT, 'occupancy_never_twice') WHERE EXISTS (
        SELECT 1 FROM meetings_occupancy AS taken
        WHERE taken.who = NEW.who AND taken.id IS NOT NEW.id
          AND taken.starts_at < NEW.ends_at AND taken.ends_at > NEW.starts_at
          AND taken.starts_at >= strftime('%Y-%m-%d %H:%M:%S', NEW.starts_at, '-1 day')
    );
"""
SQLITE = [
    f"CREATE TRIGGER occupancy_inserted BEFORE INSERT ON meetings_occupancy BEGIN {SQLITE_LOOK} END",
    f"CREATE TRIGGER occupancy_changed BEFORE UPDATE OF who, starts_at, ends_at ON meetings_occupancy "
    f"BEGIN {SQLITE_LOOK} END",
]


def forbid(apps, schema_editor):
    for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE meetings_occupancy DROP CONSTRAINT occupancy_never_twice")
        schema_editor.execute("ALTER TABLE meetings_occupancy DROP CONSTRAINT occupancy_at_most_a_day")
    else:
        schema_editor.execute("DROP TRIGGER occupancy_inserted")
        schema_editor.execute("DROP TRIGGER occupancy_changed")


def take_what_is_planned(apps, schema_editor):
    """Of meetings that overlap already the earlier planned one takes the time; the other is as it was."""
    meetings = apps.get_model("meetings", "Meeting").objects.filter(
        state__in=("planned", "confirmed", "moved"), time_known=True
    )
    occupancies = apps.get_model("meetings", "Occupancy").objects
    rows, until = [], {}
    for one in meetings.order_by("supervisor_id", "starts_at", "made_at").iterator():
        ends_at = one.starts_at + timedelta(minutes=one.minutes)
        before = until.get(one.supervisor_id)
        if before is not None and one.starts_at < before:
            continue
        until[one.supervisor_id] = ends_at
        rows.append(
            occupancies.model(
                who=one.supervisor_id,
                kind="supervisor",
                starts_at=one.starts_at,
                ends_at=ends_at,
                meeting_id=one.pk,
            )
        )
    occupancies.bulk_create(rows, batch_size=500)


class Migration(migrations.Migration):

    dependencies = [("meetings", "0003_dates_that_never_overlap")]

    operations = [
        migrations.RunPython(forbid, allow),
        migrations.RunPython(take_what_is_planned, migrations.RunPython.noop),
    ]
