/** What stands above the playground before it is opened, and in its place while it cannot be loaded. */

export const ja = {
  heading: "開発者の方へ",
  lead: "このページと同じ答えを、ご自分のサイトやサーバーでも表示できます。",
  open: "プレイグラウンド",
  openNote:
    "いま見ている取引をJSONで編集し、関数の答えとコードを確かめられます。インストール方法とドキュメントもここにあります。",
  failed: "この部分を読み込めませんでした。通信の状態を確認して、ページを再読み込みしてください。",
};

/** @type {typeof ja} */
export const en = {
  heading: "For developers",
  lead: "You can show the same answers on your own site or server.",
  open: "Playground",
  openNote:
    "Edit the order shown above as JSON, and see what each function answers, and the code. Installation and references are here, too.",
  failed: "This part could not be loaded. Check your connection, then reload the page.",
};
