"""Asking again and again."""

FOODS = "/api/v1/foods"


def statuses(times, ask):
    return [ask().status_code for _ in range(times)]


def tripped(times, ask):
    """Which request, counted from one, was the first to be refused, and by which policy."""
    for number in range(1, times + 1):
        if (answer := ask()).status_code == 429:
            return number, answer.headers["RateLimit"].split(";")[0].strip('"')
    return None
