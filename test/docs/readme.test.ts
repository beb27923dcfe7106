import { scripts } from '../../package.json';
import { readPage } from './support/pages';

const README = readPage('README.md');

test('the README is a landing page: below 150 lines, with six short bullets', () => {
  expect(README.split('\n').length).toBeLessThan(150);
  const [beforeQuickStart = ''] = README.split('## Quick start');
  const bullets = beforeQuickStart.split('\n').filter((line) => line.startsWith('- '));
  expect(bullets).toHaveLength(6);
  for (const bullet of bullets) expect(bullet.slice(2).split(' ').length).toBeLessThanOrEqual(15);
});

test('the README states near its top that Dayhaul never ran against Twilio', () => {
  expect(README.split('## Quick start')[0]).toContain('never run against Twilio itself');
});

test('the README names the version of Node that .nvmrc has', () => {
  expect(README).toContain(`You need Node ${readPage('.nvmrc').trim()} `);
});

test.each(['README.md', 'CONTRIBUTING.md'])('each npm script in %s exists', (page) => {
  const named = [...readPage(page).matchAll(/npm run (?:--silent )?([a-z][\w:-]*)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(1);
  for (const name of named) expect(Object.keys(scripts)).toContain(name);
});
