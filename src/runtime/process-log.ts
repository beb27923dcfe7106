import { format } from 'node:util';

type Level = 'INFO' | 'WARN' | 'ERROR';

/** Write a line about the process itself, in the format of the log. */
export type WriteLine = (level: Level, message: string) => void;

/**
 * The log of a worker's process: lines of JSON, or the messages. As JSON, it takes everything that would reach stderr or stdout:
 * warnings of Node, what libraries print to the console, and errors that nothing catches, which end the process.
 */
export function processLog(logFormat: 'text' | 'json', write: (line: string) => void): WriteLine {
  if (logFormat === 'text') return (_level, message) => write(message);
  const line: WriteLine = (level, message) => write(JSON.stringify({ time: new Date().toISOString(), level, message }));
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => line('WARN', `${name}: ${message.replaceAll(/\s+/g, ' ')}`));
  process.on('uncaughtException', (error) => {
    line('ERROR', error.stack ?? String(error));
    process.exit(1);
  });
  for (const method of ['debug', 'log', 'info', 'warn', 'error'] as const) {
    Object.assign(console, { [method]: (...texts: unknown[]) => line(method === 'error' ? 'ERROR' : 'WARN', format(...texts)) });
  }
  return line;
}
