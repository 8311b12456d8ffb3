/** In this order: programs claim to be those that came before them as well. */
const BROWSERS = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS)\//, 'Chrome'],
  [/\bVersion\/[\d.]+ .*Safari\//, 'Safari'],
] as const;

const SYSTEMS = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
] as const;

/** Where something was done, as far as it is known. */
interface Source {
  readonly ip: string | null;
  readonly user_agent: string | null;
}

/**
 * From where a request came, in words of our own. What a program says of itself is never repeated: whoever asks for a mail to
 * somebody else would have their text delivered by us.
 */
export function fromWhere({ ip, user_agent }: Source): { readonly ip: string; readonly device: string } {
  return { ip: ip ?? 'an unknown address', device: deviceOf(user_agent ?? '') };
}

function deviceOf(userAgent: string): string {
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1];
  if (browser === undefined) return system === undefined ? 'an unknown device' : `a program on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
