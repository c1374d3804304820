import { configurationSections, type Key, type Section } from '../configuration/keys.ts';
import { type Edition, heading, type Reference, seeAlso } from './page.ts';
import { bold, italic, literal, prose, section, sentence, terms } from './roff.ts';

export const PAGE: Reference = { name: 'bridge.yaml', section: 5 };

/** A whole configuration. */
export const EXAMPLE = `mqtt:
  url: mqtts://broker.example.com:8883
  username: bridge
  password_file: secrets/mqtt
nas:
  - id: office
    name: Office NAS
    host: nas.example.com
    username: monitor
    password_file: secrets/office
    interval: 5m
state_dir: /var/lib/synology-drive
`;

const TITLES: Readonly<Record<Section['name'], string>> = {
  '': 'At the top',
  mqtt: 'The section mqtt',
  nas: 'Each entry of nas',
};

const DESCRIPTION = [
  'YAML, read by synology-drive-bridge at its start. An unknown key, a wrong type or a missing file ends the bridge with file, line, column and key; synology-drive-bridge check-config says the same without connecting to anything, and synology-drive-bridge schema prints a JSON Schema for editors.',
  'Relative file names are relative to this file. A key without a value counts as left out. A duration is a number with a unit, such as 30s, 5m, 12h or 7d; without a unit it is in seconds.',
  'A password never stands in this file: it has a file of its own, readable by the bridge alone, or comes from the environment.',
];

function keyText({ says, isRequired, fallback, variable }: Key): string[] {
  const parts = [
    says,
    isRequired ? 'Required' : '',
    fallback === undefined ? '' : `Default: ${fallback}`,
    variable === undefined ? '' : `Environment: ${variable}`,
  ];
  return parts.filter(Boolean).flatMap((part) => prose(sentence(part)));
}

const keyTerms = ({ name, keys }: Section): string[] => [
  `.SS ${TITLES[name]}`,
  ...terms(keys.map((key) => ({ term: `${bold(key.name)}: ${italic(key.type)}`, says: keyText(key) }))),
];

/** The manual page of bridge.yaml. */
export function configurationPage(edition: Edition, references: readonly Reference[]): string {
  const lines = [
    ...heading(PAGE, edition),
    ...section('NAME', ['bridge.yaml \\- configuration of synology\\-drive\\-bridge']),
    ...section('SYNOPSIS', [`${bold('synology-drive-bridge')} ${bold('--config')} ${italic('bridge.yaml')}`]),
    ...section(
      'DESCRIPTION',
      DESCRIPTION.flatMap((text, index) => (index === 0 ? prose(text) : ['.PP', ...prose(text)])),
    ),
    ...section('KEYS', configurationSections().flatMap(keyTerms)),
    ...section('ENVIRONMENT', [
      ...prose(
        'A variable that is named with a key above is laid over what stands in the file. <ID> is the id of a NAS in capitals. Beside those there are:',
      ),
      ...terms(
        ['SYNOLOGY_DRIVE_MQTT_PASSWORD', 'SYNOLOGY_DRIVE_NAS_<ID>_PASSWORD'].map((name) => ({
          term: bold(name),
          says: prose('The password, instead of a file.'),
        })),
      ),
    ]),
    ...section(
      'FILES',
      terms([
        {
          term: bold('/etc/synology-drive/bridge.yaml'),
          says: prose('Where the systemd unit looks for it.'),
        },
      ]),
    ),
    ...section('EXAMPLES', ['.EX', ...literal(EXAMPLE.trimEnd()).split('\n'), '.EE']),
    ...seeAlso(references),
  ];
  return `${lines.join('\n')}\n`;
}
