"""What gunicorn serves."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from foundation.startup import refuse_to_start

application = get_wsgi_application()
refuse_to_start()
# Read now what all addresses need, a quarter of a second: the first visitor of a process does not wait for it.
reverse("search")
