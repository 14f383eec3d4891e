/** What the buttons for copying say. */

export const ja = {
  label: "この画面を共有する",
  buttons: { link: "リンクをコピー", json: "答えをJSONでコピー", code: "コードをコピー", tag: "埋め込みタグをコピー" },
  done: {
    link: "リンクをコピーしました。いま見ている取引と時刻が、そのまま開きます。",
    json: "答えをJSONでコピーしました。",
    code: "コードをコピーしました。npmパッケージtorihikiがあれば、そのまま動きます。",
    tag: "埋め込みタグをコピーしました。",
  },
  refused: "ブラウザーの設定によりコピーできませんでした。次の文字列を選択してコピーしてください。",
  noAnswer: "答えが表示されているときにコピーできます。",
  privacy: "リンクに含まれる取引の内容は、サーバーには送信されません。",
};

/** @type {typeof ja} */
export const en = {
  label: "Share this view",
  buttons: { link: "Copy link", json: "Copy answer as JSON", code: "Copy as code", tag: "Copy embed tag" },
  done: {
    link: "The link is copied. It opens this same order, at this same time.",
    json: "The answer is copied as JSON.",
    code: "The code is copied. With the npm package torihiki it runs as it is.",
    tag: "The embed tag is copied.",
  },
  refused: "The browser did not allow copying. Please select this text and copy it.",
  noAnswer: "You can copy these when there is an answer.",
  privacy: "What the link says about the order is not sent to any server.",
};
