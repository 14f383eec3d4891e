/** What stands above the section for developers, and in its place while it cannot be loaded. */

export const ja = {
  heading: "開発者の方へ",
  lead: "このページと同じ答えを、ご自分のサイトやサーバーでも表示できます。ここに表示しているコードは、実際に動かしているファイルそのものです。",
  failed: "この部分を読み込めませんでした。通信の状態を確認して、ページを再読み込みしてください。",
};

/** @type {typeof ja} */
export const en = {
  heading: "For developers",
  lead: "The answers of this page can be had on your own site or server. The code shown here is the very files that run.",
  failed: "This part could not be loaded. Please check the connection, and load the page again.",
};
