import { VERSION } from '../../version';

/** How Dayhaul names itself to the API: `dayhaul/<version>`. */
export const USER_AGENT = `dayhaul/${VERSION}`;
