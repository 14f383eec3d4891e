/** What stands above the workbench before it is opened, and in its place while it cannot be loaded. */

export const ja = {
  heading: "規則を書いて試す",
  lead: "マーケットプレイスを運営する方へ。規則をテキストで書くと、このページと同じ答えを確かめられます。",
  open: "規則のエディター",
  openNote:
    "間違いがあると、その場所に表示されます。状態の図、取引の答え、テストの結果も同時に確認できます。内容はどこにも送信されません。",
  failed: "この部分を読み込めませんでした。通信の状態を確認して、ページを再読み込みしてください。",
};

/** @type {typeof ja} */
export const en = {
  heading: "Write the rules",
  lead: "For those who run a marketplace: write its rules as text, and see at once what this page would answer by them.",
  open: "Editor for rules",
  openNote:
    "Problems are underlined where they are; the diagram, the answer for an order and the results of tests follow as you type. Nothing is sent anywhere.",
  failed: "This part could not be loaded. Check your connection, then reload the page.",
};
