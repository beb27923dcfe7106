/** The values of the development server's dynamic configuration, by key. */
export type DynamicConfig = Readonly<Record<string, string | number | boolean>>;

/** The kinds of search attributes a Temporal server knows. */
export type SearchAttributeKind = 'Text' | 'Keyword' | 'Int' | 'Double' | 'Bool' | 'Datetime' | 'KeywordList';

export interface ServerSettings {
  readonly port: number;
  /** Undefined: no Web UI. */
  readonly uiPort: number | undefined;
  /** Where the Web UI has payloads decoded. */
  readonly uiCodecEndpoint?: string;
  /** Undefined: the server remembers nothing after its end. */
  readonly dbFilename: string | undefined;
  readonly dynamicConfig?: DynamicConfig;
  readonly searchAttributes?: Readonly<Record<string, SearchAttributeKind>>;
}

/**
 * The frontend switches are the ones the Temporal SDK starts its test servers with. Without the last setting the server looks at
 * its timers once a second, and a wait of 10 ms takes as long as one of 1 s.
 */
const DEFAULT_CONFIG: DynamicConfig = {
  'frontend.enableServerVersionCheck': false,
  'frontend.enableUpdateWorkflowExecution': true,
  'frontend.enableUpdateWorkflowExecutionAsyncAccepted': true,
  'history.timerProcessorMaxTimeShift': '5ms',
};

/**
 * The command line of a development server that listens on 127.0.0.1 only and takes nothing from the person's own Temporal
 * configuration, neither from files nor from the environment.
 */
export function serverArguments(settings: ServerSettings): string[] {
  const { port, uiPort, uiCodecEndpoint, dbFilename, dynamicConfig, searchAttributes = {} } = settings;
  return [
    ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port)],
    ...['--disable-config-file', '--disable-config-env', '--env-file', '/dev/null', '--log-level', 'error'],
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
    ...(uiCodecEndpoint === undefined ? [] : ['--ui-codec-endpoint', uiCodecEndpoint]),
    ...(dbFilename === undefined ? [] : ['--db-filename', dbFilename]),
    ...Object.entries({ ...DEFAULT_CONFIG, ...dynamicConfig }).flatMap(([key, value]) => [
      '--dynamic-config-value',
      `${key}=${JSON.stringify(value)}`,
    ]),
    ...Object.entries(searchAttributes).flatMap(([name, kind]) => ['--search-attribute', `${name}=${kind}`]),
  ];
}
