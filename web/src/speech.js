// The microphone and the voice, both the browser's own.
import { parse, toSpeech } from "./markdown.js";

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const voice = globalThis.speechSynthesis;

export const canListen = Boolean(Recognition);
export const canSpeak = Boolean(voice && globalThis.SpeechSynthesisUtterance);

const REASONS = {
  "not-allowed": "The microphone is not allowed here. You can allow it in the browser's settings, or type instead.",
  "audio-capture": "There is no microphone. You can type instead.",
  "no-speech": "I heard nothing. Try again, or type instead.",
};

/** Listens once. `heard(words, final)` while somebody speaks, `failed(sentence)`, `ended()` always. Returns what stops it. */
export function listen({ heard, failed, ended }) {
  const recognition = new Recognition();
  recognition.lang = "en";
  recognition.interimResults = true;
  recognition.onresult = ({ results }) => heard([...results].map((result) => result[0].transcript).join(" "), results[results.length - 1].isFinal);
  recognition.onerror = ({ error }) => error !== "aborted" && failed(REASONS[error] ?? "The microphone does not work right now. You can type instead.");
  recognition.onend = ended;
  try {
    recognition.start();
  } catch {
    failed(REASONS["audio-capture"]);
    ended();
  }
  return () => recognition.stop();
}

let silence = () => {};

/** Says a text without its marks; `ended` is called once, when it is over or stopped. */
export function speak(text, ended) {
  hush();
  const utterance = new SpeechSynthesisUtterance(toSpeech(parse(text)));
  utterance.lang = "en";
  let over = false;
  silence = () => {
    if (!over) ended();
    over = true;
  };
  utterance.onend = utterance.onerror = silence;
  voice.speak(utterance);
}

export function hush() {
  if (canSpeak) voice.cancel();
  silence();
  silence = () => {};
}
