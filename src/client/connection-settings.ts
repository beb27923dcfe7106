import { loadClientConnectConfig } from '@temporalio/envconfig';
import { CommandError } from './send-command';

/** Read the settings of the connection by Temporal's envconfig. @throws CommandError for an unknown profile or an invalid file */
export function readConnectionSettings() {
  try {
    const { connectionOptions, namespace = '' } = loadClientConnectConfig();
    const { address = 'localhost:7233' } = connectionOptions;
    return { address, namespace: namespace === '' ? 'default' : namespace, connectionOptions };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    throw new CommandError(
      `The settings of the connection to Temporal are invalid: ${reason}. ` +
        'Check the TEMPORAL_* variables and the configuration file of Temporal.',
    );
  }
}
