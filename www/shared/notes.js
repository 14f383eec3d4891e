/** What the policy remarks on each of its rules, by rule id. */
export function ruleNotes({ actions, transitions, duties }) {
  const rules = [
    ...actions.flatMap(({ requires, effects }) => [...requires, ...effects]),
    ...transitions.flatMap((transition) => [transition, ...transition.effects]),
    ...duties,
  ];
  return new Map(rules.filter(({ note }) => note !== null).map(({ rule, note }) => [rule, note]));
}
