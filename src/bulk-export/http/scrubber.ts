const MASK = '•••';

export type Scrub = (text: string) => string;

/** A scrubber that masks the password wherever a text holds it: plainly, in Base64, or as Basic authentication writes it. */
export function createScrubber(username: string, password: string): Scrub {
  const secrets = [base64(`${username}:${password}`), base64(password), encodeURIComponent(password), password].filter(
    (secret) => secret !== '',
  );
  return (text) => secrets.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, MASK), text);
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
