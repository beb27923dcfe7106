import { join } from 'node:path';
import { useExportBench } from '../support/export-bench';
import { takePicture } from './support/picture';

const bench = useExportBench({ ui: true });

test('take the picture of the README', async () => {
  const { details } = await takePicture(bench(), join(__dirname, '../../docs/temporal-ui.png'));
  expect(details).toContain('days complete');
});
