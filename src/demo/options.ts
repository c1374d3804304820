import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Ends after one full round. */
  readonly once: boolean;
  /** Says how a real Home Assistant is pointed at it. */
  readonly homeAssistant: boolean;
  /** Where the broker listens, 0 for any free port. */
  readonly port: number;
}

export const DEMO_HELP = `npm run demo -- [--once] [--home-assistant] [--port N]

--once            ends after one full round; so does a run whose output is no terminal
--home-assistant  says how to point a real Home Assistant at it
--port N          port of the broker, instead of any free one`;

/** Throws an Error in words for options that are none. */
export function demoOptions(argv: readonly string[]): DemoOptions | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      once: { type: 'boolean', default: false },
      'home-assistant': { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const port = Number(values.port);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
    throw new Error('--port is a number from 0 to 65535');
  return { once: values.once, homeAssistant: values['home-assistant'], port };
}
