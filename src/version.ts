declare const __VERSION__: string;

/** This package's version; the bundler and the test runner put it here from package.json. */
export const version: string = __VERSION__;
