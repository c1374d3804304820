# Completion for bash: source this file, or install it as the completion of each command below.
# Written by `npm run generate` from the declarations of the options.

_synology_drive_verbs() {
  case $1 in
    synology-drive-bridge) echo 'run check-config schema discovery dashboard clean healthcheck' ;;
    synology-drive-doctor) echo 'login' ;;
  esac
}

_synology_drive_options() {
  case $1 in
    check_synology_drive_health) echo '--warning --warning-response-time --critical --critical-response-time --warning-certificate-days --critical-certificate-days --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive_connections) echo '--warning --warning-total --critical --critical-total --warning-desktop --critical-desktop --warning-mobile --critical-mobile --warning-web --critical-web --warning-sharesync --critical-sharesync --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive_clients) echo '--warning-connections --critical-connections --warning-users --critical-users --warning-outdated --critical-outdated --warning-unexpected --critical-unexpected --warning --warning-max-per-user --critical --critical-max-per-user --warning-linked --critical-linked --warning-stale --critical-stale --min-version --allow-network --require --require-device --offline-for --offline-state --outdated-state --unexpected-state --client-type --include-user --exclude-user --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive_sync) echo '--warning-tasks --critical-tasks --warning-idle --critical-idle --warning-syncing --critical-syncing --warning-paused --critical-paused --warning --warning-error --critical --critical-error --warning-stalled --critical-stalled --warning-files-synced --critical-files-synced --warning-bytes-synced --critical-bytes-synced --state --stalled --require --include-user --exclude-user --include-share --exclude-share --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive_quota) echo '--warning --warning-quota-percent --critical --critical-quota-percent --warning-quota-used --critical-quota-used --warning-quota-total --critical-quota-total --warning-quota-free --critical-quota-free --warning-file-count --critical-file-count --warning-folder-count --critical-folder-count --warning-users --critical-users --warning-unlimited --critical-unlimited --volume --perfdata-per-user --forget-after --include-user --exclude-user --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive_last_sync) echo '--warning --warning-last-sync --critical --critical-last-sync --warning-users --critical-users --warning-never --critical-never --never-state --basis --perfdata-per-user --forget-after --include-user --exclude-user --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    check_synology_drive) echo '--skip --include-user --exclude-user --perfdata-per-user --forget-after --health-warning --health-warning-response-time --health-critical --health-critical-response-time --health-warning-certificate-days --health-critical-certificate-days --connections-warning --connections-warning-total --connections-critical --connections-critical-total --connections-warning-desktop --connections-critical-desktop --connections-warning-mobile --connections-critical-mobile --connections-warning-web --connections-critical-web --connections-warning-sharesync --connections-critical-sharesync --clients-warning-connections --clients-critical-connections --clients-warning-users --clients-critical-users --clients-warning-outdated --clients-critical-outdated --clients-warning-unexpected --clients-critical-unexpected --clients-warning --clients-warning-max-per-user --clients-critical --clients-critical-max-per-user --clients-warning-linked --clients-critical-linked --clients-warning-stale --clients-critical-stale --clients-min-version --clients-allow-network --clients-require --clients-require-device --clients-offline-for --clients-offline-state --clients-outdated-state --clients-unexpected-state --clients-client-type --clients-include-user --clients-exclude-user --sync-warning-tasks --sync-critical-tasks --sync-warning-idle --sync-critical-idle --sync-warning-syncing --sync-critical-syncing --sync-warning-paused --sync-critical-paused --sync-warning --sync-warning-error --sync-critical --sync-critical-error --sync-warning-stalled --sync-critical-stalled --sync-warning-files-synced --sync-critical-files-synced --sync-warning-bytes-synced --sync-critical-bytes-synced --sync-state --sync-stalled --sync-require --sync-include-user --sync-exclude-user --sync-include-share --sync-exclude-share --quota-warning --quota-warning-quota-percent --quota-critical --quota-critical-quota-percent --quota-warning-quota-used --quota-critical-quota-used --quota-warning-quota-total --quota-critical-quota-total --quota-warning-quota-free --quota-critical-quota-free --quota-warning-file-count --quota-critical-file-count --quota-warning-folder-count --quota-critical-folder-count --quota-warning-users --quota-critical-users --quota-warning-unlimited --quota-critical-unlimited --quota-volume --quota-perfdata-per-user --quota-forget-after --quota-include-user --quota-exclude-user --last-sync-warning --last-sync-warning-last-sync --last-sync-critical --last-sync-critical-last-sync --last-sync-warning-users --last-sync-critical-users --last-sync-warning-never --last-sync-critical-never --last-sync-never-state --last-sync-basis --last-sync-perfdata-per-user --last-sync-forget-after --last-sync-include-user --last-sync-exclude-user --hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --no-session-cache --api --timeout --concurrency --timeout-state --extra-opts --verbose --version --help' ;;
    synology-drive-bridge) echo '--config --once --version --help' ;;
    synology-drive-doctor) echo '--hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --api --volume --timeout --json --record --code --version --help' ;;
    synology-drive-simulator) echo '--port --host --tls --scenario --dialect --replay --time-lapse --print-scenario --version --help' ;;
  esac
}

