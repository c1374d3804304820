import { SEARCH_PATH } from '../../nagios/extra-opts.ts';
import type { Meaning } from './program.ts';

/** Variables that every program reads which asks a NAS. */
export const ASKING: readonly Meaning[] = [
  { word: 'SYNOLOGY_PASSWORD', says: 'The password, where no --password-file is given.' },
  {
    word: 'MP_STATE_PATH',
    says: 'Where things are kept between runs, in a folder of this user, where no other is named.',
  },
  { word: 'XDG_STATE_HOME', says: 'The same, where MP_STATE_PATH is not set.' },
  { word: 'HOME', says: 'Where neither is set: things are kept in .local/state below it.' },
];

/** Variables that name what a certificate is verified with. */
export const TRUST: readonly Meaning[] = [
  {
    word: 'SSL_CERT_FILE',
    says: "Certificates to trust instead of the system's.",
  },
  { word: 'NODE_EXTRA_CA_CERTS', says: 'Certificates to trust beside those.' },
];

export const EXTRA_OPTS: Meaning = {
  word: 'MP_CONFIG_FILE',
  says: 'The ini file of --extra-opts, where it names none.',
};

export const COLOUR: Meaning = { word: 'NO_COLOR', says: 'Set to anything: no colours on a terminal.' };

/** Where things are kept between runs. */
export const STATE_FOLDER: Meaning = {
  word: '~/.local/state/synology-drive-monitoring',
  says: 'Session, refused log-ins and what else is remembered, readable by their owner alone. A folder of this user in the temporary folder where there is no home.',
};

/** Where --extra-opts looks. */
export const INI_FILES: readonly Meaning[] = SEARCH_PATH.map((word, index) => ({
  word,
  says: index === 0 ? 'Options by section, where --extra-opts names no file.' : 'The next place to look.',
}));
