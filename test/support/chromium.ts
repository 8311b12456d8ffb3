import { type Browser, chromium } from 'playwright-core';
import { isThere } from './installed.js';

/** Debian's, or the one that `CHROMIUM_PATH` names. */
const EXECUTABLE = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether there is a Chromium here; where not, what needs one is left out, and says so. */
export const chromiumIsInstalled = isInstalled();

/** A headless Chromium. Whoever starts it closes it. */
export async function startChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    // Root may not use the sandbox; a small /dev/shm, as containers have it, must not end it.
    args: ['--no-sandbox', '--disable-dev-shm-usage', ...args],
  });
}

function isInstalled(): boolean {
  if (isThere(EXECUTABLE)) return true;
  process.stderr.write('Chromium is not installed: the tests in a real browser are left out.\n');
  return false;
}