# What the value of an option is; nothing where it takes none.
_synology_drive_value() {
  case $1:$2 in
    *:--warning | *:-w | *:--warning-response-time | *:--critical | check_synology_drive_health:-c | *:--critical-response-time | *:--warning-certificate-days | *:--critical-certificate-days | *:--port | *:-p | *:--fingerprint | *:--tls-name | *:--username | *:-u | *:--timeout | *:-t | *:--concurrency | *:--warning-total | check_synology_drive_connections:-c | *:--critical-total | *:--warning-desktop | *:--critical-desktop | *:--warning-mobile | *:--critical-mobile | *:--warning-web | *:--critical-web | *:--warning-sharesync | *:--critical-sharesync | *:--warning-connections | *:--critical-connections | *:--warning-users | *:--critical-users | *:--warning-outdated | *:--critical-outdated | *:--warning-unexpected | *:--critical-unexpected | *:--warning-max-per-user | check_synology_drive_clients:-c | *:--critical-max-per-user | *:--warning-linked | *:--critical-linked | *:--warning-stale | *:--critical-stale | *:--min-version | *:--allow-network | *:--require | *:--require-device | *:--offline-for | *:--client-type | *:--include-user | *:--exclude-user | *:--warning-tasks | *:--critical-tasks | *:--warning-idle | *:--critical-idle | *:--warning-syncing | *:--critical-syncing | *:--warning-paused | *:--critical-paused | *:--warning-error | check_synology_drive_sync:-c | *:--critical-error | *:--warning-stalled | *:--critical-stalled | *:--warning-files-synced | *:--critical-files-synced | *:--warning-bytes-synced | *:--critical-bytes-synced | *:--state | *:--stalled | *:--include-share | *:--exclude-share | *:--warning-quota-percent | check_synology_drive_quota:-c | *:--critical-quota-percent | *:--warning-quota-used | *:--critical-quota-used | *:--warning-quota-total | *:--critical-quota-total | *:--warning-quota-free | *:--critical-quota-free | *:--warning-file-count | *:--critical-file-count | *:--warning-folder-count | *:--critical-folder-count | *:--warning-unlimited | *:--critical-unlimited | *:--volume | *:--forget-after | *:--warning-last-sync | check_synology_drive_last_sync:-c | *:--critical-last-sync | *:--warning-never | *:--critical-never | *:--skip | *:--health-warning | *:--health-warning-response-time | *:--health-critical | *:--health-critical-response-time | *:--health-warning-certificate-days | *:--health-critical-certificate-days | *:--connections-warning | *:--connections-warning-total | *:--connections-critical | *:--connections-critical-total | *:--connections-warning-desktop | *:--connections-critical-desktop | *:--connections-warning-mobile | *:--connections-critical-mobile | *:--connections-warning-web | *:--connections-critical-web | *:--connections-warning-sharesync | *:--connections-critical-sharesync | *:--clients-warning-connections | *:--clients-critical-connections | *:--clients-warning-users | *:--clients-critical-users | *:--clients-warning-outdated | *:--clients-critical-outdated | *:--clients-warning-unexpected | *:--clients-critical-unexpected | *:--clients-warning | *:--clients-warning-max-per-user | *:--clients-critical | *:--clients-critical-max-per-user | *:--clients-warning-linked | *:--clients-critical-linked | *:--clients-warning-stale | *:--clients-critical-stale | *:--clients-min-version | *:--clients-allow-network | *:--clients-require | *:--clients-require-device | *:--clients-offline-for | *:--clients-client-type | *:--clients-include-user | *:--clients-exclude-user | *:--sync-warning-tasks | *:--sync-critical-tasks | *:--sync-warning-idle | *:--sync-critical-idle | *:--sync-warning-syncing | *:--sync-critical-syncing | *:--sync-warning-paused | *:--sync-critical-paused | *:--sync-warning | *:--sync-warning-error | *:--sync-critical | *:--sync-critical-error | *:--sync-warning-stalled | *:--sync-critical-stalled | *:--sync-warning-files-synced | *:--sync-critical-files-synced | *:--sync-warning-bytes-synced | *:--sync-critical-bytes-synced | *:--sync-state | *:--sync-stalled | *:--sync-require | *:--sync-include-user | *:--sync-exclude-user | *:--sync-include-share | *:--sync-exclude-share | *:--quota-warning | *:--quota-warning-quota-percent | *:--quota-critical | *:--quota-critical-quota-percent | *:--quota-warning-quota-used | *:--quota-critical-quota-used | *:--quota-warning-quota-total | *:--quota-critical-quota-total | *:--quota-warning-quota-free | *:--quota-critical-quota-free | *:--quota-warning-file-count | *:--quota-critical-file-count | *:--quota-warning-folder-count | *:--quota-critical-folder-count | *:--quota-warning-users | *:--quota-critical-users | *:--quota-warning-unlimited | *:--quota-critical-unlimited | *:--quota-volume | *:--quota-forget-after | *:--quota-include-user | *:--quota-exclude-user | *:--last-sync-warning | *:--last-sync-warning-last-sync | *:--last-sync-critical | *:--last-sync-critical-last-sync | *:--last-sync-warning-users | *:--last-sync-critical-users | *:--last-sync-warning-never | *:--last-sync-critical-never | *:--last-sync-forget-after | *:--last-sync-include-user | *:--last-sync-exclude-user | *:--code | *:--time-lapse) echo 'anything' ;;
    *:--hostname | *:-H | *:--host) echo 'host' ;;
    *:--ca-file | *:--password-file | *:--device-id-file | *:--config | synology-drive-bridge:-c | *:--record | *:--scenario | *:--replay) echo 'file' ;;
    *:--session-dir) echo 'directory' ;;
    *:--api) echo 'words auto documented dsm' ;;
    *:--timeout-state | *:--offline-state | *:--outdated-state | *:--unexpected-state | *:--never-state | *:--clients-offline-state | *:--clients-outdated-state | *:--clients-unexpected-state | *:--last-sync-never-state) echo 'words ok warning unknown critical' ;;
    *:--basis | *:--last-sync-basis) echo 'words auto sync seen' ;;
    *:--dialect) echo 'words documented dsm' ;;
  esac
}

