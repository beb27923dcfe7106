const FOREIGN = /^(TEMPORAL_|TWILIO_|DAYHAUL_(?!TEMPORAL_CLI$))|_proxy$/i;

/**
 * This process's environment without anybody's Temporal, Twilio or proxy settings: what is started with it reaches only what it is
 * told of here.
 */
export function isolatedEnvironment(settings: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !FOREIGN.test(name));
  return { ...Object.fromEntries(kept), TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml', ...settings };
}
