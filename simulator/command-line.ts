import { Command, InvalidArgumentError, Option } from 'commander';
import ms, { type StringValue } from 'ms';

/** The options of `dayhaul simulator`. */
export interface CommandLine {
  readonly host: string;
  readonly port: number;
  readonly controlPort: number;
  /** By the simulator's clock, milliseconds. */
  readonly jobDuration: number;
  /** By the simulator's clock, milliseconds. */
  readonly queue: number;
  readonly parallel: number;
  readonly quota: number;
  readonly clockSpeed: number;
}

/** Read a command line as `process.argv` has it. Throws commander's errors, after it printed them. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const command = new Command('dayhaul simulator')
    .description('Run a simulated BulkExport API of Twilio until Ctrl-C, then print its report.')
    .showHelpAfterError('(--help shows the options)')
    .exitOverride();
  for (const option of OPTIONS) command.addOption(option);
  return command.parse(argv).opts<CommandLine>();
}

const OPTIONS = [
  new Option('--host <address>', 'Address of the API; 0.0.0.0 for containers').default('127.0.0.1'),
  new Option('--port <n>', 'Port of the API; 0 for any free port').argParser(wholeNumber).default(8801),
  new Option('--control-port <n>', 'Port of the control API, always on 127.0.0.1').argParser(wholeNumber).default(8802),
  new Option('--job-duration <duration>', "Duration of a job, by the simulator's clock").argParser(duration).default(20_000, '20s'),
  new Option('--queue <duration>', 'Time that a job waits before it runs').argParser(duration).default(0, '0s'),
  new Option('--parallel <n>', 'Jobs of an account that run at the same time').argParser(positive).default(Infinity, 'any number'),
  new Option('--quota <days>', 'Days that may be requested per UTC day, or "none"').argParser(daysOrNone).default(366),
  new Option('--clock-speed <n>', 'Speed of the clock; at 0 it stands still until moved').argParser(speed).default(1),
];

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

function positive(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('Give at least 1.');
  return value;
}

function daysOrNone(text: string): number {
  return text === 'none' ? Infinity : wholeNumber(text);
}

function speed(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('Give a number such as 60 or 0.5.');
  return Number(text);
}

function duration(text: string): number {
  const value = /^\d+(\.\d+)?\s*[a-z]+$/i.test(text) ? (ms(text as StringValue) as number | undefined) : undefined;
  if (value === undefined) throw new InvalidArgumentError('Give a duration such as 20s, 5m or 2h.');
  return value;
}
