/** How a line of the log is important. */
type Level = 'INFO' | 'WARN' | 'ERROR';

/** Write a line about the process itself, in the format of the log. */
export type WriteLine = (level: Level, message: string) => void;

/**
 * The log of a worker's process: a line of JSON, or the message. Node's warnings, such as those of the AWS SDK, go there as well.
 */
export function processLog(format: 'text' | 'json', write: (line: string) => void): WriteLine {
  const line: WriteLine = (level, message) => {
    write(format === 'json' ? JSON.stringify({ time: new Date().toISOString(), level, message }) : message);
  };
  if (format === 'json') {
    process.removeAllListeners('warning');
    process.on('warning', ({ name, message }) => {
      line('WARN', `${name}: ${message.replaceAll(/\s+/g, ' ')}`);
    });
  }
  return line;
}
