/** What the build takes from the analyser of custom elements, whose own declarations do not have it. */
declare module "@custom-elements-manifest/analyzer/index.js" {
  import type { SourceFile } from "typescript-parser";

  interface Typed {
    text: string;
  }

  interface Member {
    kind: "field" | "method";
    name: string;
    description: string;
    static?: boolean;
    readonly?: boolean;
    privacy?: "public" | "protected" | "private";
    type: Typed;
    parameters: { name: string; optional?: boolean; type: Typed }[];
    return: { type: Typed };
  }

  interface Attribute {
    name: string;
    fieldName?: string;
    description: string;
    type: Typed;
  }

  /** A class, as `custom-elements.json` has it. */
  interface Described {
    description: string;
    members: Member[];
    attributes: Attribute[];
    events: { name: string; description: string; type: Typed }[];
  }

  interface Manifest {
    modules: { declarations: Described[]; exports: { declaration: { module: string } }[] }[];
  }

  export const ts: Pick<typeof import("typescript-parser"), "createSourceFile" | "ScriptTarget">;

  export function create(given: { modules: SourceFile[]; plugins: unknown[]; context: { dev: boolean } }): Manifest;
}

declare module "@custom-elements-manifest/analyzer/src/features/framework-plugins/lit/lit.js" {
  export function litPlugin(): unknown[];
}
