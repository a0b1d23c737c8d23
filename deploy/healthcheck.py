"""Ends with status 0 where all of this container's workers are live, with 1 where one is not. Docker asks every few seconds.

Live is not ready: a worker that waits for its broker is to be left alone. What it waits for, /health/ready says.
"""

import http.client
import os
import sys

HOST = "127.0.0.1"
DEFAULT_PORT = "9464"
SECONDS = 4.0


def healthy(port: int) -> bool:
    """Whether the worker on `port` of this machine is live. No proxy is asked, whatever the environment says."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        connection.request("GET", "/health/live")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    first = int(os.environ.get("BARQIYA_METRICS_PORT", DEFAULT_PORT))
    workers = int(os.environ.get("BARQIYA_WORKERS", "1"))
    sys.exit(not all(healthy(port) for port in range(first, first + workers)))
