import { existsSync } from 'node:fs';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The variables that Dayhaul, Temporal's SDK and the AWS SDK read. */
const READ = /^(DAYHAUL|TWILIO|TEMPORAL|AWS|S3)_|^(https?|no|all)_proxy$/i;

/** An empty variable with this prefix removes a header, so it must stay set. */
const EMPTY_COUNTS = 'TEMPORAL_GRPC_META_';

/** The value of a variable; undefined when it is unset or empty. */
export function present(environment: Environment, name: string): string | undefined {
  const value = cleaned(environment[name] ?? '');
  return value === '' ? undefined : value;
}

/** Clean the variables of a process in place: without empty ones, and without blanks and quotes that env files leave. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): void {
  for (const [name, text = ''] of Object.entries(environment)) {
    if (!READ.test(name)) continue;
    const value = cleaned(text);
    if (value === '' && !name.startsWith(EMPTY_COUNTS)) Reflect.deleteProperty(environment, name);
    else if (value !== text) environment[name] = value;
  }
}

/** Docker's env files keep the quotes of `NAME="value"`. */
function cleaned(text: string): string {
  const value = text.trim();
  const [, , quoted] = /^(["'])(.*)\1$/s.exec(value) ?? [];
  return quoted?.trim() ?? value;
}

const ACCOUNTS_FILE = 'dayhaul.yaml';

/** The path of the accounts file: DAYHAUL_CONFIG, which may be `none`, or ./dayhaul.yaml if it exists. */
export function accountsFileOf(environment: Environment): string | undefined {
  const path = present(environment, 'DAYHAUL_CONFIG') ?? (existsSync(ACCOUNTS_FILE) ? ACCOUNTS_FILE : 'none');
  return path === 'none' ? undefined : path;
}
