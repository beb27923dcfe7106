import { PassThrough } from 'node:stream';
import { confirm } from '../../../src/cli/input/confirm';

type Terminal = NonNullable<Parameters<typeof confirm>[2]>;

/** A terminal on which the answer is typed already; without an answer, its input has ended. */
function terminal(answer: string | undefined, isTTY = true) {
  const [stdin, stderr] = [new PassThrough(), new PassThrough()];
  stdin.end(answer === undefined ? '' : `${answer}\n`);
  const streams = { stdin: Object.assign(stdin, { isTTY }), stderr: Object.assign(stderr, { isTTY }) };
  return { streams: streams as unknown as Terminal, shown: () => String(stderr.read() ?? '') };
}

test.each(['y', 'Y', 'yes', ' yes '])('"%s" confirms', async (answer) => {
  const { streams, shown } = terminal(answer);
  await confirm('Cancel export-a?', undefined, streams);
  expect(shown()).toBe('Cancel export-a? [y/N] ');
});

test.each(['', 'n', 'yesterday', undefined])('%p does not', async (answer) => {
  const asked = confirm('Cancel export-a?', undefined, terminal(answer).streams);
  await expect(asked).rejects.toThrow('Not confirmed. Nothing was changed.');
});

test('with --yes nothing is asked, also without a terminal', async () => {
  for (const isTTY of [true, false]) {
    const { streams, shown } = terminal('n', isTTY);
    await confirm('Cancel export-a?', true, streams);
    expect(shown()).toBe('');
  }
});

test('without a terminal and without --yes the command is a usage error that names --yes', async () => {
  const asked = confirm('Cancel export-a?', undefined, terminal('y', false).streams);
  await expect(asked).rejects.toMatchObject({
    name: 'UsageError',
    problems: ['Confirmation required: Cancel export-a? Add --yes to run this command without a terminal.'],
  });
});
