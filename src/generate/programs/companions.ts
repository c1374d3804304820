import * as bridge from '../../../homeassistant/options.ts';
import * as doctor from '../../doctor/options.ts';
import * as simulator from '../../simulator/options.ts';
import { exitMeanings, type Meaning, meanings, type Program } from './program.ts';
import { ASKING, COLOUR, STATE_FOLDER, TRUST } from './surroundings.ts';
import { fromYargs } from './yargs-options.ts';

const HOME: readonly Meaning[] = ASKING.filter(({ word }) => word !== 'SYNOLOGY_PASSWORD');

const bridgeProgram: Program = {
  name: bridge.NAME,
  about: bridge.ABOUT,
  usage: ['[verb] [--config FILE] [--once]', '--help', '--version'],
  description: [
    'The log goes to standard error: lines for people on a terminal, else JSON. SIGTERM and SIGINT end it in order: it says that it is off-line, logs out at the NAS, and exits.',
  ],
  verbs: meanings(bridge.VERBS),
  verbsAfterOptions: true,
  options: fromYargs(bridge.BRIDGE_OPTIONS),
  chapters: [],
  environment: [
    {
      word: 'SYNOLOGY_DRIVE_MQTT_<KEY>',
      says: 'Any key of the section mqtt, and PASSWORD, laid over the configuration.',
    },
    {
      word: 'SYNOLOGY_DRIVE_NAS_<ID>_<KEY>',
      says: 'Any key of the NAS with this id, and PASSWORD, likewise.',
    },
    ...HOME,
    ...TRUST,
    COLOUR,
  ],
  files: [
    { word: 'bridge.yaml', says: 'The configuration, in the working folder where --config names none.' },
    STATE_FOLDER,
  ],
  exits: exitMeanings(bridge.EXITS),
  examples: [
    {
      says: 'look whether the configuration is right',
      command: 'synology-drive-bridge check-config --config bridge.yaml',
    },
    { says: 'publish until it is stopped', command: 'synology-drive-bridge --config bridge.yaml' },
    {
      says: 'a dashboard for Home Assistant',
      command: 'synology-drive-bridge dashboard --config bridge.yaml',
    },
  ],
};

const NAS = '-H nas.example.com -u monitor';

const doctorProgram: Program = {
  name: doctor.NAME,
  about: doctor.ABOUT,
  usage: [
    '-H HOST -u NAME [options]',
    'login -H HOST -u NAME --device-id-file FILE [--code DIGITS]',
    '--help',
    '--version',
  ],
  description: [
    'It resolves the name, shows the certificate, the APIs and the log-in, asks Drive everything there is to ask, and says which fields of each answer were decoded, missing or not known. It ends with command lines for the checks and with a section for bridge.yaml.',
    'The password is asked for on a terminal where it is not given.',
  ],
  verbs: meanings(doctor.VERBS),
  options: doctor.DOCTOR_OPTIONS,
  chapters: [],
  environment: [...ASKING, ...TRUST, COLOUR],
  files: [STATE_FOLDER],
  exits: exitMeanings(doctor.EXITS),
  examples: [
    { says: 'look at a NAS', command: `${doctor.NAME} ${NAS} --password-file /etc/nas.secret` },
    {
      says: 'write a record for a bug report',
      command: `${doctor.NAME} ${NAS} --password-file /etc/nas.secret --record nas.json`,
    },
    {
      says: 'enrol this machine for two-factor log-ins',
      command: `${doctor.NAME} login ${NAS} --device-id-file /etc/nas.device`,
    },
  ],
};

const simulatorProgram: Program = {
  name: simulator.NAME,
  about: simulator.ABOUT,
  usage: ['[options]', '--help', '--version'],
  description: [
    'It listens like a NAS, with sockets, sessions and error codes of its own; the account of the built-in scenario is monitor with the password monitor. People connect, a sync stalls, a quota fills as time goes on. SIGUSR2 takes the next step at once; SIGTERM and SIGINT end it.',
  ],
  verbs: [],
  options: fromYargs(simulator.SIMULATOR_OPTIONS),
  chapters: [],
  environment: [],
  files: [],
  exits: exitMeanings(simulator.EXITS),
  examples: [
    { says: 'a NAS on port 5000', command: `${simulator.NAME} --port 5000` },
    {
      says: 'the same with https, as a real DSM speaks',
      command: `${simulator.NAME} --port 5001 --tls --dialect dsm`,
    },
    { says: 'begin a scenario of your own', command: `${simulator.NAME} --print-scenario` },
  ],
};

/** The executables beside the checks. */
export const companions: readonly Program[] = [bridgeProgram, doctorProgram, simulatorProgram];
