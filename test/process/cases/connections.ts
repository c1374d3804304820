import type { JsonValue } from '../../../src/simulator/json.ts';
import type { Scenario } from '../../../src/simulator/scenario.ts';
import { casesOf, usage } from './case.ts';
import { client } from './rows.ts';

const office: Scenario = {
  summary: { total_connections: 25, desktop_clients: 15, mobile_clients: 8, web_clients: 2 },
};
/** GetSummary answers this, whatever it is. */
const answering = (data: JsonValue): Scenario => ({
  faults: { 'SYNO.SynologyDrive.Connections.GetSummary': { data } },
});
const SAID = '25 connections: 15 desktop, 8 mobile, 2 web';
const PARTS = 'desktop=15;;;0 mobile=8;;;0 web=2;;;0';

export const connectionsCases = casesOf('connections', [
  {
    title: 'is OK without thresholds',
    scenario: office,
    dsm: 'same',
    code: 0,
    stdout: [`DRIVE CONNECTIONS OK - ${SAID} | total=25;;;0 ${PARTS}`],
  },
  {
    title: 'is OK when nobody is connected',
    dsm: 'same',
    code: 0,
    stdout: [
      'DRIVE CONNECTIONS OK - 0 connections: 0 desktop, 0 mobile, 0 web | total=0;;;0 desktop=0;;;0 mobile=0;;;0 web=0;;;0',
    ],
  },
  {
    title: 'is CRITICAL when nobody is connected and -c 1: was given',
    args: ['-c', '1:'],
    dsm: 'same',
    code: 2,
    stdout: [
      'DRIVE CONNECTIONS CRITICAL - 0 connections (below 1). 0 connections: 0 desktop, 0 mobile, 0 web | total=0;;1:;0 desktop=0;;;0 mobile=0;;;0 web=0;;;0',
    ],
  },
  {
    title: 'counts a client of a kind nobody knows in the total alone',
    scenario: { connections: [client('anna'), client('bob', { client_type: 'toaster' })] },
    code: 0,
    stdout: [
      'DRIVE CONNECTIONS OK - 2 connections: 1 desktop, 0 mobile, 0 web | total=2;;;0 desktop=1;;;0 mobile=0;;;0 web=0;;;0',
    ],
  },
  {
    title: 'is WARNING above -w and not above -c',
    scenario: office,
    args: ['-w', '24', '-c', '25'],
    dsm: 'same',
    code: 1,
    stdout: [`DRIVE CONNECTIONS WARNING - 25 connections (above 24). ${SAID} | total=25;24;25;0 ${PARTS}`],
  },
  {
    title: 'is CRITICAL above --critical, which is judged first, and prints ranges in their shortest form',
    scenario: office,
    args: ['--warning=0:20', '--critical', '~:24'],
    dsm: 'same',
    code: 2,
    stdout: [`DRIVE CONNECTIONS CRITICAL - 25 connections (above 24). ${SAID} | total=25;20;~:24;0 ${PARTS}`],
  },
  {
    title: 'takes --warning-total and --critical-total for -w and -c',
    scenario: office,
    args: ['--warning-total', '10:20', '--critical-total', '@30:40'],
    dsm: 'same',
    code: 1,
    stdout: [
      `DRIVE CONNECTIONS WARNING - 25 connections (above 20). ${SAID} | total=25;10:20;@30:40;0 ${PARTS}`,
    ],
  },
  {
    title: 'judges each kind by its own thresholds and names the worst first',
    scenario: office,
    args: [
      '--warning-desktop',
      '10',
      '--critical-mobile',
      '5',
      '--warning-web',
      '@1:2',
      '--critical-web',
      '4',
    ],
    code: 2,
    stdout: [
      `DRIVE CONNECTIONS CRITICAL - 8 mobile clients (above 5), 15 desktop clients (above 10), 2 web clients (within 1 to 2). ${SAID} | total=25;;;0 desktop=15;10;;0 mobile=8;;5;0 web=2;@1:2;4;0`,
      '[CRITICAL] 8 mobile clients (above 5)',
      '[WARNING] 15 desktop clients (above 10)',
      '[WARNING] 2 web clients (within 1 to 2)',
    ],
  },
  {
    title: 'takes the other three options of the kinds as well',
    scenario: office,
    args: ['--critical-desktop', '15:', '--warning-mobile', '8:8', '--critical-web', '2'],
    code: 0,
    stdout: [`DRIVE CONNECTIONS OK - ${SAID} | total=25;;;0 desktop=15;;15:;0 mobile=8;8:8;;0 web=2;;2;0`],
  },
  {
    title: 'shows every metric at -v',
    scenario: office,
    args: ['-v'],
    dsm: 'same',
    code: 0,
    stdout: [
      `DRIVE CONNECTIONS OK - ${SAID} | total=25;;;0 ${PARTS}`,
      '[OK] 25 connections',
      '[OK] 15 desktop clients',
      '[OK] 8 mobile clients',
      '[OK] 2 web clients',
    ],
  },
  {
    title: 'leaves out a kind that was not told, or as no count',
    scenario: answering({
      total_connections: 25,
      desktop_clients: -1,
      mobile_clients: null,
      web_clients: 1.5,
    }),
    code: 0,
    stdout: ['DRIVE CONNECTIONS OK - 25 connections | total=25;;;0'],
  },
  {
    title: 'is UNKNOWN when a threshold is set on a kind that was not told',
    scenario: answering({ total_connections: 25, desktop_clients: 15, mobile_clients: 8 }),
    args: ['--warning-web', '5', '-w', '20'],
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - web is missing: the NAS did not send it, 25 connections (above 20). 25 connections: 15 desktop, 8 mobile | total=25;20;;0 desktop=15;;;0 mobile=8;;;0',
      '[UNKNOWN] web is missing: the NAS did not send it',
      '[WARNING] 25 connections (above 20)',
    ],
  },
  {
    title: 'is UNKNOWN without its total, though no threshold was given',
    scenario: answering({ desktop_clients: 15, mobile_clients: 8, web_clients: 2 }),
    code: 3,
    stdout: [
      `DRIVE CONNECTIONS UNKNOWN - total is missing, negative or no number (SYNO.SynologyDrive.Connections GetSummary: data has desktop_clients, mobile_clients, web_clients). 15 desktop, 8 mobile, 2 web | ${PARTS}`,
    ],
  },
  {
    title: 'is UNKNOWN with a negative total, but CRITICAL where a kind is',
    scenario: answering({ total_connections: -1, desktop_clients: 15 }),
    args: ['--critical-desktop', '10'],
    code: 2,
    stdout: [
      'DRIVE CONNECTIONS CRITICAL - 15 desktop clients (above 10), total is missing, negative or no number (SYNO.SynologyDrive.Connections GetSummary: data has total_connections, desktop_clients) | desktop=15;;10;0',
      '[CRITICAL] 15 desktop clients (above 10)',
      '[UNKNOWN] total is missing, negative or no number (SYNO.SynologyDrive.Connections GetSummary: data has total_connections, desktop_clients)',
    ],
  },
  {
    title: 'reads numbers that are sent as texts of digits, and no others',
    scenario: answering({
      total_connections: '25',
      desktop_clients: '0x0f',
      mobile_clients: '8 ',
      web_clients: '002',
    }),
    code: 0,
    stdout: ['DRIVE CONNECTIONS OK - 25 connections: 2 web | total=25;;;0 web=2;;;0'],
  },
  {
    title: 'says which API answered in a wrong shape, and how',
    scenario: answering([1, 2]),
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - SYNO.SynologyDrive.Connections GetSummary: data should be an object, but is a list. This NAS speaks another version of the API: please report it with the output of -vvv',
    ],
  },
  {
    title: 'refuses a percent sign, for its numbers are no percentages',
    args: ['-w', '20%'],
    dsm: 'same',
    code: 3,
    stdout: [
      'DRIVE CONNECTIONS UNKNOWN - --warning 20%: "20%" is no number such as 10',
      usage('connections'),
    ],
  },
]);
