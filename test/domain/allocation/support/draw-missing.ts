/** The missing days of a group after so many UTC days of runs, as a share of those before the first run. */
export interface MissingShare {
  readonly day: number;
  readonly share: number;
}

const [WIDTH, HEIGHT] = [480, 240];
const [LEFT, TOP, LEGEND] = [56, 40, 230];
const COLORS = ['#4c78a8', '#f58518', '#e45756', '#72b7b2', '#54a24b'];

/** An SVG with a line per group, by the group's name. */
export function drawMissing(groups: ReadonlyMap<string, readonly MissingShare[]>): string {
  const points = [...groups.values()].flat();
  const lastDay = Math.max(...points.map(({ day }) => day));
  const most = Math.ceil(Math.max(...points.map(({ share }) => share)));
  const x = (day: number) => Math.round(10 * (LEFT + (day / lastDay) * WIDTH)) / 10;
  const y = (share: number) => Math.round(10 * (TOP + HEIGHT - (share / most) * HEIGHT)) / 10;
  const text = (at: readonly [number, number], anchor: string, words: string) =>
    `<text x="${at[0]}" y="${at[1]}" text-anchor="${anchor}">${words}</text>`;
  const years = Array.from({ length: Math.floor(lastDay / 365) + 1 }, (_, year) => year);
  const lines = [...groups].flatMap(([name, shares], index) => {
    const color = COLORS[index % COLORS.length] ?? '';
    const line = shares.map(({ day, share }) => `${x(day)},${y(share)}`).join(' ');
    const legendY = TOP + 12 + 20 * index;
    return [
      `<polyline points="${line}" fill="none" stroke="${color}" stroke-width="2"/>`,
      `<rect x="${LEFT + WIDTH + 16}" y="${legendY - 9}" width="10" height="10" fill="${color}"/>`,
      text([LEFT + WIDTH + 32, legendY], 'start', name),
    ];
  });
  const [width, height] = [LEFT + WIDTH + LEGEND, TOP + HEIGHT + 48];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="white"/>`,
    text([LEFT, 20], 'start', 'Missing days, as a share of those before the first run'),
    `<path d="M${LEFT},${TOP}V${TOP + HEIGHT}H${LEFT + WIDTH}" fill="none" stroke="#888"/>`,
    ...Array.from({ length: most + 1 }, (_, share) => text([LEFT - 8, y(share) + 4], 'end', `${share * 100} %`)),
    ...years.map((year) => text([x(365 * year), TOP + HEIGHT + 18], 'middle', String(year))),
    text([LEFT + WIDTH / 2, TOP + HEIGHT + 38], 'middle', 'years of daily runs'),
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}
