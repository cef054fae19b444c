// What the panel's page says about itself, in <script type="application/json" id="makegood-config">.

export interface Config {
  version: string;
  api: string;
  token: string | null;
  /** A folder's address, and a prefix of PHP's own delivery: the name is appended to either. */
  assets: string[];
  wasmSha256: string;
  texts: Record<string, string>;
  locale: string;
  zone: string;
}

export function config(): Config {
  const told = JSON.parse(document.getElementById("makegood-config")?.textContent ?? "{}") as Partial<Config>;
  return { version: "", api: "", token: null, assets: [], wasmSha256: "", texts: {}, locale: "", zone: "UTC", ...told };
}

/** Where a file may be, in order. The version keeps an upgraded panel from an old copy. */
export function addresses({ assets }: Config, name: string, version: string): string[] {
  return assets.map((prefix) => {
    const address = new URL(prefix + name, document.baseURI);
    if (version !== "") address.searchParams.set("v", version);
    return address.href;
  });
}
