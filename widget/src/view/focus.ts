/** Where the focus is, and where it goes when what had it is taken away. */

import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** A finger that gets a text field focused gets a keyboard over the answer too. */
export function homeOf(panel: HTMLElement | null): HTMLElement | null {
  if (!panel || matchMedia('(pointer: coarse)').matches) return panel
  return panel.querySelector('textarea') ?? panel
}

export function activeIn(element: HTMLElement | null): HTMLElement | null {
  const root = element?.getRootNode()
  const active = root instanceof ShadowRoot ? root.activeElement : null
  return active instanceof HTMLElement && element?.contains(active) ? active : null
}

/** Keeps the focus in the panel when the part that had it disappears: a pressed button often does. */
export function useKeptFocus(panel: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const box = panel.current
    if (!box) return
    let held: HTMLElement | null = activeIn(box)
    const take = (event: FocusEvent) => (held = event.target as HTMLElement)
    const leave = ({ target }: FocusEvent) => {
      // An element that is taken away may say so first; only one that stays was left by the person.
      queueMicrotask(() => {
        if ((target as HTMLElement).isConnected && !activeIn(box)) held = null
      })
    }
    const observer = new MutationObserver(() => {
      if (held && !held.isConnected && !activeIn(box)) {
        held = null
        homeOf(box)?.focus({ preventScroll: true })
      }
    })
    box.addEventListener('focusin', take)
    box.addEventListener('focusout', leave)
    observer.observe(box, { childList: true, subtree: true })
    return () => {
      box.removeEventListener('focusin', take)
      box.removeEventListener('focusout', leave)
      observer.disconnect()
    }
  }, [panel])
}

/** Where the panel covers the page, Tab goes round within it. */
export function keepTab(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>('button, textarea, a[href], summary, [tabindex="0"]')].filter(
    (stop) => stop.checkVisibility?.({ visibilityProperty: true }) ?? true,
  )
  const active = activeIn(panel)
  const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]]
  if (active !== edge && active !== panel) return
  event.preventDefault()
  other?.focus()
}

/** Keeps the page behind the panel from scrolling, where nothing in the panel can scroll that way. */
export function useStillPage(panel: RefObject<HTMLDivElement | null>, isNeeded: boolean): void {
  useEffect(() => {
    const box = panel.current
    if (!box || !isNeeded) return
    let touchedAt = 0
    const hold = (event: Event, by: number) => {
      for (const part of event.composedPath()) {
        if (!(part instanceof HTMLElement) || part === box) break
        const room = part.scrollHeight - part.clientHeight
        const scrolls = room > 1 && getComputedStyle(part).overflowY !== 'visible'
        if (scrolls && (by < 0 ? part.scrollTop > 0 : part.scrollTop < room - 1)) return
      }
      if (event.cancelable) event.preventDefault()
    }
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && Math.abs(event.deltaY) > Math.abs(event.deltaX)) hold(event, event.deltaY)
    }
    const touch = (event: TouchEvent) => {
      touchedAt = event.touches[0]?.clientY ?? 0
    }
    const move = (event: TouchEvent) => {
      const by = touchedAt - (event.touches[0]?.clientY ?? 0)
      if (event.touches.length === 1 && by) hold(event, by)
    }
    box.addEventListener('wheel', wheel, { passive: false })
    box.addEventListener('touchstart', touch, { passive: true })
    box.addEventListener('touchmove', move, { passive: false })
    return () => {
      box.removeEventListener('wheel', wheel)
      box.removeEventListener('touchstart', touch)
      box.removeEventListener('touchmove', move)
    }
  }, [panel, isNeeded])
}
