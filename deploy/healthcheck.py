"""Ends with status 0 where this container's worker serves its metrics, with 1 where it does not. Docker asks every few seconds."""

import http.client
import os
import sys

HOST = "127.0.0.1"
DEFAULT_PORT = "9464"
SECONDS = 4.0


def healthy(port: int) -> bool:
    """Whether /metrics answers on `port` of this machine. No proxy is asked, whatever the environment says."""
    connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        connection.request("GET", "/metrics")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(not healthy(int(os.environ.get("BARQIYA_METRICS_PORT", DEFAULT_PORT))))
