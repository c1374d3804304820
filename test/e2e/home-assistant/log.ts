/** `2026-11-25 10:13:24.523+00:00 WARNING (MainThread) [homeassistant.components.mqtt.entity] …`, perhaps in colours. */
const COMPLAINT = /^.*(?:WARNING|ERROR|CRITICAL) \([^)]*\) \[homeassistant\.components\.mqtt[\w.]*\].*$/gm;

/** What Home Assistant's MQTT integration has to complain about: refused discovery is told nowhere else. */
export function mqttComplaints(log: string): readonly string[] {
  return log.match(COMPLAINT) ?? [];
}
