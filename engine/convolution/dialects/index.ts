// The tools whose convolution is computed as they do it: one a file.

import type { DialectName } from "../pipeline";
import type { Semantics } from "../semantics";
import { gimp } from "./gimp";
import { matlab } from "./matlab";
import { opencv } from "./opencv";
import { pillow } from "./pillow";
import { sharp } from "./sharp";
import { svg } from "./svg";

export type Dialect = Semantics;

export const dialects: Record<DialectName, Dialect> = { opencv, pillow, sharp, gimp, svg, matlab };
