import type { z } from 'zod';

/** An action of the control API. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST';
  /** With at most one parameter, in braces. */
  readonly path: string;
  readonly does: string;
  /** An example of its body, if it has one. */
  readonly example?: unknown;
  /** Returns the response. Throws a `ControlProblem` when the request is not valid. */
  run(body: unknown, parameter: string): unknown;
}

/** A rejected request to the control API. */
export class ControlProblem extends Error {
  override readonly name = 'ControlProblem';

  constructor(
    readonly status: 400 | 404 | 405,
    message: string,
  ) {
    super(message);
  }
}

/** Define a route that reads. */
export function read(path: string, does: string, answer: (parameter: string) => unknown): ControlRoute {
  return { method: 'GET', path, does, run: (_body, parameter) => answer(parameter) };
}

/** Define a route that changes something, with a body of the given form. */
export function change<Body>(
  path: string,
  does: string,
  form: z.ZodType<Body>,
  apply: (body: Body, parameter: string) => void,
): ControlRoute {
  const run: ControlRoute['run'] = (body, parameter) => {
    const { data, error } = form.safeParse(body);
    if (error) throw new ControlProblem(400, error.issues.map(described).join('; '));
    apply(data, parameter);
  };
  return { method: 'POST', path, does, example: form.meta()?.['example'], run };
}

function described({ path, message }: z.core.$ZodIssue): string {
  return `${path.length === 0 ? 'the body' : path.join('.')}: ${message}`;
}
