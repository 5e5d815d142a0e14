// What allauth's scripts tell when a passkey was not made or used: said to the person, not to the console.
import { toast } from "./steward.js";

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const known = event.detail.exception?.name === "InvalidStateError";
  toast(known ? "This device has a passkey for you already." : "No passkey was used. Try again, or use another way.", "error");
});
