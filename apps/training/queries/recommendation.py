"""What a person may train next: their wish, what they trained, and the workouts that there are."""

from datetime import datetime, timedelta
from typing import Any

from ..domain.recommending import RELATED, Advised, Offer, Trained, Wish, recommend
from ..domain.words import Goal, Level
from ..models import LoggedSet, TrainingSession, TrainingWish, Workout

# Of each goal; more than these need no look.
MOST_OFFERS = 200
LOOK_BACK = timedelta(days=14)


def wish_of(user: Any) -> TrainingWish | None:
    return TrainingWish.objects.for_user(user).first()


def recommended(user: Any, said: TrainingWish, *, now: datetime) -> tuple[Advised, dict[object, Workout]]:
    """What is advised, and the workouts by the keys of it; in five statements at most."""
    wish = Wish(Goal(said.goal), Level(said.level), said.minutes, frozenset(said.equipment))
    found = {workout.pk: workout for workout in _offered(user, said)}
    offers = [
        Offer(
            key=workout.pk,
            goal=Goal(workout.goal),
            level=Level(workout.level),
            minutes=workout.minutes,
            equipment=frozenset(workout.equipment),
            muscles=workout.muscles,
        )
        for workout in found.values()
    ]
    advised = recommend(offers, wish, _trained(user, now))
    return advised, {each.key: found[int(str(each.key))] for each in advised.advice}


def _offered(user: Any, said: TrainingWish) -> list[Workout]:
    """Theirs and the library's that fit their time and equipment, of each goal that serves theirs, and of mobility."""
    goal = Goal(said.goal)
    fits = Workout.objects.visible_to(user).filter(minutes__lte=said.minutes, equipment__contained_by=said.equipment)
    goals = dict.fromkeys((goal, RELATED.get(goal), Goal.MOBILITY))
    return [each for served in goals if served for each in fits.filter(goal=served).order_by("id")[:MOST_OFFERS]]


def _trained(user: Any, now: datetime) -> list[Trained]:
    sessions = list(TrainingSession.objects.for_user(user).filter(started_at__gte=now - LOOK_BACK))
    sets: dict[int, dict[str, int]] = {session.pk: {} for session in sessions}
    logged = LoggedSet.objects.filter(session__in=sessions).values_list("session_id", "exercise__muscles")
    for session_id, muscles in logged:
        for muscle in muscles:
            sets[session_id][muscle] = sets[session_id].get(muscle, 0) + 1
    return [
        Trained(
            hours_ago=(now - session.started_at).total_seconds() / 3600,
            days_ago=(now.date() - session.started_at.astimezone(now.tzinfo).date()).days,
            workout=session.workout_id,
            sets=sets[session.pk],
        )
        for session in sessions
        if sets[session.pk]
    ]
