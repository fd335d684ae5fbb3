import { appendFileSync, mkdirSync } from 'node:fs';
import type { Server } from 'node:net';
import { dirname } from 'node:path';
import { logOf, type Rig } from '../rig/rig.ts';

/** What plays a part of a cluster that cannot be had here, in the process of the rig itself. */
export interface StandIn {
  stop(): Promise<void>;
}

/** Several as one. */
export const together = (standIns: readonly StandIn[]): StandIn => ({
  stop: async () => {
    await Promise.all(standIns.map((standIn) => standIn.stop()));
  },
});

/** Writes to the log of a stand-in; a problem does not end it, but is found there. */
export type Log = (what: unknown) => void;

/** Opens the log of a stand-in, `log/<name>.log`. */
export function openLog(rig: Rig, name: string): Log {
  const path = logOf(rig, name);
  mkdirSync(dirname(path), { recursive: true });
  return (what) => {
    const text = what instanceof Error ? (what.stack ?? what.message) : String(what);
    appendFileSync(path, `${new Date().toISOString()} ${text}\n`);
  };
}

/** Listens at an address until it is stopped, open connections included. */
export async function listen(
  server: Server & { closeAllConnections?(): void },
  { host, port }: { readonly host: string; readonly port: number },
): Promise<StandIn> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections?.();
      }),
  };
}

/** Does something every so many milliseconds; what fails is logged, and tried again the next time. */
export function every(milliseconds: number, act: () => Promise<void>, log: Log): StandIn {
  const timer = setInterval(() => void act().catch(log), milliseconds);
  return {
    stop: () => {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}
