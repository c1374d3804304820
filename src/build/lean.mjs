import { build } from 'esbuild';

const FROM_UNDICI = /[\\/]undici[\\/]lib[\\/]/;

/**
 * What undici's client asks for and a check never uses: each would be read, compiled and run at every start. HTTP/2 is
 * never spoken (the connection offers http/1.1 only), of node:http a number and a class to compare with are needed,
 * node:assert brings a colouring comparison along, bodies are strings and never streams, and of the two builds of the
 * parser one is enough.
 */
const STUBS = {
  'node:http': 'module.exports = { maxHeaderSize: 16384, IncomingMessage: class {} };',
  'node:assert':
    'module.exports = (value, message) => { if (!value) throw message instanceof Error ? message : Object.assign(new Error(message ?? "assertion failed"), { code: "ERR_ASSERTION" }); };',
  '../web/fetch/body.js': 'module.exports = {};',
  '../llhttp/llhttp_simd-wasm.js': 'module.exports = require("undici/lib/llhttp/llhttp-wasm.js");',
  './client-h2.js': 'module.exports = () => { throw new Error("HTTP/2 is not spoken"); };',
};

/** Leaves out of undici what is not needed. */
const leanUndici = {
  name: 'lean-undici',
  setup({ onResolve, onLoad }) {
    onResolve(
      {
        filter:
          /^(node:http|node:assert|\.\/client-h2(\.js)?|\.\.\/web\/fetch\/body\.js|\.\.\/llhttp\/llhttp_simd-wasm\.js)$/,
      },
      ({ path, importer }) => {
        if (!FROM_UNDICI.test(importer)) return undefined;
        return { path: path.replace(/h2$/, 'h2.js'), namespace: 'stub' };
      },
    );
    onLoad({ filter: /.*/, namespace: 'stub' }, ({ path }) => ({
      contents: STUBS[path],
      resolveDir: process.cwd(),
    }));
  },
};

/**
 * Keeps modules that only few runs need as text within the file, so that Node need not even parse them at the others.
 * Only for modules that share no classes and no state with the rest: they get copies of their own.
 */
const asText = (filter, options) => ({
  name: 'as-text',
  setup({ onResolve, onLoad }) {
    onResolve({ filter }, ({ path, kind, resolveDir, pluginData }) =>
      kind === 'dynamic-import' && !pluginData
        ? { path: `${resolveDir}/${path}`, namespace: 'text' }
        : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'text' }, async ({ path }) => {
      const { outputFiles } = await build({ ...options, entryPoints: [path], banner: {}, write: false });
      return {
        contents: `const inner = { exports: {} };
new Function("module", "exports", "require", "__fileUrl", ${JSON.stringify(outputFiles[0].text)})(inner, inner.exports, require, __fileUrl);
module.exports = inner.exports;`,
      };
    });
  },
});

/** Options that make an executable start fast. */
export function lean(options) {
  return { ...options, plugins: [...(options.plugins ?? []), leanUndici, asText(/\/help\.ts$/, options)] };
}
