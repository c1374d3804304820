/** Makes sure of a working folder, which yargs asks for while it is loaded; ours may have been removed meanwhile. */
function haveFolder(): void {
  try {
    process.cwd();
  } catch {
    process.chdir('/');
  }
}

/** The module that makes help texts; few runs need it. */
export function loadHelp(): Promise<typeof import('./help.ts')> {
  haveFolder();
  return import('./help.ts');
}
