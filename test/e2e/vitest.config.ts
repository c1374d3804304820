import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Tests against real peers: `npx vitest run --config test/e2e/vitest.config.ts --root .`, after peers/install.sh. */
export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  test: {
    include: ['test/e2e/**/*.test.ts'],
    testTimeout: 120_000,
    // Two machines in one are slow at times: what fails twice is broken.
    retry: 1,
    hookTimeout: 240_000,
    teardownTimeout: 60_000,
    // A Home Assistant that starts takes a core by itself; two at once would measure the machine, not the bridge.
    fileParallelism: false,
  },
});
