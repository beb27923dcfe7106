/** The oldest server whose start-dev takes the flags and whose API has the features Dayhaul uses. */
const OLDEST_SERVER = { major: 1, minor: 29 };

/** Refuse a version line that is not the Temporal CLI's, or whose server is too old. */
export function requireServerVersion(versionLine: string): void {
  const [, major, minor] = /\bServer (\d+)\.(\d+)/.exec(versionLine) ?? [];
  if (major === undefined || minor === undefined) {
    throw new Error(`"${versionLine}" is not the version line of a Temporal CLI`);
  }
  const isNewEnough =
    Number(major) > OLDEST_SERVER.major || (Number(major) === OLDEST_SERVER.major && Number(minor) >= OLDEST_SERVER.minor);
  if (!isNewEnough) {
    throw new Error(`"${versionLine}" is too old: Dayhaul wants server ${OLDEST_SERVER.major}.${OLDEST_SERVER.minor} or newer`);
  }
}
