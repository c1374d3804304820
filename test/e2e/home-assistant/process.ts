import { Peer } from '../peers/peer.ts';
import { type ConfigFolder, ROOT } from './config-folder.ts';

/** What Home Assistant needs of this machine's environment to fetch its integrations' packages. */
const WAY_OUT = /^(PIP_(?!FIND_LINKS)\w+|UV_\w+|SSL_CERT_\w+|REQUESTS_CA_BUNDLE|https?_proxy|no_proxy)$/i;

/** Starts one inside the root, whose mounts are its own, so that they are gone when it is. */
export function startProcess(config: ConfigFolder): Peer {
  const passed = Object.entries(process.env).filter(([name]) => WAY_OUT.test(name));
  const script = `
    mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" &&
    exec chroot "$0" /ha/bin/hass -c "$1"`;
  const hass = ['sh', '-c', script, ROOT, config.inside];
  return new Peer(['unshare', '--mount', '--propagation', 'private', ...hass], {
    env: {
      ...(Object.fromEntries(passed) as Record<string, string>),
      PATH: '/ha/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      LANG: 'C.UTF-8',
    },
    patience: 60_000,
  });
}
