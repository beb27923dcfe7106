/** The host pattern for every host of Amazon S3. */
export const AMAZON_S3 = 'amazon-s3';

/** S3's hosts (https://docs.aws.amazon.com/general/latest/gr/s3.html); anyone can rent another host of `amazonaws.com`. */
const AMAZON_S3_HOST = /^([a-z0-9.-]+\.)?s3(-accelerate)?(\.dualstack)?([.-][a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com$/;

/** Whether a text is a host pattern, lower case and without a port. @example 'files.example.com', '*.example.com', 'amazon-s3' */
export function isHostPattern(text: string): boolean {
  return /^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*$|^\[[0-9a-f:.]+\]$/.test(text);
}

/** Whether the patterns allow a host, as in a URL's `hostname`. */
export function isAllowedHost(host: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    if (pattern === AMAZON_S3) return AMAZON_S3_HOST.test(host);
    return pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern;
  });
}

/** Whether a host is this machine itself, which plain http may reach. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}
