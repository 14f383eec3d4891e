/** What the section of the diagram says beside the diagram itself, in Japanese and English. The names of states, roles and actions come from the policies. */

import { diagramTexts } from "../../shared/diagram/texts.js";

export const ja = {
  diagram: {
    ...diagramTexts.ja,
    summary: "状態の移り変わりを図で見る",
    loading: "図を読み込んでいます。",
    loadFailed:
      "図を読み込めませんでした。通信の状態を確かめてから、ページを再読み込みしてください。同じ内容は下の一覧にあります。",
    boxLabel: "状態の移り変わりの図（横に動かせます）",
    numbered: "図の番号は、下の一覧の番号と同じです。",
    noAnswer: "入力に直すところがあるため、規則だけを示しています。いまの状態と、いまできることは示していません。",
    foreign: (/** @type {string} */ state) => `入力された状態「${state}」は、この資料にはありません。`,
    oneRole: "できるかどうかは、選んだ立場の分だけを示しています。",
    isComing: "このままなら",
    isPast: "すでに起きました：",
    verdicts: { allowed: "いまできます", denied: "いまはできません", unknown: "いまは判断できません" },
    signsLabel: "図の記号",
    signs: {
      today: "いまの状態",
      perhaps: "いまの状態（未確定）",
      next: "次に移れる状態",
      apart: "いまの状態からは移れない状態",
      start: "始まりの状態",
      final: "終わりの状態",
      open: "いま移れる経路",
      shut: "いまは移れない経路",
      alone: "自動でのみ移る経路",
      allowed: "いまできます",
      denied: "いまはできません",
      unknown: "いまは判断できません",
      clock: "自動で起きること",
    },
  },
};

/** @type {typeof ja} */
export const en = {
  diagram: {
    ...diagramTexts.en,
    summary: "See how the states lead to each other",
    loading: "Loading the diagram.",
    loadFailed:
      "The diagram could not be loaded. Check your connection, then reload the page. The list below says the same.",
    boxLabel: "Diagram of the states (scrolls sideways)",
    numbered: "The numbers in the diagram are those of the list below.",
    noAnswer:
      "Something in the form needs correcting, so this shows the rules alone, without the current state and what is possible now.",
    foreign: (state) => `The state “${state}” that was entered does not exist in this source.`,
    oneRole: "Whether something is possible is shown only for the role you have chosen.",
    isComing: "As things stand:",
    isPast: "Has happened:",
    verdicts: { allowed: "possible now", denied: "not possible now", unknown: "cannot tell yet" },
    signsLabel: "Signs in the diagram",
    signs: {
      today: "the state now",
      perhaps: "perhaps the state now",
      next: "can be next",
      apart: "no rule leads here from the state now",
      start: "where an order begins",
      final: "where an order ends",
      open: "open now",
      shut: "shut now",
      alone: "only automatically",
      allowed: "possible now",
      denied: "not possible now",
      unknown: "cannot tell yet",
      clock: "happens automatically",
    },
  },
};
