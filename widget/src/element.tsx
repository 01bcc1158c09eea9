/** `<careerbot-chat>`: the widget as an element, with everything inside its shadow. */

import { render } from 'preact'
import type { BotMessage } from './connection/protocol'
import type { Happening } from './conversation/conversation'
import { guardKeys } from './keys'
import { Layer } from './layer'
import { ATTRIBUTES, readSettings, type Settings } from './settings'
import { sharedOf, type Shared } from './shared'
import answers from './style/answers.css?inline'
import base from './style/base.css?inline'
import cards from './style/cards.css?inline'
import composer from './style/composer.css?inline'
import figures from './style/figures.css?inline'
import low from './style/low.css?inline'
import panel from './style/panel.css?inline'
import { App } from './view/app'
import { languageOf, wordsOf, type Strings } from './words/words'

/** What a page may change at any time. */
export interface Configuration {
  strings?: Partial<Strings>
  theme?: string
  lang?: string
  dir?: string
  title?: string
  subtitle?: string
  launcher?: string
  greeting?: string
  teaser?: string
  consent?: string
  consentLink?: string
  role?: string
  side?: string
  mode?: string
}

/** With these a modal of the page puts all beside it out of reach; in the top layer the widget is still seen. */
const OF_MODALS = ['inert', 'aria-hidden']

let sheets: CSSStyleSheet[] | null = null

function styles(): CSSStyleSheet[] {
  sheets ??= [base, panel, composer, cards, figures, answers, low].map((css) => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    return sheet
  })
  return sheets
}

export class CareerbotElement extends HTMLElement {
  static readonly tag = 'careerbot-chat'
  static readonly observedAttributes = [...ATTRIBUTES, ...OF_MODALS]
  /** The address of the widget's file, from which the server is known. */
  static script = location.href
  /** Hears of each element that comes to the page or leaves it. */
  static heard: (element: CareerbotElement, isThere: boolean) => void = () => undefined

  private strings: Partial<Strings> = {}
  private isOpen = false
  private isHidden = false
  /** How often the panel was asked for: each time the visitor wants to type. */
  private asked = 0
  private settings: Settings | null = null
  /** The texts, and what they were made of: the same texts are the same object, so that nothing is drawn anew. */
  private words: { of: Settings; under: Partial<Strings>; strings: Strings } | null = null
  private shared: Shared | null = null
  private stops: (() => void)[] = []
  private readonly root: ShadowRoot
  private readonly layer = new Layer(this)

  constructor() {
    super()
    this.root = this.attachShadow({ mode: 'open' })
    this.root.adoptedStyleSheets = styles()
  }

  connectedCallback(): void {
    CareerbotElement.heard(this, true)
    if (!this.isConnected) return
    if (this.stops.length) {
      this.draw() // it was moved
      return
    }
    this.layer.start()
    this.stops = [guardKeys(this.root), () => this.layer.stop()]
    this.read()
    const { isOpen } = this.stance()
    this.isOpen = this.settings?.mode !== 'float' || (isOpen ?? this.settings.isOpen)
    if (this.isOpen) void this.shared?.conversation.open()
    this.draw()
  }

  disconnectedCallback(): void {
    CareerbotElement.heard(this, false)
    // Whoever moves an element takes it away first.
    setTimeout(() => {
      if (this.isConnected) return
      for (const stop of this.stops.splice(0)) stop()
      render(null, this.root)
    })
  }

  attributeChangedCallback(name: string, _: string | null, value: string | null): void {
    if (!this.stops.length) return
    if (OF_MODALS.includes(name)) {
      if (value !== null && this.settings?.mode === 'float') this.removeAttribute(name)
      return
    }
    const { shared, settings } = this
    this.read()
    // A panel that comes in sight, or that of another server, has nothing to show yet.
    if (this.isShown && (shared !== this.shared || settings?.mode !== this.settings?.mode)) {
      void this.shared?.conversation.open()
    }
    this.draw()
  }

  private get isShown(): boolean {
    return this.isOpen || this.settings?.mode !== 'float'
  }

  /** So scripts of the page that look at it leave what is typed here alone. */
  override get isContentEditable(): boolean {
    return this.root.activeElement instanceof HTMLTextAreaElement
  }

