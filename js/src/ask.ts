// What `Core.ask` takes, for each command of the contract.

import type { Command, Requests } from "./contract.js";

/** The request of a command; `ask` fills in `contract`. */
export type RequestOf<C extends Command> = Omit<Requests[C], "contract"> & { contract?: 1 };
