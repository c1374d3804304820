import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Metafile, Plugin } from 'esbuild';
import { expect, it } from 'vitest';
import { EVALUATED } from './evaluated-modules.ts';

const { bin } = JSON.parse(readFileSync('package.json', 'utf8')) as { bin: Readonly<Record<string, string>> };

interface NativeBundle {
  readonly NAME: string;
  bundleNative(
    names: readonly string[],
    folder: string,
    define: Readonly<Record<string, string>>,
    watchers: readonly Plugin[],
  ): Promise<readonly string[]>;
}

/** The one that a plain run loads, of what is loaded when it is wanted. */
const CHECK = 'plugins/check_synology_drive_connections.ts';

/** What the bundler says of the file that holds the checks. */
async function describeBundle(): Promise<Metafile> {
  const module = pathToFileURL('src/build/native-bundle.mjs').href;
  const { NAME, bundleNative } = (await import(module)) as NativeBundle;
  const folder = mkdtempSync(join(tmpdir(), 'synology-drive-bundles-'));
  const described: Metafile[] = [];
  const watcher: Plugin = {
    name: 'describe',
    setup(build) {
      build.initialOptions.metafile = true;
      build.onEnd(({ metafile }) => void (metafile && described.push(metafile)));
    },
  };
  try {
    await bundleNative(Object.keys(bin), folder, { __COMMIT__: '""' }, [watcher]);
  } finally {
    rmSync(folder, { recursive: true });
  }
  const isMain = ({ outputs }: Metafile) =>
    Object.keys(outputs).some((file) => basename(file) === `${NAME}.js`);
  return described.find(isMain) ?? expect.fail(`${NAME}.js was not bundled`);
}

/** Modules that are evaluated with another one, since it imports them, and leave something in the bundle. */
function evaluatedWith({ inputs, outputs }: Metafile, entry: string): string[] {
  const reached = new Set<string>();
  const reach = (module: string) => {
    if (reached.has(module)) return;
    reached.add(module);
    for (const { path, kind, external } of inputs[module]?.imports ?? [])
      if (!external && (kind === 'import-statement' || path === CHECK)) reach(path);
  };
  reach(entry);
  const sizes = Object.values(outputs)[0]?.inputs ?? {};
  return [...reached].filter((module) => (sizes[module]?.bytesInOutput ?? 0) > 0);
}

it('a plain run of a native check evaluates no module of ours without a reason', async () => {
  const evaluated = evaluatedWith(await describeBundle(), '<stdin>');
  expect(evaluated.toSorted()).toEqual(Object.keys(EVALUATED).toSorted());
});
