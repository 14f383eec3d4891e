/** What the parts of the section for developers say. */

export const ja = {
  run: "実行する",
  runLabel: (/** @type {string} */ title) => `${title}：実行する`,
  result: "結果",
  running: "実行しています。",
  failed: "実行できませんでした。通信の状態を確認して、もう一度お試しください。",
  unread: "コードを読み込めませんでした。",
  copy: "コピー",
  copyLabel: (/** @type {string} */ file) => `${file}をコピー`,
  copied: "コピーしました。",
  notCopied: "コピーできませんでした。コードを選択してコピーしてください。",
  examples: {
    tag: {
      title: "HTMLのタグを置く",
      text: "スクリプトを1つ読み込み、タグを置くだけです。枠の中は、このHTMLファイルを開いたものです。時刻が進むと、表示は自動で更新されます。属性nowを指定すると、その時刻の答えに固定されます。",
      frame: "タグを置いたページの表示例",
    },
    plain: {
      title: "JavaScriptから呼び出す",
      text: "ビルドの道具は要りません。パッケージのpkgフォルダーをサーバーに置き、モジュールとして読み込みます。",
    },
    package: {
      title: "npmパッケージとして使う",
      text: "Vite、webpack、esbuildでも、Node.jsでも、同じ書き方で使えます。結果は、このファイルをesbuildでまとめて、ここで実行したものです。",
    },
    crate: {
      title: "Rustのサーバーで使う",
      text: "画面とサーバーが、同じ規則から同じ答えを出します。このコードは、テストでコンパイルして実行しています。結果は、コードにある取引を、このページのWebAssemblyに尋ねたものです。HTTPで答えるサーバーの例は、cargo run --example serverで動きます。",
    },
  },
  sizesHeading: "大きさ",
  sizesCaption: "配布するファイルの大きさ（kB）",
  sizeColumns: ["ファイル", "非圧縮", "gzip", "Brotli"],
  sizeNames: {
    "torihiki_bg.wasm": "WebAssembly（全規則、日本語と英語）",
    "index.js": "それを呼び出すJavaScript",
    "element.js + element-class.js": "カスタム要素（使う場合）",
    "index.js + torihiki_bg.wasm": "合計（要素を除く）",
  },
  sizesHow: "npm run sizesで測定しています（gzipはレベル9、Brotliは品質11）。1 kBは1,000バイトです。",
  speedHeading: "速さ",
  speedLead: "1件の取引の答えを出す時間を、お使いのブラウザーで測定できます。",
  measure: "測定する",
  measuring: "測定しています。",
  measured: (/** @type {string} */ time) => `1件あたり ${time}`,
  measuredHow: (/** @type {number} */ runs, /** @type {number} */ calls) =>
    `${runs}回の測定の中央値です。${calls === 1 ? "" : `ブラウザーの時計は粗いため、1回の測定で${calls}件をまとめて計算しています。`}`,
  speedHow: (/** @type {string} */ preview, /** @type {string} */ start) =>
    `参考：Node.js 20（2コアの共有マシン）では、1件あたり${preview}、読み込みから最初の答えまで${start}です。npm run benchで再現できます。`,
  docsHeading: "詳しい説明",
  docs: [
    ["README.md", "引数と戻り値、エラーの一覧、独自の規則の書き方"],
    ["pkg/index.d.ts", "すべての関数と値の型と説明"],
    ["pkg/custom-elements.json", "カスタム要素の属性、イベント、スロット、CSSの変数"],
    ["cargo doc --open", "Rustのクレートの説明"],
  ],
};

/** @type {typeof ja} */
export const en = {
  run: "Run",
  runLabel: (title) => `Run: ${title}`,
  result: "Result",
  running: "Running.",
  failed: "It could not be run. Please check the connection, and try again.",
  unread: "The code could not be loaded.",
  copy: "Copy",
  copyLabel: (file) => `Copy ${file}`,
  copied: "Copied.",
  notCopied: "Copying was not possible. Please select the code and copy it.",
  examples: {
    tag: {
      title: "Put a tag into HTML",
      text: "Load one script and put the tag where it belongs. In the frame, this HTML file is open. What it shows renews itself as time goes on; with the attribute now it stands still at that instant.",
      frame: "A page with the tag",
    },
    plain: {
      title: "Call it from JavaScript",
      text: "No build tools are needed: serve the package's folder pkg, and import the module.",
    },
    package: {
      title: "Use the npm package",
      text: "The same code works with Vite, webpack and esbuild, and in Node. The result comes from this file, bundled by esbuild and run here.",
    },
    crate: {
      title: "Use it in a Rust server",
      text: "Page and server give the same answers by the same rules. Tests compile and run this code. The result comes from asking this page's WebAssembly about the order in it. An example of a server over HTTP runs with cargo run --example server.",
    },
  },
  sizesHeading: "Size",
  sizesCaption: "Sizes of what is served (kB)",
  sizeColumns: ["File", "Raw", "gzip", "Brotli"],
  sizeNames: {
    "torihiki_bg.wasm": "WebAssembly (all rules, in Japanese and English)",
    "index.js": "JavaScript that calls it",
    "element.js + element-class.js": "Custom element (where it is used)",
    "index.js + torihiki_bg.wasm": "Together (without the element)",
  },
  sizesHow: "Measured with npm run sizes (gzip at level 9, Brotli at quality 11). 1 kB is 1,000 bytes.",
  speedHeading: "Speed",
  speedLead: "How long the answer to one order takes can be measured in your own browser.",
  measure: "Measure",
  measuring: "Measuring.",
  measured: (time) => `${time} for one order`,
  measuredHow: (runs, calls) =>
    `Median of ${runs} measurements${calls === 1 ? "" : `, each of ${calls} orders together, since the clocks of browsers are coarse`}.`,
  speedHow: (preview, start) =>
    `For comparison: in Node.js 20, on a shared machine with two cores, ${preview} for one order, and ${start} from import to the first answer. npm run bench measures it again.`,
  docsHeading: "Documentation",
  docs: [
    ["README.md", "what is passed and returned, all errors, and how to write rules of your own"],
    ["pkg/index.d.ts", "types and descriptions of all functions and values"],
    ["pkg/custom-elements.json", "attributes, events, slots and CSS properties of the element"],
    ["cargo doc --open", "the documentation of the Rust crate"],
  ],
};
