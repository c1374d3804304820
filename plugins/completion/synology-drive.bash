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
    synology-drive-bridge) echo '--config --once --version --help' ;;
    synology-drive-doctor) echo '--hostname --port --plain-http --ca-file --fingerprint --tls-name --insecure --username --password-file --device-id-file --session-dir --api --volume --timeout --json --record --code --version --help' ;;
    synology-drive-simulator) echo '--port --host --tls --scenario --dialect --replay --time-lapse --print-scenario --version --help' ;;
  esac
}

# What the value of an option is; nothing where it takes none.
_synology_drive_value() {
  case $1:$2 in
    *:--warning | *:-w | *:--warning-response-time | *:--critical | check_synology_drive_health:-c | *:--critical-response-time | *:--warning-certificate-days | *:--critical-certificate-days | *:--port | *:-p | *:--fingerprint | *:--tls-name | *:--username | *:-u | *:--timeout | *:-t | *:--concurrency | *:--warning-total | check_synology_drive_connections:-c | *:--critical-total | *:--warning-desktop | *:--critical-desktop | *:--warning-mobile | *:--critical-mobile | *:--warning-web | *:--critical-web | *:--warning-sharesync | *:--critical-sharesync | *:--warning-connections | *:--critical-connections | *:--warning-users | *:--critical-users | *:--warning-outdated | *:--critical-outdated | *:--warning-unexpected | *:--critical-unexpected | *:--warning-max-per-user | check_synology_drive_clients:-c | *:--critical-max-per-user | *:--warning-linked | *:--critical-linked | *:--warning-stale | *:--critical-stale | *:--min-version | *:--allow-network | *:--require | *:--require-device | *:--offline-for | *:--client-type | *:--include-user | *:--exclude-user | *:--warning-tasks | *:--critical-tasks | *:--warning-idle | *:--critical-idle | *:--warning-syncing | *:--critical-syncing | *:--warning-paused | *:--critical-paused | *:--warning-error | check_synology_drive_sync:-c | *:--critical-error | *:--warning-stalled | *:--critical-stalled | *:--warning-files-synced | *:--critical-files-synced | *:--warning-bytes-synced | *:--critical-bytes-synced | *:--state | *:--stalled | *:--include-share | *:--exclude-share | *:--warning-quota-percent | check_synology_drive_quota:-c | *:--critical-quota-percent | *:--warning-quota-used | *:--critical-quota-used | *:--warning-quota-total | *:--critical-quota-total | *:--warning-quota-free | *:--critical-quota-free | *:--warning-file-count | *:--critical-file-count | *:--warning-folder-count | *:--critical-folder-count | *:--warning-unlimited | *:--critical-unlimited | *:--volume | *:--forget-after | *:--warning-last-sync | check_synology_drive_last_sync:-c | *:--critical-last-sync | *:--warning-never | *:--critical-never | *:--code | *:--time-lapse) echo 'anything' ;;
    *:--hostname | *:-H | *:--host) echo 'host' ;;
    *:--ca-file | *:--password-file | *:--device-id-file | *:--config | synology-drive-bridge:-c | *:--record | *:--scenario | *:--replay) echo 'file' ;;
    *:--session-dir) echo 'directory' ;;
    *:--api) echo 'words auto documented dsm' ;;
    *:--timeout-state | *:--offline-state | *:--outdated-state | *:--unexpected-state | *:--never-state) echo 'words ok warning unknown critical' ;;
    *:--basis) echo 'words auto sync seen' ;;
    *:--dialect) echo 'words documented dsm' ;;
  esac
}

_synology_drive() {
  local name=${1##*/} cur=$2 option=$3 first=1 value words
  COMPREPLY=()
  if [ "$name" = synology-drive ]; then
    name=${COMP_WORDS[1]}
    first=2
    if [ "$COMP_CWORD" -le 1 ]; then
      COMPREPLY=($(compgen -W 'check_synology_drive_health check_synology_drive_connections check_synology_drive_clients check_synology_drive_sync check_synology_drive_quota check_synology_drive_last_sync synology-drive-bridge synology-drive-doctor synology-drive-simulator' -- "$cur"))
      return
    fi
  fi
  # bash cuts --option=value into three words.
  if [ "$cur" = = ]; then
    cur=
  elif [ "$option" = = ]; then
    option=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  value=$(_synology_drive_value "$name" "$option")
  case $value in
    file) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$cur") ;;
    directory) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$cur") ;;
    host) COMPREPLY=($(compgen -A hostname -- "$cur")) ;;
    words*) COMPREPLY=($(compgen -W "${value#words }" -- "$cur")) ;;
    anything) ;;
    *)
      words=$(_synology_drive_options "$name")
      [ "$COMP_CWORD" = "$first" ] && words="$words $(_synology_drive_verbs "$name")"
      COMPREPLY=($(compgen -W "$words" -- "$cur"))
      ;;
  esac
}

complete -F _synology_drive check_synology_drive_health check_synology_drive_connections check_synology_drive_clients check_synology_drive_sync check_synology_drive_quota check_synology_drive_last_sync synology-drive-bridge synology-drive-doctor synology-drive-simulator synology-drive
