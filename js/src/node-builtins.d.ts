// All that the package uses of Node; Node's own types would change the meaning of the browser's globals in every file.

declare module "node:fs/promises" {
  export function readFile(file: string | URL): Promise<Uint8Array<ArrayBuffer>>;
}
