import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/start-simulator';

type Use<Result> = (simulator: Simulator) => Promise<Result>;

/**
 * Run a test against a simulator of its own. The simulator is closed whatever happens; a test that succeeds also fails when a fault
 * it planned did not happen, for then it did not test what it says.
 */
export function withSimulator<Result>(use: Use<Result>): Promise<Result>;
export function withSimulator<Result>(options: SimulatorOptions, use: Use<Result>): Promise<Result>;
export async function withSimulator<Result>(...given: [Use<Result>] | [SimulatorOptions, Use<Result>]): Promise<Result> {
  const [options, use] = given.length === 1 ? [{}, given[0]] : given;
  const simulator = await startSimulator(options);
  try {
    const result = await use(simulator);
    simulator.faults.assertAllHappened();
    return result;
  } finally {
    await simulator.close();
  }
}
