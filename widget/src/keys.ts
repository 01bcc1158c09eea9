/**
 * Keeps what is typed in the widget, and its focus, from the page: its shortcuts would steal letters, since to the page the
 * target of such an event is the widget's element and no text field.
 */

const KEYS = ['keydown', 'keypress', 'keyup'] as const
const OTHERS = ['copy', 'cut', 'paste', 'focusin'] as const

/** Guards the keys of a shadow root; returns what ends that. */
export function guardKeys(root: ShadowRoot): () => void {
  const hold = (event: KeyboardEvent) => {
    const [target] = event.composedPath()
    if (!(target instanceof Node) || target.getRootNode() !== root) return
    event.stopImmediatePropagation()
    const copy = new KeyboardEvent(event.type, {
      key: event.key, code: event.code, location: event.location, repeat: event.repeat, keyCode: event.keyCode,
      isComposing: event.isComposing, ctrlKey: event.ctrlKey, altKey: event.altKey, shiftKey: event.shiftKey,
      metaKey: event.metaKey, bubbles: true, cancelable: true, composed: false,
    })
    if (!target.dispatchEvent(copy)) event.preventDefault()
  }
  // A modal of the page pulls back the focus when it hears that something else took it.
  const holdFocus = (event: FocusEvent) => {
    const [target] = event.composedPath()
    if (!(target instanceof Node) || target.getRootNode() !== root) return
    event.stopImmediatePropagation()
    target.dispatchEvent(new FocusEvent('focusin', { relatedTarget: event.relatedTarget, bubbles: true }))
  }
  const stop = (event: Event) => event.stopPropagation()
  window.addEventListener('focusin', holdFocus, true)
  for (const name of KEYS) window.addEventListener(name, hold, true)
  // What was typed in a shadow that the window cannot see into still ends here.
  for (const name of [...KEYS, ...OTHERS]) root.addEventListener(name, stop)
  return () => {
    window.removeEventListener('focusin', holdFocus, true)
    for (const name of KEYS) window.removeEventListener(name, hold, true)
    for (const name of [...KEYS, ...OTHERS]) root.removeEventListener(name, stop)
  }
}

/** Whether a key belongs to an input method: Safari says so only by the code 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}
