"""The container's own question whether its web process lives. The site answers only to its own name, so it asks by it."""

import http.client
import os
import sys

connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=5)
name = os.environ.get("ALLOWED_HOSTS", "localhost").split(",")[0].strip().lstrip(".")
connection.request("GET", "/healthz", headers={"Host": name})
sys.exit(connection.getresponse().status != 200)
