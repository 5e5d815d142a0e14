"""The processes are started as the environment says."""

from workers.household import Household
from workers.parts import processes


def test_the_worker_for_short_work_has_as_many_children_as_asked_for(tmp_path):
    household = Household.open(tmp_path, {"WORKER_PROCESSES": "5"})

    commands = {part.name: part.command for part in processes(household)}

    assert commands["worker-quick"][commands["worker-quick"].index("--concurrency") + 1] == "5"
