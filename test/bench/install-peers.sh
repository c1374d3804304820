#!/usr/bin/env bash
# What `npm run bench` compares the checks with, on Debian and Ubuntu: check_http (C), a Python to make a virtual
# environment with, and GNU time to ask how much memory a process took. Run it as root, once.
set -euo pipefail
apt-get update
apt-get install -y --no-install-recommends monitoring-plugins-basic python3 python3-venv time