# Sets words to what was typed up to the cursor. bash has cut it at = and : as well, where no blank is.
_synology_drive_words() {
  local part
  words=()
  for part in "${COMP_WORDS[@]:0:COMP_CWORD + 1}"; do
    if [[ $part == [=:]* || (${words[*]} == *[=:] && $part == [!-]*) ]]; then
      words[${#words[@]} - 1]+=$part
    else
      words+=("$part")
    fi
  done
}

# Whether a verb may follow the name of a program and these words: with some, options and their values may come before.
_synology_drive_takes_verb() {
  local name=$1
  while shift; [ $# -gt 0 ]; do
    case $name:$1 in
      synology-drive-bridge:-*) [ -z "$(_synology_drive_value "$name" "$1")" ] || shift ;;
      *) return 1 ;;
    esac
  done
}

_synology_drive() {
  local name=${1##*/} cur=$2 words word option value offers
  COMPREPLY=()
  _synology_drive_words
  if [ "$name" = synology-drive ]; then
    if [ ${#words[@]} -le 2 ]; then
      COMPREPLY=($(compgen -W 'check_synology_drive_health check_synology_drive_connections check_synology_drive_clients check_synology_drive_sync check_synology_drive_quota check_synology_drive_last_sync check_synology_drive synology-drive-bridge synology-drive-doctor synology-drive-simulator' -- "$cur"))
      return
    fi
    words=("${words[@]:1}")
    name=${words[0]}
  fi
  word=${words[${#words[@]} - 1]}
  option=${words[${#words[@]} - 2]}
  [[ $word == --*=* ]] && option=${word%%=*}
  # Within such a value bash would complete its last part only.
  [[ ${word#"$option="} == *[=:]* ]] && return
  [ "$cur" = = ] && cur=
  value=$(_synology_drive_value "$name" "$option")
  case $value in
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    host) COMPREPLY=($(compgen -A hostname -- "$cur")) ;;
    words*) COMPREPLY=($(compgen -W "${value#words }" -- "$cur")) ;;
    anything) ;;
    *)
      offers=$(_synology_drive_options "$name")
      _synology_drive_takes_verb "$name" "${words[@]:1:${#words[@]} - 2}" && offers="$offers $(_synology_drive_verbs "$name")"
      COMPREPLY=($(compgen -W "$offers" -- "$word"))
      ;;
  esac
}

complete -F _synology_drive check_synology_drive_health check_synology_drive_connections check_synology_drive_clients check_synology_drive_sync check_synology_drive_quota check_synology_drive_last_sync check_synology_drive synology-drive-bridge synology-drive-doctor synology-drive-simulator synology-drive
