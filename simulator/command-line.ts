import { Command, InvalidArgumentError, Option } from 'commander';
import ms, { type StringValue } from 'ms';

/** What `dayhaul simulator` is told. */
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

/** Read a command line as `process.argv` has it. Throws commander's errors, after it told what was wrong. */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const command = new Command('dayhaul simulator')
    .description(
      'A simulated BulkExport API of Twilio, to try things out. Ctrl-C ends it and tells what it saw.',
    )
    .showHelpAfterError('(--help shows the options)')
    .exitOverride();
  for (const option of OPTIONS) command.addOption(option);
  return command.parse(argv).opts<CommandLine>();
}

const OPTIONS = [
  new Option('--host <address>', 'where to listen; 0.0.0.0 for containers').default('127.0.0.1'),
  new Option('--port <n>', 'port of the API; 0 takes any free one').argParser(wholeNumber).default(8801),
  new Option('--control-port <n>', 'port of the control door, on 127.0.0.1 only')
    .argParser(wholeNumber)
    .default(8802),
  new Option('--job-duration <duration>', 'how long a job runs').argParser(duration).default(20_000, '20s'),
  new Option('--queue <duration>', 'how long a job waits before it runs')
    .argParser(duration)
    .default(0, '0s'),
  new Option('--parallel <n>', 'jobs of an account that run at the same time')
    .argParser(positive)
    .default(Infinity, 'any number'),
  new Option('--quota <days>', 'days to be requested per UTC day, or "none"')
    .argParser(daysOrNone)
    .default(366),
  new Option('--clock-speed <n>', 'how many times faster than real its time goes')
    .argParser(speed)
    .default(1),
];

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

function positive(text: string): number {
  const value = wholeNumber(text);
  if (value === 0) throw new InvalidArgumentError('It must be at least 1.');
  return value;
}

function daysOrNone(text: string): number {
  return text === 'none' ? Infinity : wholeNumber(text);
}

function speed(text: string): number {
  if (!/^\d+(\.\d+)?$/.test(text)) throw new InvalidArgumentError('It must be a number such as 60 or 0.5.');
  return Number(text);
}

function duration(text: string): number {
  const value = /^\d+(\.\d+)?\s*[a-z]+$/i.test(text)
    ? (ms(text as StringValue) as number | undefined)
    : undefined;
  if (value === undefined) throw new InvalidArgumentError('It must be a duration such as 20s, 5m or 2h.');
  return value;
}
