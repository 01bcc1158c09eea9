/** The widget as a package: the same element as the script's, defined when an application asks for it. */

import { CareerbotElement } from '../element'

export { CareerbotElement, type Configuration } from '../element'
export type { Strings } from '../words/words'

/** Defines `<careerbot-chat>`, once. The element's `data-server` says where the assistant is. */
export function defineCareerbot(): typeof CareerbotElement {
  const { tag } = CareerbotElement
  if (!customElements.get(tag)) customElements.define(tag, CareerbotElement)
  return CareerbotElement
}
