"""The queues in Redis, as Celery's transport keeps them."""

from celery import current_app


def put_back_all() -> int:
    """
    Put every message that a worker has not acknowledged back into its queue; how many there were.

    Only for a broker on which no worker is at work: a message would be given to a second one. Left alone, what a
    killed worker had in hand comes back when the visibility timeout is over.
    """
    with current_app.connection_for_write() as connection:
        channel = connection.default_channel
        tags = channel.client.hkeys(channel.unacked_key)
        for tag in tags:
            channel.qos.restore_by_tag(tag)
    return len(tags)
