/** Registers `<torihiki-order>`. Importing it again, or where there are no custom elements, does nothing. */

import { TorihikiOrderElement } from "./order.js";

export { TorihikiOrderElement };

// In a content script of an extension they are there, and null.
if (globalThis.customElements && customElements.get("torihiki-order") === undefined) {
  customElements.define("torihiki-order", TorihikiOrderElement);
}
