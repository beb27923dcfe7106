/** In the label of an account whose quota the bad release spoils instead of its exports. */
export const BAD_QUOTA = 'bad-quota';

/** No timer of Dayhaul is as short as the one of the bad release. */
export const ALTERED_MS = 3;
