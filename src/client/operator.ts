import { hostname, userInfo } from 'node:os';

/** The operator of this process for Temporal and for the page of an export, such as `ana@laptop`. */
export function operatorIdentity(): string {
  return `${userName()}@${hostname()}`;
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown'; // a container may run as a user without a name
  }
}
