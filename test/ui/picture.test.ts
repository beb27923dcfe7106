import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserTest as test } from '../support/browser-test';
import { useExportBench } from '../support/export-bench';
import { takePicture } from './support/picture';

const bench = useExportBench({ ui: true });

test('the Temporal UI tells how far an export is, what it waits for, and what is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dayhaul-picture-'));
  const path = join(folder, 'export.png');

  const { details, pending } = await takePicture(bench(), path);

  expect(details).toMatch(/\d+ of 1095 days complete \(\d+ exported, 1 empty\), 1 missing/);
  expect(details).toMatch(/Waiting for \d open jobs? \(\d+ days\)\./);
  expect(details).toMatch(/- 2023-\d\d-\d\d\.\.2023-\d\d-\d\d .*estimated end 2024-06-03 \d\d:\d\d:00 UTC/);
  expect(details).toContain('Missing: 2021-02-28 (failed, 2 attempts)');
  expect(details).toMatch(/2021-02 +█{27}✗/);
  expect(details).toMatch(/2021-12 +█{24}○█{6}/);
  expect(details).toMatch(/· planned ▒ submitted █ exported ■ delivered ○ empty ✗ missing/);
  expect(pending).toMatch(/Waiting for \d open jobs?\. .*estimated end 2024-06-03 \d\d:\d\d:00 UTC/);
  expect(statSync(path).size).toBeGreaterThan(20_000);
  rmSync(folder, { recursive: true });
});
