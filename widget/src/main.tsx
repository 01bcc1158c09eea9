/** The entry: defines the element, puts one on the page, and offers the page a small API. */

import { CareerbotElement, type Configuration } from './element'

/** What a page may do with the widget, as `window.Careerbot`. */
interface Api {
  readonly element: CareerbotElement
  open(): void
  close(): void
  toggle(): void
  hide(): void
  show(): void
  /** Takes the widget off this page for good. */
  remove(): void
  send(text: string): Promise<void>
  configure(settings: Configuration): void
  /** Calls a listener on each event, or on all with `*`; returns a function that stops it. */
  on(name: string, listener: (detail: unknown, name: string) => void): () => void
}

/** Settings that a page may leave in `window.Careerbot` before the script is there. */
type Left = Partial<Record<string, unknown>>

declare global {
  interface Window {
    Careerbot?: Api | Left
  }
}

/** A module, and a script that a tag manager copies, is not told which element it came from. */
function ownScript(): HTMLScriptElement | null {
  const { currentScript } = document
  if (currentScript instanceof HTMLScriptElement) return currentScript
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src*="careerbot"]')]
  return scripts.filter(({ src }) => new URL(src).pathname.endsWith('.js')).at(-1) ?? null
}

/** Keeps one widget on the page for the script, unless the page has an element of its own. */
class Mount {
  element: CareerbotElement | null = null
  private isOver = false
  private returns: number[] = []
  private readonly listeners: [string, (event: Event) => void][] = []

  constructor(private readonly data: DOMStringMap) {}

  start(): void {
    this.isOver = false
    if (!this.element?.isConnected) {
      const placed = this.placed()
      if (placed) this.use(placed)
      else this.make()
    }
    window.Careerbot = this.api()
    document.dispatchEvent(new CustomEvent('careerbot:ready'))
  }

  hear(element: CareerbotElement, isThere: boolean): void {
    if (element === this.element) {
      if (!isThere) setTimeout(() => this.recover())
    } else if (isThere) {
      // A copy of the script's own, out of a page that a single-page site had stored.
      if (element.hasAttribute(OF_SCRIPT)) element.remove()
      else if (this.element?.hasAttribute(OF_SCRIPT) || !this.element?.isConnected) this.use(element)
    }
  }

  /** Puts the script's own widget back after the page has replaced its body. */
  private recover(): void {
    if (this.isOver || !this.element || this.element.isConnected) return
    if (this.element.hasAttribute(OF_SCRIPT)) {
      // A page that takes it away again and again does not want it.
      this.returns = this.returns.filter((at) => performance.now() - at < SPAN)
      if (this.returns.push(performance.now()) <= MOST_RETURNS) document.body.append(this.element)
    } else {
      const placed = this.placed()
      if (placed) this.use(placed)
    }
  }

  private placed(): CareerbotElement | null {
    return document.querySelector<CareerbotElement>(`${CareerbotElement.tag}:not([${OF_SCRIPT}])`)
  }

  private make(): void {
    const element = this.element ?? (document.createElement(CareerbotElement.tag) as CareerbotElement)
    for (const [name, value] of Object.entries(this.data)) element.dataset[name] ??= value
    element.setAttribute(OF_SCRIPT, '')
    element.isOfScript = true
    this.take(element)
    document.body.append(element)
  }

  /** Uses an element that the owner placed, in place of the script's own. */
  private use(element: CareerbotElement): void {
    const old = this.element
    this.take(element)
    if (old?.hasAttribute(OF_SCRIPT)) old.remove()
    for (const [name, value] of Object.entries(this.data)) element.dataset[name] ??= value
  }

  private take(element: CareerbotElement): void {
    if (element === this.element) return
    for (const [name, heard] of this.listeners) {
      this.element?.removeEventListener(name, heard)
      element.addEventListener(name, heard)
    }
    this.element = element
  }

  private remove(): void {
    this.isOver = true
    this.element?.remove()
  }

  private api(): Api {
    const element = () => this.element as CareerbotElement
    const mount = this
    return {
      get element() {
        return element()
      },
      open: () => element().open(),
      close: () => element().close(),
      toggle: () => element().toggle(),
      hide: () => element().hide(),
      show: () => element().show(),
      remove: () => this.remove(),
      send: (text) => element().send(text),
      configure: (settings) => element().configure(settings),
      on: (name, listener) => {
        const heard = (event: Event) => {
          const { detail } = event as CustomEvent<unknown>
          if (name === '*') {
            const any = detail as { name: string; detail: unknown }
            listener(any.detail, any.name)
          } else listener(detail, name)
        }
        const entry: [string, (event: Event) => void] = [name === '*' ? 'careerbot:any' : name, heard]
        mount.listeners.push(entry)
        element().addEventListener(...entry)
        return () => {
          mount.listeners.splice(mount.listeners.indexOf(entry) >>> 0, 1)
          element().removeEventListener(...entry)
        }
      },
    }
  }
}

/** How often in so many milliseconds the widget comes back to a page. */
const MOST_RETURNS = 12
const SPAN = 10_000
const OF_SCRIPT = 'data-of-script'
const MOUNT = Symbol.for('careerbot.mount')

const script = ownScript()
const held = window as unknown as { [MOUNT]?: Mount }

if (!customElements.get(CareerbotElement.tag)) {
  const said = window.Careerbot && !('element' in window.Careerbot) ? (window.Careerbot as Left) : {}
  const left = Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  const mount = new Mount({ ...script?.dataset, ...Object.fromEntries(left) })
  held[MOUNT] = mount
  if (script?.src) CareerbotElement.script = script.src
  CareerbotElement.heard = (element, isThere) => mount.hear(element, isThere)
  customElements.define(CareerbotElement.tag, CareerbotElement)
}

// The script may run again, as on a site that takes scripts and elements away and adds them anew.
const begin = () => held[MOUNT]?.start()
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin, { once: true })
else begin()

