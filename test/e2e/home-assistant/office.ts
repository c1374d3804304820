import { defaultScenario } from '../../../src/simulator/default-scenario.ts';
import { dsmScenario } from '../../../src/simulator/dsm-scenario.ts';
import { Mosquitto } from '../peers/mosquitto.ts';
import { Bridge, type NasKeys } from './bridge.ts';
import { joinBroker } from './broker-flow.ts';
import { HomeAssistant } from './home-assistant.ts';
import { Nas } from './nas.ts';

export interface OfficeOptions {
  /** Further keys of the NASes in bridge.yaml. */
  readonly documented?: NasKeys;
  readonly dsm?: NasKeys;
  /** Before Home Assistant starts. */
  readonly furnish?: (ha: HomeAssistant) => void;
}

/** Everything a user of the bridge has: two NASes, one of each dialect, a broker, the bridge, and Home Assistant. */
export class Office {
  readonly documented: Nas;
  readonly dsm: Nas;
  readonly broker: Mosquitto;
  readonly bridge: Bridge;
  readonly ha: HomeAssistant;

  private constructor(parts: Pick<Office, 'documented' | 'dsm' | 'broker' | 'bridge' | 'ha'>) {
    this.documented = parts.documented;
    this.dsm = parts.dsm;
    this.broker = parts.broker;
    this.bridge = parts.bridge;
    this.ha = parts.ha;
  }

  static async open(options: OfficeOptions = {}): Promise<Office> {
    const opened: { close(): Promise<void> }[] = [];
    const keep = <T extends { close(): Promise<void> }>(part: T): T => {
      opened.push(part);
      return part;
    };
    try {
      const documented = keep(await Nas.start('office', 'Office NAS', defaultScenario));
      const dsm = keep(await Nas.start('branch', 'Zweigstelle Süd', dsmScenario));
      const broker = keep(await Mosquitto.start());
      const keys = new Map([
        [documented, options.documented ?? {}],
        [dsm, options.dsm ?? {}],
      ]);
      const bridge = keep(new Bridge(broker.url, keys));
      bridge.start();
      const ha = keep(await HomeAssistant.start(options.furnish));
      await joinBroker(ha, broker.port);
      return new Office({ documented, dsm, broker, bridge, ha });
    } catch (error) {
      for (const part of opened.reverse()) await part.close();
      throw error;
    }
  }

  get nases(): readonly Nas[] {
    return [this.documented, this.dsm];
  }

  /** Closes all of it, whatever becomes of the parts. */
  async close(): Promise<void> {
    const parts = [this.ha, this.bridge, this.broker, this.dsm, this.documented];
    const outcomes = await Promise.allSettled(parts.map((part) => part.close()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed) throw failed.reason;
  }
}
