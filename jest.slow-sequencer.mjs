import Sequencer from '@jest/test-sequencer';

/** The longest suite first: started last, it would run alone for most of its quarter of an hour. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const isLongest = ({ path }) => path.endsWith('/test/crash/kills.test.ts');
    const sorted = super.sort(tests);
    return [...sorted.filter(isLongest), ...sorted.filter((test) => !isLongest(test))];
  }
}
