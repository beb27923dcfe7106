import { InvalidArgumentError } from 'commander';

/** A number of at least 1, from the command line. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('It must be a whole number.');
  return number;
}
