/** A wording that users of Dayhaul do not read, and what to write instead. */
export interface BannedWording {
  pattern: RegExp;
  instead: string;
}

/** The wordings that CONTRIBUTING rules out, "Words". A space in a pattern is any white space. */
export const BANNED_WORDINGS: BannedWording[] = [
  ban('nobody|somebody|anybody|everybody|someone|anyone', 'name the actor: "another client", "any user"'),
  ban('whoever|whomever|whatever', 'name the actor or the thing'),
  ban('mend(s|ed|ing)?', 'fix, repair'),
  ban('heed(s|ed|ing|ful)?', 'respect, follow'),
  ban('for ever|forever', 'permanently, indefinitely'),
  ban('ask(s|ed|ing)? (\\S+ )?for', 'request'),
  ban('(is|are|was|were|be|been|being) asked( again)?', 'an active verb: "Dayhaul requests"'),
  ban('go(es)? on|going on|went on|gone on', 'continue'),
  ban('tell(s|ing)?|told', 'show, report, state'),
  ban('look(s|ed|ing)? (at|again|whether)|looked for', 'check, read'),
  ban('speak(s|ing)? of|spoken?', 'mention, describe'),
  ban('want(s|ed|ing)?', 'need, request'),
  ban('wish(es|ed|ing)?', 'request'),
  ban('what (is|was) (there|missing|left|wanted|asked)|what there is', 'the noun of the glossary'),
  ban('those (that|who|which)|who asks', 'the noun of the glossary'),
  ban('nights?|nightly', 'run, scheduled run'),
  ban('giv(e|es|en|ing) up|gave up', 'record as missing, stop retrying'),
  ban('how (it|they|everything|(an|the|this|its) \\w+) stands?', 'status, state'),
  ban('as (it|they) (should|must) be', 'verified, correct'),
  ban('(by|of) (itself|themselves)', 'automatically'),
  ban('any more(?! than)', 'no longer'),
  ban('makes? no sense', 'is invalid'),
  ban('tak(e|es|en|ing) over|took over', 'adopt'),
  ban('(left|leaves?|leaving) (\\S+ )?alone', 'left unchanged'),
  ban('(is|are|was|were) over(?=[.,;:)]|$)', 'has ended, has passed'),
  ban('(ends?|ended) well', 'completes successfully'),
  ban('he|him|his', 'the role: "the operator", "an attacker"'),
  ban('patience|night watch', 'timeout, interval'),
];

function ban(words: string, instead: string): BannedWording {
  return { pattern: new RegExp(`(?<![\\w-])(?:${words.replaceAll(' ', '\\s+')})(?![\\w-])`, 'gi'), instead };
}
