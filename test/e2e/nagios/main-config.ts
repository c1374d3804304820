/** Nagios' main configuration for a folder of its own; `minute` is what it takes for one, in seconds. */
export const mainConfig = (folder: string, minute: number): string => `cfg_dir=${folder}/objects
resource_file=${folder}/resource.cfg
log_file=${folder}/nagios.log
log_archive_path=${folder}
object_cache_file=${folder}/objects.cache
precached_object_file=${folder}/objects.precache
status_file=${folder}/status.dat
state_retention_file=${folder}/retention.dat
temp_file=${folder}/nagios.tmp
temp_path=${folder}
lock_file=${folder}/nagios.pid
command_file=${folder}/nagios.cmd
query_socket=${folder}/nagios.qh
check_result_path=${folder}/results
debug_file=${folder}/nagios.debug
check_external_commands=1
interval_length=${minute}
status_update_interval=1
check_result_reaper_frequency=1
service_inter_check_delay_method=n
max_service_check_spread=1
check_for_updates=0
log_service_retries=1
enable_flap_detection=0
process_performance_data=1
service_perfdata_file=${folder}/perfdata
service_perfdata_file_mode=a
service_perfdata_file_template=$HOSTNAME$\\t$SERVICEDESC$\\t$SERVICEOUTPUT$\\t$SERVICEPERFDATA$
# As Debian's package has them.
illegal_object_name_chars=\`~!$%^&*|'"<>?,()=
illegal_macro_output_chars=\`~$&|'"<>
`;
