import type { ServerProcess } from '../programs/server-process';
import { type ServerPorts, waitUntilAnswering } from './wait-until-answering';

const SECONDS_TO_START = 60;

/** A server ended before it answered: a port was taken, or a setting is wrong. */
export class ServerEnded extends Error {}

/** Wait until a server that was spawned answers; an error when it ends before, or takes longer than a minute. */
export async function waitForStart(server: ServerProcess, ports: ServerPorts): Promise<void> {
  const waiting = new AbortController();
  const timer = setTimeout(() => {
    waiting.abort();
  }, SECONDS_TO_START * 1000);
  const ended = server.exited.then(() => {
    throw new ServerEnded('it ended before it answered');
  });
  try {
    await Promise.race([waitUntilAnswering(ports, waiting.signal), ended]);
  } catch (error) {
    throw waiting.signal.aborted ? new Error(`no answer within ${SECONDS_TO_START} s`) : error;
  } finally {
    clearTimeout(timer);
    waiting.abort();
  }
}
