/* The page's own buttons open the assistant, some with a question: the whole use of the widget's API. */
for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => {
    const question = button.dataset.ask
    if (question) window.Careerbot?.send(question)
    else window.Careerbot?.open()
  })
}
