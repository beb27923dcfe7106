import { isNamedBy } from '../../../src/contract/ids';
import type { DayMap } from '../../../src/domain/days/day-map';
import type { DayStanding } from '../../../src/domain/ledger/day-state';
import { HOUR, SECOND } from '../support/instants';
import { Judge } from './judge';
import { Place, type Luck } from './environment';
import { PlayedExport, type PlayedWish } from './model-export';
import type { SharedJob } from './shared-job';
import { CLEAR_SIGHT, type Sight } from './shared-twilio';
import type { World } from './worlds';

const GOOD_LUCK: Luck = { sight: CLEAR_SIGHT, create: 'answered', delayMs: 0 };

/** A fair schedule settles every export in fewer rounds; none has needed half as many. */
const MOST_ROUNDS = 5_000;

/** Several exports, played at one Twilio and under one quota, and judged after every step. */
export class Play {
  readonly place: Place;
  /** Every export that was begun, in the order of their beginning. */
  readonly exports: PlayedExport[] = [];
  readonly #judge: Judge;
  readonly #notBegun: PlayedWish[];

  constructor({ twilio, exports }: World) {
    this.place = new Place(twilio);
    this.#notBegun = [...exports];
    this.#judge = new Judge(this.place);
  }

  /** Let the next export that has not begun begin. */
  async beginNext(sight: Sight): Promise<void> {
    const wish = this.#notBegun.shift();
    if (wish) await this.#begin(wish, sight);
  }

  /** Begin a closed export again, with what it had reached. */
  async beginAgain(number: number, sight: Sight): Promise<void> {
    const before = this.exports[number % this.exports.length];
    if (!before || before.isRunning || this.exports.length > 5) return;
    const { wish, ledger } = before;
    const nonce = `${wish.holder.nonce}+`;
    if (this.exports.some((other) => other.wish.holder.nonce === nonce)) return;
    await this.#begin({ ...wish, holder: { ...wish.holder, nonce } }, sight, ledger.days);
  }

  /** Do something with an export that runs, if one does. */
  async with(number: number, act: (played: PlayedExport) => Promise<void> | void): Promise<void> {
    const running = this.exports.filter(({ isRunning }) => isRunning);
    const played = running[number % running.length];
    if (played) await act(played);
  }

  /** Whether the export that made a job has heard of it; others' jobs are always known. */
  isKnown({ friendlyName }: SharedJob): boolean {
    return this.exports.every(
      ({ isSubmitting, isTerminated, wish }) =>
        !isNamedBy(wish.holder.nonce, friendlyName) || !(isSubmitting || isTerminated),
    );
  }

  judge(): void {
    this.#judge.judge(this.exports);
  }

  /**
   * Let every export come to its end: nobody interferes, and each has its turn again and again.
   *
   * @throws Error when that takes longer than it may
   */
  async settle(): Promise<void> {
    while (this.#notBegun.length > 0) await this.beginNext(CLEAR_SIGHT);
    for (const played of this.exports) played.pause = undefined;
    this.place.setLimit(undefined);
    for (let round = 1; this.exports.some(({ isRunning }) => isRunning); round++) {
      if (round > MOST_ROUNDS) throw new Error(`Not settled after ${round} rounds.`);
      for (const played of this.exports) {
        await played.advance(GOOD_LUCK);
        this.judge();
        await played.poll(CLEAR_SIGHT, false);
        this.judge();
      }
      this.place.twilio.pass(this.#untilNextMs());
    }
    this.#judge.judgeEnds(this.exports);
  }

  async #begin(wish: PlayedWish, sight: Sight, earlier?: DayMap<DayStanding>): Promise<void> {
    this.exports.push(await PlayedExport.begin(this.place, wish, sight, earlier));
  }

  /** Nothing happens by itself for so long; open jobs are looked at again and again. */
  #untilNextMs(): number {
    const running = this.exports.filter(({ isRunning }) => isRunning);
    const nextMs = Math.min(...running.map(({ dueMs }) => dueMs)) - this.place.twilio.nowMs;
    const pollMs = running.some(({ ledger }) => ledger.jobs.length > 0) ? HOUR : Infinity;
    return Math.max(SECOND, Math.min(nextMs, pollMs));
  }
}
