/** In the label of an account whose quota the bad release spoils instead of its exports. */
export const BAD_QUOTA = 'bad-quota';
