import { EventEmitter, once } from 'node:events';

/** Gates that hold requests until they are opened, by name. */
export interface HoldGates {
  /** Wait at a gate until it is open; once open, it stays so. */
  pass(name: string, closing: AbortSignal): Promise<void>;
  /** Wait until a request has come to a gate, now or before. */
  reached(name: string): Promise<void>;
  /** Open one gate; or every gate that was reached. */
  open(name?: string): void;
}

/** Start with every gate closed. */
export function createHoldGates(): HoldGates {
  const reachedGates = new Set<string>();
  const openGates = new Set<string>();
  const events = new EventEmitter().setMaxListeners(Infinity);
  return {
    async pass(name, closing) {
      reachedGates.add(name);
      events.emit(`reached ${name}`);
      if (!openGates.has(name)) await once(events, `open ${name}`, { signal: closing });
    },
    async reached(name) {
      if (!reachedGates.has(name)) await once(events, `reached ${name}`);
    },
    open(name) {
      for (const gate of name === undefined ? reachedGates : [name]) {
        openGates.add(gate);
        events.emit(`open ${gate}`);
      }
    },
  };
}
