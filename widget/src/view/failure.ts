/** A refusal of the server as a sentence for the person. */

import type { Refusal } from '../connection/protocol'
import { defaultStrings, fill, type Strings } from '../strings'

export const MOST_CHARACTERS = 1000
const DEFAULT_WAIT = 60

export function sentence(refusal: Refusal, strings: Strings): string {
  const key = `error_${refusal.code}`
  if (key in defaultStrings) {
    return fill(strings[key as keyof Strings], {
      seconds: refusal.retryAfter ?? DEFAULT_WAIT,
      limit: MOST_CHARACTERS.toLocaleString('en-US'),
    })
  }
  return refusal.message || strings.error_unavailable
}
