import { readFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/**
 * What stands before the program, so that the file runs wherever it is copied to: Node reads a file without extension
 * as CommonJS, but as an ES module beside a package.json that says so. yargs asks for `import.meta.url`, which CommonJS
 * lacks.
 */
const preamble = `#!/usr/bin/env node
var require=require||process.getBuiltinModule("node:module").createRequire(process.argv[1]);
var __fileUrl=require("node:url").pathToFileURL(process.argv[1]).href;`;

/** What every bundle shares: one self-contained file for Node 20.19. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
  define: { 'import.meta.url': '__fileUrl', __VERSION__: JSON.stringify(version) },
  banner: { js: preamble },
};
