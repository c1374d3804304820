import type { Scenario } from '../../../src/simulator/scenario.ts';
import { casesOf } from './case.ts';

const TIME = 'response_time=<n>s;;;0';
const ANSWERED = 'Synology Drive answered in <n> s';
const PINNED = ['--fingerprint', '{fingerprint}'];
const WHERE = 'in DSM under Control Panel > Security > Certificate';
const failing = (fault: NonNullable<Scenario['faults']>[string]): Scenario => ({
  faults: { 'SYNO.SynologyDrive.Connections.GetSummary': fault },
});
const SUMMARY = 'SYNO.SynologyDrive.Connections GetSummary answered';

export const healthCases = casesOf('health', [
  {
    title: 'is OK when Drive answers, and tells no certificate over plain http',
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE HEALTH OK - ${ANSWERED} | ${TIME}`],
  },
  {
    title: 'judges the response time by -w and -c, durations with units',
    args: ['-w', '500ms:', '-c', '1m:'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE HEALTH CRITICAL - response time <n> s (below 1 min). ${ANSWERED} | response_time=<n>s;0.5:;60:;0`,
    ],
  },
  {
    title: 'judges a slow answer by --warning-response-time and --critical-response-time',
    scenario: failing({ delay: 300 }),
    args: ['--warning-response-time', '0.2', '--critical-response-time', '9'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE HEALTH WARNING - response time <n> s (above 0.2 s). ${ANSWERED} | response_time=<n>s;0.2;9;0`,
    ],
  },
  {
    title: 'tells how long the certificate is good',
    tls: { days: 365.49 },
    args: [...PINNED, '-v'],
    dsm: 'same',
    code: 0,
    stdout: [
      `DRIVE HEALTH OK - ${ANSWERED}, certificate valid for 365 d 11 h | ${TIME} certificate_days=365.<n>`,
      '[OK] response time <n> s',
      '[OK] certificate valid for 365.5 days',
    ],
  },
  {
    title: 'judges the days the certificate has left',
    tls: { days: 10.49 },
    args: [...PINNED, '--warning-certificate-days', '14:', '--critical-certificate-days', '3:'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE HEALTH WARNING - certificate valid for 10.5 days (below 14 days). ${ANSWERED}, certificate valid for 10 d 11 h | ${TIME} certificate_days=10.<n>;14:;3:`,
    ],
  },
  {
    title: 'is CRITICAL when an accepted certificate has expired',
    tls: { days: -2.1 },
    args: [...PINNED, '--warning-certificate-days', '~:'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE HEALTH CRITICAL - the certificate expired 2 d 2 h ago. ${ANSWERED} | ${TIME} certificate_days=<n>;~:`,
    ],
  },
  {
    title: 'lets --critical-certificate-days replace the CRITICAL of an expired certificate',
    tls: { days: -2.1 },
    args: ['--insecure', '--critical-certificate-days=-30:'],
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE HEALTH OK - ${ANSWERED} | ${TIME} certificate_days=<n>;;-30:`],
  },
  {
    title: 'is CRITICAL when a certificate was refused because it has expired',
    tls: { days: -2.1 },
    args: ['--ca-file', '{certificate}'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE HEALTH CRITICAL - the certificate expired on <n>-<n>-<n>. Renew it ${WHERE}. Nothing was sent | certificate_days=<n>`,
    ],
  },
  {
    title: 'is UNKNOWN with a self-signed certificate that nobody accepted, and shows its fingerprint',
    tls: { names: ['nas.example.com'] },
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE HEALTH UNKNOWN - the certificate is self-signed (issuer nas.example.com, DEPTH_ZERO_SELF_SIGNED_CERT). Give its CA by --ca-file, or compare the fingerprint ${WHERE} and accept it by --fingerprint {fingerprint}`,
    ],
  },
  {
    title: 'is UNKNOWN when days of a certificate are to be judged and plain http has none',
    args: ['--warning-certificate-days', '14:'],
    dsm: 'same',
    code: 3,
    stdout: [
      `DRIVE HEALTH UNKNOWN - certificate_days is missing: with --plain-http there is no certificate. ${ANSWERED} | ${TIME}`,
    ],
  },
  ...(
    [
      ['disabled', 2, '500: Synology Drive Server is disabled. Start it in DSM in the Package Center'],
      [
        'not-ready',
        2,
        '501: Synology Drive Server is not ready. It may be starting. Otherwise restart it in the Package Center',
      ],
      [
        'volume-full',
        2,
        '502: the volume of Synology Drive Server is full. Make room on it: Drive does not sync until then',
      ],
      ['paused', 1, '503: Synology Drive Server is paused while its database moves. Wait until it is done'],
      [
        'moving',
        3,
        '600: Synology Drive Server is moving its database to another volume. Wait until it is done',
      ],
    ] as const
  ).map(([state, code, words]) => ({
    title: `has its state for a Drive that is ${state}`,
    dsm: 'same' as const,
    scenario: { drive: { state } },
    code,
    stdout: [`DRIVE HEALTH ${['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'][code]} - ${SUMMARY} ${words}`],
  })),
  {
    title: 'is UNKNOWN when Drive is not installed',
    scenario: { drive: { state: 'absent' } },
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE HEALTH UNKNOWN - the NAS announces no API of Synology Drive Server. Install the package Synology Drive Server and start it in the Package Center',
    ],
  },
  {
    title: 'is CRITICAL when the web server answers and DSM behind it does not',
    scenario: failing({ status: 502 }),
    dsm: 'same',
    code: 2,
    stdout: [
      'DRIVE HEALTH CRITICAL - the NAS answered HTTP 502. Its web server runs but DSM behind it does not answer: it may be starting, updating or overloaded',
    ],
  },
  ...(['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'] as const).map((state) => ({
    title: `has the state of --timeout-state ${state} when nothing listens, and says so`,
    dsm: 'same' as const,
    args: ['-p', '1', '--timeout-state', state.toLowerCase()],
    code: ({ OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const)[state],
    stdout: [
      `DRIVE HEALTH ${state} - 127.0.0.1:1 refuses connections. Is the NAS up, and is this the port of DSM (5001 https, 5000 http)?`,
    ],
  })),
  {
    title: "does not take Drive's own trouble for a time-out",
    scenario: { drive: { state: 'disabled' } },
    args: ['--timeout-state', 'ok'],
    dsm: 'same',
    code: 2,
    stdout: [
      `DRIVE HEALTH CRITICAL - ${SUMMARY} 500: Synology Drive Server is disabled. Start it in DSM in the Package Center`,
    ],
  },
]);
