#!/usr/bin/env bash
# The npm package: holds the executables and nothing of the workshop, installs globally, and runs from there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

fail() { echo "FAILED: $*" >&2; exit 1; }

archive="$folder/$(npm pack --silent --pack-destination "$folder" | tail -n 1)"
listed=$(tar -tzf "$archive" | sed 's,^package/,,' | sort)
expected=$({
  node -p '[...Object.values(require("./package.json").bin), "package.json", "README.md", "LICENSE", "CHANGELOG.md"].join("\n")'
  # What a user of the bridge copies.
  git ls-files homeassistant/blueprints homeassistant/dashboards homeassistant/systemd
  # What a user of the checks reads, sources and imports.
  git ls-files plugins/completion plugins/grafana plugins/icinga2 plugins/man plugins/nagios
} | LC_ALL=C sort)
[ "$(LC_ALL=C sort <<<"$listed")" = "$expected" ] || fail "the package holds something else than expected:"$'\n'"$listed"

npm install --global --silent --prefix "$folder/global" "$archive"
[ ! -d "$folder/global/lib/node_modules/synology-drive-monitoring/node_modules" ] || fail 'the package brought dependencies along'
for name in $(node -p 'Object.keys(require("./package.json").bin).join(" ")'); do
  version=$(cd / && "$folder/global/bin/$name" --version) && code=0 || code=$?
  case $name in check_*) wanted=3 ;; *) wanted=0 ;; esac
  [ "$code" = "$wanted" ] || fail "$name --version ended with $code"
  case $version in *"$(node -p 'require("./package.json").version')"*) ;; *) fail "$name says $version" ;; esac
done
for page in plugins/man/*; do
  installed="$folder/global/share/man/man${page##*.}/$(basename "$page")"
  cmp -s "$page" "$installed" || fail "man would not find $page"
done
echo "package: $(wc -l <<<"$listed") files, every executable runs"
