// A password can be looked at, and the suggested one used with a click. Without script it can be typed or pasted.

for (const field of document.querySelectorAll("input[data-password]")) {
  const show = document.createElement("button");
  show.type = "button";
  show.className = "show-password";
  const say = () => {
    const hidden = field.type === "password";
    show.textContent = hidden ? "Show" : "Hide";
    show.ariaLabel = hidden ? "Show the password" : "Hide the password";
  };
  show.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    say();
  });
  say();
  // The field itself stays where it is: moved, it would lose the focus and what is just being typed.
  field.after(show);
}

for (const suggestion of document.querySelectorAll(".passphrase")) {
  const use = document.createElement("button");
  use.type = "button";
  use.className = "btn";
  use.textContent = "Use this one";
  use.addEventListener("click", () => {
    const field = suggestion.closest("form").querySelector("input[autocomplete='new-password']");
    field.value = suggestion.querySelector("code").textContent;
    if (field.type === "password") field.parentElement.querySelector(".show-password").click();
    field.focus();
  });
  suggestion.querySelector("code").after(use);
}
