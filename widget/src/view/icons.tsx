/** The widget's icons, drawn on a grid of 24. They are decoration: the buttons around them carry the names. */

import type { ComponentChildren, JSX } from 'preact'

function Icon({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" class="icon">
      {children}
    </svg>
  )
}

export const Close = () => <Icon><path d="M6 6l12 12M18 6L6 18" /></Icon>
export const Send = () => <Icon><path d="M12 19V5M5.5 11.5L12 5l6.5 6.5" /></Icon>
export const More = () => <Icon><path d="M5 12h.01M12 12h.01M19 12h.01" class="dots" /></Icon>
export const Enlarge = () => <Icon><path d="M14 4h6v6M20 4l-7 7M10 20H4v-6M4 20l7-7" /></Icon>
export const Reduce = () => <Icon><path d="M20 10h-6V4M14 10l6.5-6.5M4 14h6v6M10 14l-6.5 6.5" /></Icon>
export const Save = () => <Icon><path d="M12 4v11M6.5 10L12 15.500L17.500 10M5 20h14" /></Icon>
export const Leave = () => <Icon><path d="M14 5h5v5M19 5l-8 8M17 14v5H5V7h5" /></Icon>
export const Compare = () => <Icon><path d="M4 5h6v14H4zM14 5h6v14h-6z" /></Icon>
export const Pay = () => <Icon><path d="M5 20V13M12 20V4M19 20V9" /></Icon>
export const Way = () => <Icon><path d="M5 20c0-6 14-4 14-10M19 10a3 3 0 1 0 0-6a3 3 0 0 0 0 6M5 20h.01" /></Icon>
export const Fit = () => <Icon><path d="M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M12 8.500a3.500 3.500 0 1 1 0 7a3.500 3.500 0 0 1 0-7" /></Icon>
export const Down = () => <Icon><path d="M12 5v14M5.5 12.5L12 19l6.5-6.5" /></Icon>
export const Copy = () => <Icon><path d="M9 9h10v11H9zM5 15V4h10" /></Icon>
export const Check = () => <Icon><path d="M5 12.5l4.5 4.5L19 7.5" /></Icon>
export const Again = () => <Icon><path d="M20 12a8 8 0 1 1-2.3-5.7M20 4v4.5h-4.5" /></Icon>
export const Alert = () => <Icon><path d="M12 7.5v5.5M12 16.5h.01M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18z" /></Icon>
export const Up = () => (
  <Icon><path d="M7 20V10.5M7 10.5L11 3.6c1.5 0 2.4 1 2.2 2.5L12.7 9H19a1.8 1.8 0 0 1 1.8 2.2l-1.5 7A2.2 2.2 0 0 1 17.2 20H7M7 10.5H3.5V20H7" /></Icon>
)
export const DownThumb = () => (
  <Icon><path d="M17 4v9.500M17 13.500L13 20.400c-1.500 0-2.400-1-2.200-2.500L11.300 15H5a1.800 1.800 0 0 1-1.800-2.200l1.500-7A2.200 2.200 0 0 1 6.800 4H17M17 13.500h3.500V4H17" /></Icon>
)
export const Erase = () => <Icon><path d="M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 13h9l1-13" /></Icon>
export const Anew = () => <Icon><path d="M20 14.500V18a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4M18.500 3.500l2 2L13 13l-2.800.8.8-2.800z" /></Icon>

/** The mark of the assistant: a path that rises between two points. */
export const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" class="mark">
    <path d="M7.500 22.500c4.500 0 4.500-6 8.500-6s4-7 8.500-7" />
    <circle cx="7.500" cy="22.500" r="2.600" />
    <circle cx="24.500" cy="9.500" r="2.600" />
  </svg>
)

export const Speech = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true" focusable="false" class="speech">
    <path d="M16 5.500c6.600 0 11.500 4.200 11.500 9.600s-4.900 9.600-11.500 9.600c-1.300 0-2.600-.2-3.800-.5L7 27l.9-4.800C5.700 20.500 4.500 18 4.500 15.100 4.500 9.700 9.400 5.500 16 5.500z" />
    <path d="M10.500 18.500c3 0 3-3.800 5.500-3.800s2.600-4 5.500-4" class="stroke" />
  </svg>
)
