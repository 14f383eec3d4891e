/** Registers `<torihiki-order>`. Importing it again, or where there are no custom elements, does nothing. */

import { TorihikiOrderElement } from "./order.js";

export { TorihikiOrderElement };

// In a content script of an extension it is there, and null.
const registry = globalThis.customElements ?? null;

if (registry?.get("torihiki-order") === undefined) registry?.define("torihiki-order", TorihikiOrderElement);
