/** What stands above the playground before it is opened, and in its place while it cannot be loaded. */

export const ja = {
  heading: "開発者の方へ",
  lead: "このページと同じ答えを、ご自分のサイトやサーバーでも表示できます。",
  open: "プレイグラウンド",
  openNote:
    "いま見ている取引をJSONで編集し、関数の答えとコードを確かめられます。インストール方法と資料もここにあります。",
  failed: "この部分を読み込めませんでした。通信の状態を確認して、ページを再読み込みしてください。",
};

/** @type {typeof ja} */
export const en = {
  heading: "For developers",
  lead: "The answers of this page can be had on your own site or server.",
  open: "Playground",
  openNote:
    "Edit the order that you look at as JSON, and see what each function answers, and the code. How to install it and the references are here, too.",
  failed: "This part could not be loaded. Please check the connection, and load the page again.",
};