  /** Of a script that hears keys before the widget can hold them, and knows text fields by their name alone. */
  override get tagName(): string {
    return this.isContentEditable ? 'TEXTAREA' : super.tagName
  }

  /** Whether the widget may move itself, since no owner placed it. */
  set isOfScript(is: boolean) {
    this.layer.isMovable = is
  }

  open(): void {
    this.asked += 1
    this.isHidden = false
    this.setOpen(true)
  }

  close(): void {
    this.setOpen(false)
  }

  toggle(): void {
    if (this.isOpen) this.close()
    else this.open()
  }

  /** Takes launcher and panel off the page, until `show` or `open`. */
  hide(): void {
    this.isHidden = true
    this.draw()
  }

  show(): void {
    this.isHidden = false
    this.draw()
  }

  /** Opens the panel and asks a question. */
  async send(text: string): Promise<void> {
    this.open()
    await this.shared?.conversation.open()
    if (text.trim()) this.shared?.conversation.send(text.trim())
  }

  configure({ strings, ...settings }: Configuration): void {
    this.strings = { ...this.strings, ...strings }
    for (const [name, value] of Object.entries(settings)) {
      if (value !== undefined) this.dataset[name] = value
    }
    this.draw()
  }

  private stance() {
    return this.shared?.keeper.stance() ?? { isOpen: null }
  }

  private read(): void {
    const before = this.shared
    this.settings = readSettings(this.dataset, CareerbotElement.script)
    this.shared = sharedOf(this.settings.server)
    if (this.shared === before) return
    const { conversation } = this.shared
    const answered = (event: Event) => this.emit('message', (event as CustomEvent<BotMessage>).detail)
    const happened = (event: Event) => {
      const { name, detail } = (event as CustomEvent<Happening>).detail
      this.emit(name, detail)
    }
    conversation.addEventListener('answer', answered)
    conversation.addEventListener('happening', happened)
    this.stops.push(() => {
      conversation.removeEventListener('answer', answered)
      conversation.removeEventListener('happening', happened)
      if (this.shared?.conversation === conversation) this.shared = null
    })
  }

  private setOpen(isOpen: boolean): void {
    if (!this.settings || (this.settings.mode !== 'float' && !isOpen)) return
    if (isOpen !== this.isOpen) this.emit(isOpen ? 'open' : 'close')
    this.isOpen = isOpen
    this.shared?.keeper.keepStance({ isOpen })
    if (isOpen) void this.shared?.conversation.open()
    this.draw()
  }

  private emit(name: string, detail: unknown = null): void {
    this.dispatchEvent(new CustomEvent(name, { detail }))
    this.dispatchEvent(new CustomEvent('careerbot:any', { detail: { name, detail } }))
  }

  private draw(): void {
    const { settings, shared } = this
    if (!settings || !shared || !this.stops.length) return
    const { theme, side, mode, dir, lang } = settings
    this.toggleAttribute('data-floats', mode === 'float')
    const isOwn = Object.keys(this.strings).length > 0
    render(
      <div
        class={`widget ${theme} ${side} ${mode}`}
        dir={dir}
        lang={isOwn ? lang : languageOf(lang)}
        hidden={this.isHidden}
        ref={(widget) => void (widget && this.place(widget, mode !== 'inline'))}
      >
        <App
          shared={shared}
          settings={settings}
          strings={this.texts(settings)}
          isOpen={this.isShown}
          asked={this.asked}
          setOpen={(isOpen) => (isOpen ? this.open() : this.close())}
          emit={(name, detail) => this.emit(name, detail)}
        />
      </div>,
      this.root,
    )
  }

  private place(widget: HTMLElement, isOnTop: boolean): void {
    if (isOnTop) this.layer.raise(widget)
    else this.layer.lower(widget)
  }

  /** The language's texts, under what the attributes say, under what the page's script says. */
  private texts(settings: Settings): Strings {
    if (this.words?.of === settings && this.words.under === this.strings) return this.words.strings
    const { lang, title, subtitle, launcher, greeting } = settings
    const said = Object.entries({ title, bot: title, subtitle, launcher, greeting }).filter(([, text]) => text)
    const strings = { ...wordsOf(lang), ...(Object.fromEntries(said) as Partial<Strings>), ...this.strings }
    this.words = { of: settings, under: this.strings, strings }
    return strings
  }
}
