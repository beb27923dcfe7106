import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow';
import { loadClientConfigProfile, toClientOptions } from '@temporalio/envconfig';
import { CommandError } from './send-command';

/** Read the settings of the connection by Temporal's envconfig. @throws CommandError for an unknown profile or an invalid setting */
export function readConnectionSettings() {
  try {
    const profile = loadClientConfigProfile({ overrideEnvVars: { ...process.env, ...tlsSwitch(process.env['TEMPORAL_TLS']) } });
    if (!profile.tls?.clientCert !== !profile.tls?.clientKey) {
      throw new Error('a client certificate requires its key, and the key its certificate');
    }
    const { connectionOptions, namespace = '' } = toClientOptions(profile);
    const { address = 'localhost:7233' } = connectionOptions;
    const tls: TLSConfig | false = connectionOptions.tls === true ? {} : (connectionOptions.tls ?? false);
    return { address, namespace: namespace === '' ? 'default' : namespace, connectionOptions: { ...connectionOptions, tls } };
  } catch (error) {
    const [reason] = (error as Error).message.split('\n');
    const advice = 'Check the TEMPORAL_* variables and the configuration file of Temporal.';
    throw new CommandError(`The settings of the connection to Temporal are invalid: ${reason}. ${advice}`);
  }
}

/** Temporal's envconfig takes each value but `true` and `1` for `false`. */
function tlsSwitch(value = ''): { readonly TEMPORAL_TLS?: string } {
  if (/^(true|1|yes)$/i.test(value)) return { TEMPORAL_TLS: 'true' };
  if (value !== '' && !/^(false|0|no)$/i.test(value)) throw new Error(`TEMPORAL_TLS must be true or false, not "${value}"`);
  return {};
}
