// One person's requests without a browser: cookies kept, redirects not followed.

export function session(origin, who) {
  const [kind, id] = who.split(":");
  const jar = new Map(kind ? [[`sandbox_${kind}`, id]] : []);
  const ask = async (path, options = {}) => {
    const headers = { ...options.headers, Cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") };
    const response = await fetch(origin + path, { redirect: "manual", ...options, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
      jar.set(name, value);
    }
    return { status: response.status, headers: response.headers, text: await response.text(), url: path };
  };
  return {
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, form) => ask(path, { method: "POST", body: new URLSearchParams(form) }),
    /** The token of this session, from a page that has forms. */
    token: async () => /name="token" value="(\w+)"/.exec((await ask("/admin/addonmodules.php?module=makegood&tab=settings")).text)?.[1] ?? "",
  };
}
