// The memories of the modules of the package, for tests of how much of it is taken. Whoever imports this imports the
// package only afterwards, and not at the head of its file.

/**
 * The memories of the modules, in the order in which they are instantiated.
 *
 * @type {WebAssembly.Memory[]}
 */
export const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(made, given) {
    const instance = /** @type {WebAssembly.Instance} */ (Reflect.construct(made, given));
    const { exports } = instance;
    // Node has one of its own.
    if ("__wbindgen_start" in exports) memories.push(/** @type {WebAssembly.Memory} */ (exports.memory));
    return instance;
  },
});
