// The WebAssembly for many orders as a module, for the entries that are to need no file.

import base64 from "../../pkg/torihiki_many_bg.wasm";
import { decoded } from "./base64.js";

export const bytes = decoded(base64);
