// For React 19 with TypeScript: `import type {} from "torihiki/element/react"`.

import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { TorihikiOrderAttributes, TorihikiOrderElement, TorihikiOrderEventMap } from "./element-class.js";

type Own = TorihikiOrderAttributes & {
  [Type in keyof TorihikiOrderEventMap as `on${Type}`]?: (event: TorihikiOrderEventMap[Type]) => void;
};

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "torihiki-order": Own &
        Omit<DetailedHTMLProps<HTMLAttributes<TorihikiOrderElement>, TorihikiOrderElement>, keyof Own>;
    }
  }
}
