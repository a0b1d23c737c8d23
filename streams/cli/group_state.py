"""Whether a consumer group is at work: all its members are there and have their partitions."""

from __future__ import annotations

import asyncio

from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import KafkaError

_POLL_SECONDS = 0.2


async def at_work(bootstrap_servers: str, group_id: str, members: int) -> None:
    """Wait until the group has at least `members` and is not rebalancing.

    Raises:
        KafkaError: The broker does not say, for a reason that waiting doesn't change (it may not be allowed to).
    """
    admin = AIOKafkaAdminClient(bootstrap_servers=bootstrap_servers)
    try:
        await admin.start()
        while not await _stable(admin, group_id, members):  # noqa: ASYNC110  (Kafka has no event for it)
            await asyncio.sleep(_POLL_SECONDS)
    finally:
        await admin.close()


async def _stable(admin: AIOKafkaAdminClient, group_id: str, members: int) -> bool:
    try:
        (response,) = await admin.describe_consumer_groups([group_id])
    except KafkaError as error:
        # A broker that has just started has no coordinator for groups yet.
        if error.retriable:
            return False
        raise
    (group,) = response.to_object()["groups"]
    return bool(group["state"] == "Stable" and len(group["members"]) >= members)
