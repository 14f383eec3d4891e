/** How verdicts are told, on the page and in the element alike. */

/** The best verdict among the actions of a verb: one way that is open is enough; `none` where there are no actions. */
export function verdictOf(actions) {
  return (
    ["allowed", "unknown", "denied"].find((verdict) => actions.some((action) => action.verdict === verdict)) ?? "none"
  );
}

/** The verbs of an answer in their order, each as `[verb, actions]`. */
export function actionsByVerb({ verbs, actions }) {
  return Object.entries(verbs).map(([verb, ids]) => [verb, actions.filter(({ id }) => ids.includes(id))]);
}

/** The icon for the status of a requirement. */
export const STATUS_ICONS = { satisfied: "allowed", violated: "denied", unknown: "unknown" };
