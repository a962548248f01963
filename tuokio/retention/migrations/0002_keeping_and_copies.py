
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_initial'),
        ('retention', '0001_initial'),
        ('supervision', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BackupRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(db_index=True)),
                ('outcome', models.CharField(choices=[('made', 'Made'), ('no_folder', 'No Folder'), ('no_space', 'No Space'), ('failed', 'Failed')], max_length=12)),
                ('filename', models.CharField(blank=True, max_length=60)),
                ('size', models.PositiveBigIntegerField(null=True)),
                ('rows', models.PositiveBigIntegerField(null=True)),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='BackupSetting',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ('folder', models.CharField(blank=True, max_length=500)),
                ('recipient', models.CharField(blank=True, max_length=120)),
                ('key_made_at', models.DateTimeField(null=True)),
                ('tried_at', models.DateTimeField(null=True)),
                ('tried_rows', models.PositiveBigIntegerField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('message', models.TextField()),
                ('reply_to', models.EmailField(blank=True, max_length=254)),
                ('language', models.CharField(default='fi', max_length=2)),
                ('sent_at', models.DateTimeField(db_index=True)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['sent_at'],
            },
        ),
        migrations.CreateModel(
            name='KeptCounts',
            fields=[
                ('process', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='kept_counts', serialize=False, to='supervision.process')),
                ('held', models.PositiveSmallIntegerField()),
                ('minutes', models.PositiveIntegerField()),
                ('no_show', models.PositiveSmallIntegerField()),
                ('cancelled_free', models.PositiveSmallIntegerField()),
                ('cancelled_charged', models.PositiveSmallIntegerField()),
                ('members', models.PositiveSmallIntegerField()),
                ('present', models.PositiveIntegerField()),
                ('first_year', models.PositiveSmallIntegerField(null=True)),
                ('last_year', models.PositiveSmallIntegerField(null=True)),
                ('let_go_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='RetentionSetting',
            fields=[
                ('practice', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='keeping', serialize=False, to='people.practice')),
                ('enquiry_months', models.PositiveSmallIntegerField(default=6)),
                ('declined_months', models.PositiveSmallIntegerField(default=6)),
                ('meetings_months', models.PositiveSmallIntegerField(default=24)),
                ('audit_months', models.PositiveSmallIntegerField(default=24)),
                ('year_ends_in', models.PositiveSmallIntegerField(default=12)),
                ('changed_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.AlterModelOptions(
            name='receipt',
            options={'ordering': ['-at', 'rule']},
        ),
        migrations.AddField(
            model_name='receipt',
            name='cut_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name='receipt',
            index=models.Index(fields=['practice_id', 'rule', 'dry_run', 'at'], name='retention_r_practic_a8dfd2_idx'),
        ),
        migrations.AddField(
            model_name='feedback',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='feedback',
            name='practice',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.practice'),
        ),
        migrations.AddField(
            model_name='retentionsetting',
            name='changed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='retentionsetting',
            constraint=models.CheckConstraint(condition=models.Q(('enquiry_months__gte', 1), ('enquiry_months__lte', 12)), name='enquiry_months_in_limits'),
        ),
        migrations.AddConstraint(
            model_name='retentionsetting',
            constraint=models.CheckConstraint(condition=models.Q(('declined_months__gte', 1), ('declined_months__lte', 12)), name='declined_months_in_limits'),
        ),
        migrations.AddConstraint(
            model_name='retentionsetting',
            constraint=models.CheckConstraint(condition=models.Q(('meetings_months__gte', 6), ('meetings_months__lte', 72)), name='meetings_months_in_limits'),
        ),
        migrations.AddConstraint(
            model_name='retentionsetting',
            constraint=models.CheckConstraint(condition=models.Q(('audit_months__gte', 12), ('audit_months__lte', 72)), name='audit_months_in_limits'),
        ),
        migrations.AddConstraint(
            model_name='retentionsetting',
            constraint=models.CheckConstraint(condition=models.Q(('year_ends_in__gte', 1), ('year_ends_in__lte', 12)), name='year_ends_in_a_month'),
        ),
    ]
