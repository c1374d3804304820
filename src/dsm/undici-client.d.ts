/** undici's client alone: its main module would load fetch, WebSocket and caches too, which a check never uses. */
declare module 'undici/lib/dispatcher/client.js' {
  export { Client as default } from 'undici';
}
