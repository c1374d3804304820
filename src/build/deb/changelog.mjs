const PACKAGE = 'synology-drive-monitoring';
const WIDTH = 78;

/** As Debian's changelogs have it, e.g. `Mon, 02 Nov 2026 09:08:07 +0000`. */
const date = (seconds) => new Date(seconds * 1000).toUTCString().replace('GMT', '+0000');

/** Lines of at most so many characters, the first after `first`, the others after `rest`. */
function wrap(text, first, rest) {
  const lines = [];
  for (const word of text.split(/\s+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : undefined;
    if (longer !== undefined && longer.length <= WIDTH) lines[lines.length - 1] = longer;
    else lines.push(`${lines.length === 0 ? first : rest}${word}`);
  }
  return lines.join('\n');
}

/** The sections of CHANGELOG.md, newest first. */
function sections(markdown) {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [title = '', ...lines] = section.split('\n');
      const [, ...items] = `\n${lines.join('\n').trim()}`.split(/^- /m);
      const [, version, date] = /^(\S+)(?: \((.+)\))?/.exec(title) ?? [];
      return { version, date, items: items.map((item) => item.trim()) };
    });
}

/** Version and day of the newest section, as every manual page carries them at its foot. */
export function editionOf(markdown) {
  const [{ version, date } = {}] = sections(markdown);
  return { version, date };
}

/**
 * CHANGELOG.md as a changelog of Debian's. The newest section is of the version that is built, and all are of the build's
 * time, which is more than a day.
 */
export function debianChangelog(markdown, { version, maintainer, time, debianVersion }) {
  const found = sections(markdown);
  if (found.length === 0) throw new Error('CHANGELOG.md has no section that begins with ##');
  return found
    .map(({ version: own, items }, index) => {
      const head = `${PACKAGE} (${index === 0 ? version : debianVersion(own)}) unstable; urgency=medium`;
      const body = items.map((item) => wrap(item, '  * ', '    ')).join('\n');
      return `${head}\n\n${body}\n\n -- ${maintainer}  ${date(time)}\n`;
    })
    .join('\n');
}
