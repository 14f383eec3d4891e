/** Registers `<torihiki-order>`. Importing it again, or where there are no custom elements, does nothing. */

import { TorihikiOrderElement } from "./order.js";

export { TorihikiOrderElement };

if (globalThis.customElements !== undefined && customElements.get("torihiki-order") === undefined) {
  customElements.define("torihiki-order", TorihikiOrderElement);
}
