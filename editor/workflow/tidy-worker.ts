/** Lays a large flow out beside the page, so that one can go on drawing meanwhile. Told the steps, it answers with their places. */
import { tidyPlaces } from './tidy.ts'
import type { Step } from './tree-layout.ts'

self.onmessage = ({ data }: MessageEvent<readonly Step[]>) => self.postMessage(tidyPlaces(data))
