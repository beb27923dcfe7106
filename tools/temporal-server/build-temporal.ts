import { buildWithGo } from '../programs/build-with-go';
import type { PinnedCli } from './read-pinned-cli';

const BUILD_LIMIT = 30 * 60_000;
const VERSION_VARIABLE = 'github.com/temporalio/cli/internal/temporalcli.Version';

export interface BuildTemporalOptions {
  readonly cli: PinnedCli;
  readonly destination: string;
  readonly environment: Readonly<NodeJS.ProcessEnv>;
  readonly onProgress: (line: string) => void;
}

/** Build the pinned Temporal CLI with Go. */
export function buildTemporal({ cli, destination, environment, onProgress }: BuildTemporalOptions): Promise<void> {
  return buildWithGo({
    folder: cli.folder,
    command: 'github.com/temporalio/cli/cmd/temporal',
    flags: ['-ldflags', `-s -w -X ${VERSION_VARIABLE}=${cli.version}`],
    destination,
    environment,
    timeLimit: BUILD_LIMIT,
    onStart: () => {
      onProgress('Building the Temporal CLI, this takes 3 to 8 minutes, once');
    },
  });
}
