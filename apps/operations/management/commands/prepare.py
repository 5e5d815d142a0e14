"""
Makes a database ready to serve: applies pending migrations, loads the library of training, has the foods loaded and,
on a laptop, opens the demo account.

`./run` calls it at every start, so it must be quick when there is nothing to do, and safe to repeat.
"""

import json
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from apps.accounts import public as accounts
from apps.jobs import public as jobs
from apps.nutrition import public as nutrition
from apps.training import public as training


class Command(BaseCommand):
    help = "Apply pending migrations, load the library and open the demo account; prints one line of JSON for ./run."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--alone", action="store_true", help="No worker runs: take up what the last ones left.")

    def handle(self, *args: Any, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if pending:
            call_command("migrate", interactive=False, verbosity=0)
        training.load_library()
        if options["alone"]:
            jobs.take_up_everything()
        # Behind the pages: nobody waits for it at the first start.
        nutrition.begin_default_foods()
        said = [f"Applied {len(pending)} migrations"] if pending else []
        link = accounts.demo_sign_in_path() if settings.LOOPBACK else ""
        self.stdout.write(json.dumps({"said": said, "sign_in": link}))
