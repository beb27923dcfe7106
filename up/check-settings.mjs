// Says what is missing before the build, which takes half a minute. The worker checks the values.
import console from 'node:console';
import process from 'node:process';

const missing = ['TWILIO_ACCOUNT_SID'].filter((name) => !process.env[name]);
const { TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET } = process.env;
if (!TWILIO_AUTH_TOKEN && !(TWILIO_API_KEY && TWILIO_API_SECRET)) {
  missing.push('TWILIO_AUTH_TOKEN (or TWILIO_API_KEY and TWILIO_API_SECRET)');
}
if (missing.length > 0) {
  console.error(`Error: Missing settings: ${missing.join(', ')}. Set them as environment variables, and run it again.`);
  process.exit(1);
}
