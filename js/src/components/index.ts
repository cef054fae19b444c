// All elements. Importing this registers them; `surround` gives them the core, the texts and the rest that a page has once.

export type * from "../api.js";
export { MakegoodCredit } from "./credit.js";
export { MakegoodDrill } from "./drill.js";
export { MakegoodInvoice } from "./invoice.js";
export { MakegoodNotice } from "./notice.js";
export { MakegoodQuote } from "./quote.js";
export { REFUND_STEPS, REFUND_UI } from "./refund-texts.js";
export { MakegoodSource } from "./source.js";
export { surround, type Runner, type Surroundings } from "./surroundings.js";
export { STEP_TEXTS } from "./step-texts.js";
export { UI_TEXTS, type Texts, type UiKey } from "./texts.js";
export { MakegoodTimeline } from "./timeline.js";
export { MakegoodTrial } from "./trial.js";
export { Words, type Step } from "./words.js";
