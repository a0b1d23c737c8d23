"""Faust's tables, of which there are none."""

from __future__ import annotations

import faust.tables


class NoTables(faust.tables.TableManager):
    """Faust's own waits a second at each start, in which tables may still be added, before it lets the worker join its group."""

    async def on_start(self) -> None:
        """Let the worker join its group at once."""
        await self._update_channels()
        await self.recovery.start()


# Each of Faust's classes logs under the name of its module, a subclass under its own; levels are set for Faust's names.
NoTables.logger = faust.tables.TableManager.logger
