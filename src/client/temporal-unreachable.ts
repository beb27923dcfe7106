import { NOT_TLS, UNKNOWN_AUTHORITY } from '../network/tls-advice';
import { ownCommand } from './own-command';

const CHECK_CLIENT_CERTIFICATE = 'Check TEMPORAL_TLS_CLIENT_CERT_PATH and TEMPORAL_TLS_CLIENT_KEY_PATH.';

/** The failures of TLS with Temporal: how OpenSSL or Rust reports one, what it means, and what to do. */
const TLS_FAILURES: readonly (readonly [pattern: RegExp, cause: string, remedy: string])[] = [
  [/ALTNAME_INVALID/, 'its certificate is for another host', 'Set TEMPORAL_TLS_SERVER_NAME to a name in the certificate.'],
  [/CERT_HAS_EXPIRED/, 'its certificate has expired', 'Renew it, or correct the clock of this machine.'],
  [UNKNOWN_AUTHORITY, 'its certificate has an unknown authority', 'Set TEMPORAL_TLS_SERVER_CA_CERT_PATH to its PEM file.'],
  [/ALERT|closed the connection/, 'it accepts no client without a valid certificate', CHECK_CLIENT_CERTIFICATE],
  [/PEM routines|key values mismatch/, 'the client certificate or its key is invalid', CHECK_CLIENT_CERTIFICATE],
  [NOT_TLS, 'the server does not use TLS', 'Check TEMPORAL_ADDRESS, or set TEMPORAL_TLS=false.'],
];

/** Temporal is not reachable. The message has the address, the cause and what to do. */
export class TemporalUnreachable extends Error {
  override readonly name = 'TemporalUnreachable';

  constructor(address: string, reason: string, remedy = addressRemedy()) {
    const [, cause, tlsRemedy] = TLS_FAILURES.find(([pattern]) => pattern.test(reason)) ?? [undefined, reason, remedy];
    super(`Temporal is not reachable at ${address} (${cause}). ${tlsRemedy}`);
  }
}

/** Only what was set can be wrong. */
function addressRemedy(): string {
  const isSet = process.env['TEMPORAL_ADDRESS'] !== undefined;
  const check = isSet ? 'Check TEMPORAL_ADDRESS.' : 'If Temporal runs elsewhere, set TEMPORAL_ADDRESS.';
  return `${check} Or start Temporal: ${ownCommand('up')}`;
}
