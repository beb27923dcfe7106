import type { OptionFlags } from './option-flags';

type Switch = 'chart' | 'failed' | 'follow' | 'foreign' | 'json' | 'missing' | 'plan' | 'repair' | 'running' | 'yes';
type Text =
  'account' | 'at' | 'firstDay' | 'from' | 'group' | 'jitter' | 'last' | 'reason' | 'resourceType' | 'since' | 'state' | 'to';

export type Flags = Readonly<Partial<Record<Switch, boolean> & Record<Text, string>>> & OptionFlags;
