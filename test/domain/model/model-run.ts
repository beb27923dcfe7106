import { isNamedBy } from '../../../src/contract/ids';
import type { DayMap } from '../../../src/domain/days/day-map';
import type { DayState } from '../../../src/domain/ledger/day-state';
import { HOUR, SECOND } from '../support/instants';
import { Judge } from './judge';
import { Environment, type Outcome } from './environment';
import { ModelExport, type ModelRequest } from './model-export';
import type { SharedJob } from './shared-job';
import { CLEAR_VIEW, type View } from './shared-twilio';
import type { World } from './worlds';

const GOOD_OUTCOME: Outcome = { view: CLEAR_VIEW, create: 'answered', delayMs: 0 };

/** A fair schedule settles every export in fewer rounds; none has needed half as many. */
const MOST_ROUNDS = 5_000;

/** Several exports, run at one Twilio and under one quota, and judged after every step. */
export class ModelRun {
  readonly environment: Environment;
  /** Every export that was begun, in the order of their beginning. */
  readonly exports: ModelExport[] = [];
  readonly #judge: Judge;
  readonly #notBegun: ModelRequest[];

  constructor({ twilio, exports }: World) {
    this.environment = new Environment(twilio);
    this.#notBegun = [...exports];
    this.#judge = new Judge(this.environment);
  }

  /** Let the next export that has not begun begin. */
  async beginNext(view: View): Promise<void> {
    const request = this.#notBegun.shift();
    if (request) await this.#begin(request, view);
  }

  /** Begin a closed export again, with what it had reached. */
  async beginAgain(number: number, view: View): Promise<void> {
    const before = this.exports[number % this.exports.length];
    if (!before || before.isRunning || this.exports.length > 5) return;
    const { request, ledger } = before;
    const nonce = `${request.holder.nonce}+`;
    if (this.exports.some((other) => other.request.holder.nonce === nonce)) return;
    await this.#begin({ ...request, holder: { ...request.holder, nonce } }, view, ledger.days);
  }

  /** Do something with an export that runs, if one does. */
  async with(number: number, act: (modelExport: ModelExport) => Promise<void> | void): Promise<void> {
    const running = this.exports.filter(({ isRunning }) => isRunning);
    const modelExport = running[number % running.length];
    if (modelExport) await act(modelExport);
  }

  /** Whether the export that made a job has heard of it; others' jobs are always known. */
  isKnown({ friendlyName }: SharedJob): boolean {
    return this.exports.every(
      ({ isSubmitting, isTerminated, request }) =>
        !isNamedBy(request.holder.nonce, friendlyName) || !(isSubmitting || isTerminated),
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
    while (this.#notBegun.length > 0) await this.beginNext(CLEAR_VIEW);
    for (const modelExport of this.exports) modelExport.pause = undefined;
    this.environment.setLimit(undefined);
    for (let round = 1; this.exports.some(({ isRunning }) => isRunning); round++) {
      if (round > MOST_ROUNDS) throw new Error(`Not settled after ${round} rounds.`);
      for (const modelExport of this.exports) {
        await modelExport.advance(GOOD_OUTCOME);
        this.judge();
        await modelExport.poll(CLEAR_VIEW, false);
        this.judge();
      }
      this.environment.twilio.pass(this.#untilNextMs());
    }
    this.#judge.judgeEnds(this.exports);
  }

  async #begin(request: ModelRequest, view: View, earlier?: DayMap<DayState>): Promise<void> {
    this.exports.push(await ModelExport.begin(this.environment, request, view, earlier));
  }

  /** Nothing happens by itself for so long; open jobs are looked at again and again. */
  #untilNextMs(): number {
    const running = this.exports.filter(({ isRunning }) => isRunning);
    const nextMs = Math.min(...running.map(({ dueMs }) => dueMs)) - this.environment.twilio.nowMs;
    const pollMs = running.some(({ ledger }) => ledger.jobs.length > 0) ? HOUR : Infinity;
    return Math.max(SECOND, Math.min(nextMs, pollMs));
  }
}
