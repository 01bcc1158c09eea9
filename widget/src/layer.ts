/**
 * Lifts the widget above the page. In the browser's top layer no ancestor moves, clips, blurs or hides it; an
 * owner who sets `--careerbot-z-index` keeps it out of there, to lay something over it.
 */

export class Layer {
  private widget: HTMLElement | null = null
  private readonly follow = () => {
    this.unzoom()
    this.fit()
  }

  constructor(private readonly host: HTMLElement) {}

  /** Shows the widget's outermost element above everything, also after it was moved. */
  raise(widget: HTMLElement): void {
    this.widget = widget
    const isLow = Boolean(getComputedStyle(this.host).getPropertyValue('--careerbot-z-index'))
    if ('showPopover' in widget && !isLow) {
      widget.popover = 'manual'
      if (this.host.isConnected && !widget.matches(':popover-open')) widget.showPopover()
    }
    this.unzoom()
    this.yieldToDialogs() // one may have been open before
  }

  lower(widget: HTMLElement): void {
    this.widget = widget
    if (widget.matches('[popover]:popover-open')) widget.hidePopover()
    widget.removeAttribute('popover')
    this.unzoom()
  }

  start(): void {
    for (const target of [window, window.visualViewport]) target?.addEventListener('resize', this.follow)
    window.visualViewport?.addEventListener('scroll', this.follow)
    document.addEventListener('toggle', this.yieldToDialogs, true)
    document.addEventListener('close', this.yieldToDialogs, true)
    window.addEventListener('focusin', this.yieldToHidden, true)
  }

  stop(): void {
    for (const target of [window, window.visualViewport]) target?.removeEventListener('resize', this.follow)
    window.visualViewport?.removeEventListener('scroll', this.follow)
    document.removeEventListener('toggle', this.yieldToDialogs, true)
    document.removeEventListener('close', this.yieldToDialogs, true)
    window.removeEventListener('focusin', this.yieldToHidden, true)
  }

  /** Whether the widget may be moved to where it can be used; an element that the owner placed stays there. */
  isMovable = false

  /** A modal dialog in somebody's shadow, which no query finds; it takes the focus when it opens. */
  private hidden: HTMLDialogElement | null = null

  private readonly yieldToHidden = (event: Event) => {
    const dialog = event.composedPath().find((one) => one instanceof HTMLDialogElement)
    if (!dialog?.matches(':modal') || dialog.contains(this.host)) return
    this.hidden = dialog
    dialog.addEventListener('close', this.yieldToDialogs, { once: true })
    this.yieldToDialogs()
  }

  /** A modal dialog makes the page around it inert, so the widget goes into it, and out of it at its end. */
  private readonly yieldToDialogs = () => {
    if (!this.isMovable) return
    if (!this.hidden?.isConnected || !this.hidden.matches(':modal')) this.hidden = null
    const dialogs = document.querySelectorAll<HTMLDialogElement>('dialog:modal')
    const to = this.hidden ?? dialogs[dialogs.length - 1] ?? document.body
    if (this.host.parentNode !== to) to.append(this.host)
  }

  private get isFree(): boolean {
    const { widget } = this
    return Boolean(widget && (widget.hasAttribute('popover') || getComputedStyle(widget).position === 'fixed'))
  }

  /** Undoes the page's `zoom`. */
  private unzoom(): void {
    if (!this.widget) return
    const zoom = (this.host as { currentCSSZoom?: number }).currentCSSZoom ?? 1
    this.widget.style.zoom = this.isFree && zoom !== 1 ? String(1 / zoom) : ''
  }

  /** Follows what a phone's keyboard leaves of the window; asked earlier, the page would be laid out for it. */
  private fit(): void {
    const { widget } = this
    const view = window.visualViewport
    if (!widget || !view) return
    // A pinch changes the view too; only a keyboard takes from its height alone.
    const isPinched = Math.abs(view.scale - 1) > 0.01
    if (this.isFree && !isPinched && view.height < window.innerHeight - 1) {
      widget.style.setProperty('--view-height', `${view.height}px`)
      widget.style.setProperty('--view-top', `${view.offsetTop}px`)
    } else {
      widget.style.removeProperty('--view-height')
      widget.style.removeProperty('--view-top')
    }
  }
}
