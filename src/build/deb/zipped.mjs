import { execFileSync } from 'node:child_process';

/** A file, or a text, as Debian's policy wants it compressed: by gzip itself, without name and time. */
export const zipped = (file) => execFileSync('gzip', ['-9nc', file]);
export const zippedText = (text) => execFileSync('gzip', ['-9nc'], { input: text });
