import { execFileSync } from 'node:child_process';

/** `1.2.0-rc.1` of npm as Debian's, which comes before `1.2.0` there, too. */
export const debianVersion = (version) => `${version.replace('-', '~')}-1`;

/** Seconds since 1970 that everything in the package was made at: those of the commit that is built. */
export function buildTime(environment = process.env) {
  const given = environment.SOURCE_DATE_EPOCH;
  if (given !== undefined && /^\d+$/.test(given)) return Number(given);
  try {
    const git = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
    return Number(execFileSync('git', ['log', '-1', '--format=%ct'], git));
  } catch {
    throw new Error('Outside a clone, SOURCE_DATE_EPOCH has to say when the sources were made (seconds)');
  }
}
