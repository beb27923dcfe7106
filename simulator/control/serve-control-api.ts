import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { inspect } from 'node:util';
import type { MovableClock } from '../movable-clock';
import type { Simulator } from '../start-simulator';
import { listen } from '../wire/http-server';
import { ControlProblem, type ControlRoute } from './control-route';
import { controlRoutes } from './control-routes';

/** A control API that listens. */
interface ControlApi {
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Open the control API of a simulator: JSON over HTTP, on 127.0.0.1 only, without credentials. It has its own port, so that it
 * works during an outage, and none of its requests counts as a request to the API.
 */
export async function serveControlApi(simulator: Simulator, clock: MovableClock, port = 0): Promise<ControlApi> {
  const routes = controlRoutes(simulator, clock);
  return listen((incoming, response) => {
    void answerTo(incoming, routes).then(({ status, body }) => {
      send(response, status, body);
    });
  }, port);
}

interface ControlAnswer {
  readonly status: number;
  /** A text is sent as it is, everything else as JSON; undefined is nothing. */
  readonly body: unknown;
}

async function answerTo(incoming: IncomingMessage, routes: readonly ControlRoute[]): Promise<ControlAnswer> {
  try {
    const content = await text(incoming);
    const body = await resultOf(incoming, content, routes);
    return { status: body === undefined ? 204 : 200, body };
  } catch (error) {
    if (error instanceof ControlProblem) return { status: error.status, body: { problem: error.message } };
    return { status: 500, body: { problem: inspect(error) } };
  }
}

function resultOf({ method = 'GET', url = '/' }: IncomingMessage, content: string, routes: readonly ControlRoute[]): unknown {
  const [path = '/'] = url.split('?', 1);
  if (path === '/') return indexOf(routes);
  const there = routes.flatMap((route) => {
    const match = patternOf(route.path).exec(path);
    return match === null ? [] : [{ route, parameter: match[1] ?? '' }];
  });
  if (there.length === 0) throw new ControlProblem(404, `${path} does not exist. GET / lists all paths.`);
  const found = there.find(({ route }) => route.method === method);
  if (found === undefined) throw new ControlProblem(405, `${method} ${path} is not supported. GET / lists all methods and paths.`);
  return found.route.run(parsed(content), found.parameter);
}

function indexOf(routes: readonly ControlRoute[]): string {
  const rows = routes.map(({ method, path, does, example }) => [
    `${method} ${path}`,
    does,
    example === undefined ? '' : JSON.stringify(example),
  ]);
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const widths = [widthOf(0), widthOf(1), 0];
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{\w+\}/, '([^/]+)').replace('.', '\\.')}$`);
}

function parsed(content: string): unknown {
  if (content === '') return undefined;
  try {
    return JSON.parse(content);
  } catch {
    throw new ControlProblem(400, 'The body is not JSON.');
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  if (body === undefined) {
    response.writeHead(status).end();
  } else if (typeof body === 'string') {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' }).end(body);
  } else {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' });
    response.end(`${JSON.stringify(body, null, 2)}\n`);
  }
}
