import { readElf } from './elf.mjs';

/** The oldest glibc that the executables are tested with, that of Debian 11; and its files. */
const TESTED_GLIBC = '2.31';
const OF_GLIBC = /^(libc|ld-linux-x86-64|ld-linux-aarch64|libpthread|libdl|libm|librt)\.so\.\d+$/;

/** Fills `${name}` in a text; a name without a value is an error. */
export function fill(template, values) {
  return template.replaceAll(/\$\{([a-z-]+)\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`nothing to put in place of \${${name}}`);
    return String(values[name]);
  });
}

const minor = (version) => Number(version.split('.')[1]);

/** The packages that an executable needs, as control's `Depends` has it, and the architecture that it is for. */
export function needsOf(executable) {
  const { architecture, needed, glibc } = readElf(executable);
  const strange = needed.filter((library) => !OF_GLIBC.test(library));
  if (strange.length > 0)
    throw new Error(`which Debian package has ${strange.join(', ')}? control has to name it`);
  if (minor(glibc) > minor(TESTED_GLIBC)) throw new Error(`glibc ${glibc} is newer than what is tested with`);
  return { architecture, libraries: `libc6 (>= ${TESTED_GLIBC})` };
}
