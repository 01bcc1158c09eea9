/** The entry: defines the element, puts one on the page, and offers the page a small API. */

import { CareerbotElement } from './element'
import type { Strings } from './strings'

type EventName = 'open' | 'close' | 'message'

/** What a page may do with the widget, as `window.Careerbot`. */
interface Api {
  readonly element: CareerbotElement
  open(): void
  close(): void
  toggle(): void
  send(text: string): Promise<void>
  configure(settings: { strings?: Partial<Strings> }): void
  /** Calls a listener on each event; returns a function that stops it. */
  on(name: EventName, listener: (detail: unknown) => void): () => void
}

declare global {
  interface Window {
    Careerbot?: Api
  }
}

const script = document.currentScript as HTMLScriptElement | null

function apiOf(element: CareerbotElement): Api {
  return {
    element,
    open: () => element.open(),
    close: () => element.close(),
    toggle: () => element.toggle(),
    send: (text) => element.send(text),
    configure: (settings) => element.configure(settings),
    on: (name, listener) => {
      const heard = (event: Event) => listener((event as CustomEvent<unknown>).detail)
      element.addEventListener(name, heard)
      return () => element.removeEventListener(name, heard)
    },
  }
}

/** Uses the element that the page has, or appends one with the settings of the script. */
function mount(): void {
  let element = document.querySelector<CareerbotElement>(CareerbotElement.tag)
  if (!element) {
    element = document.createElement(CareerbotElement.tag) as CareerbotElement
    Object.assign(element.dataset, script?.dataset)
    document.body.append(element)
  }
  window.Careerbot = apiOf(element)
  document.dispatchEvent(new CustomEvent('careerbot:ready'))
}

if (!customElements.get(CareerbotElement.tag)) {
  if (script?.src) CareerbotElement.script = script.src
  customElements.define(CareerbotElement.tag, CareerbotElement)
  if (document.body) mount()
  else document.addEventListener('DOMContentLoaded', mount, { once: true })
}
