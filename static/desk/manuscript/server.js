/** Requests to the server. What can go wrong is a network error (TypeError), `SessionOver` or `Refused`. */
import { desk } from "./page.js";

// Browsers let requests outlive their page only up to 64 KB, and a character may be four bytes.
const OUTLIVES_PAGE = 15_000;

export class SessionOver extends Error {}
export class Refused extends Error {}

/** Which of the page's words says what went wrong; a network that is gone is a TypeError. */
export const reasonOf = (error) =>
  error instanceof SessionOver ? "session" : error instanceof TypeError ? "offline" : "refused";

let token = document.querySelector("input[name=csrfmiddlewaretoken]").value;

/** A page of the desk as a document. Its token is taken over, for logging in makes the old one void. */
export async function getPage(url = location.pathname, options = {}) {
  const response = await fetch(url, options);
  if (!response.ok) throw new Refused(response.status);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  token = page.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? token;
  return page;
}

export const isManuscript = (page) => Boolean(page.querySelector("[data-manuscript], [data-import]"));

/** Post JSON and return the response, which is a success or one of the `expected` status codes. */
export async function post(url, data, expected = []) {
  const body = JSON.stringify(data);
  const response = await fetch(url, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    keepalive: body.length < OUTLIVES_PAGE,
  });
  await checkSession(response);
  if (!response.ok && !expected.includes(response.status)) throw new Refused(response.status);
  return response;
}

/** Upload a file as a form does and return the JSON answer; what is refused has the reason as `error`. */
export async function upload(url, name, file) {
  const body = new FormData();
  body.append(name, file);
  const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
  const response = await fetch(url, { method: "POST", body, headers });
  await checkSession(response);
  const answer = await response.json();
  return response.ok ? answer : { error: Object.values(answer).flat().join(" ") };
}

export const getFields = (anchor) => getText(desk.dataset.urlFields.replace("__anchor__", encodeURIComponent(anchor)));

export async function getText(url) {
  const response = await fetch(url);
  await checkSession(response);
  if (!response.ok) throw new Refused(response.status);
  return response.text();
}

async function checkSession(response) {
  if (response.redirected) throw new SessionOver();
  if (response.status !== 403) return;
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
  if (isJson && (await response.clone().json()).login) throw new SessionOver();
  // Somebody logged in again in another tab: the session is fine, only our token is old.
  if (!isManuscript(await getPage())) throw new SessionOver();
}
