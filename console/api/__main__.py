"""`python -m console.api`: print the document of the API, for `docs/openapi.json`."""

from __future__ import annotations

import json
import sys

from console.api.app import routed

if __name__ == "__main__":
    json.dump(routed().openapi(), sys.stdout, indent=1, ensure_ascii=False)
    sys.stdout.write("\n")
