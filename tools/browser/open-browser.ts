import { chromium, type Browser } from 'playwright-core';

/** Keep the browser to the pages it is sent to: no updates, no sync, no first-run page, no look-ups of its own. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
];

/**
 * Open a browser without a window, under a profile of its own that is gone with it. Chromium refuses to run its sandbox as root, so
 * root does without.
 */
export function openBrowser(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, chromiumSandbox: !isRoot, args: QUIET });
}
