import { parseArgs } from 'node:util';
import { crowdFigures } from './crowd.ts';
import { figureLines } from './figure.ts';

async function main() {
  const { values } = parseArgs({
    options: {
      dialect: { type: 'string', default: 'documented' },
      profile: { type: 'string' },
      'user-devices': { type: 'string', default: '200' },
    },
    allowPositionals: true,
  });
  const figures = await crowdFigures({
    dialect: values.dialect as 'dsm',
    userDevices: Number(values['user-devices']),
    profile: values.profile,
  });
  process.stdout.write(figureLines(figures));
}
void main();
