// What is dropped or chosen is checked at once, unless an address is still to be typed. Without this
// script the button does it.
const form = document.querySelector("form[data-verify]");
const file = form?.querySelector("input[type=file]");
const send = () => {
  if (!form.querySelector("details[open]")) form.requestSubmit();
};
file?.addEventListener("change", () => {
  if (file.files.length) send();
});

// A QR code is read on this device: by the browser where it knows how to, else by the reader that is
// loaded for it. No picture leaves the device; the link is sent as if it had been pasted.
const EVERY = 150; // milliseconds between two looks
const LONG = 15_000; // milliseconds without a code, after which we say what helps
const INSTEAD =
  "Take a photograph of the code and choose it above, or paste the link that stands beside it.";

async function reader() {
  const native = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  const { BarcodeDetector } = native?.includes("qr_code")
    ? window
    : await import("./qr-0.7.0/decode.js");
  return new BarcodeDetector({ formats: ["qr_code"] });
}

const scan = form?.querySelector("[data-scan]");
if (scan) {
  const [button, video, said] = ["button", "video", "[role=status]"].map((s) => scan.querySelector(s));
  const text = form.querySelector("textarea");
  let stream = null;
  let asking = false;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.lastChild.textContent = "Scan a QR code";
  };

  const look = async (detector, until) => {
    if (!stream) return;
    const found = await detector.detect(video).catch(() => []);
    if (!stream) return;
    const link = found.map((code) => code.rawValue).find((value) => /^https?:\/\//i.test(value));
    if (link) {
      stop();
      text.value = link;
      said.textContent = "Found a link. Press Check to follow it.";
      text.focus();
      send();
      return;
    }
    if (found.length) said.textContent = "This code holds no link. Show the one of the badge.";
    else if (Date.now() > until) said.textContent = `No code read yet: go closer, with more light. ${INSTEAD}`;
    setTimeout(look, EVERY, detector, until);
  };

  const start = async () => {
    // Only on pages that came safely, and only where there is a camera, does a browser offer one.
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    });
    video.srcObject = stream;
    video.hidden = false;
    button.lastChild.textContent = "Stop";
    said.textContent = "Hold the code before the camera.";
    const [detector] = await Promise.all([reader(), video.play()]);
    look(detector, Date.now() + LONG);
  };

  button.addEventListener("click", async () => {
    if (asking) return;
    if (stream) return stop();
    asking = true;
    try {
      await start();
    } catch (error) {
      stop();
      const why =
        error.name === "NotAllowedError"
          ? "The camera is not allowed here; your browser’s settings for this site can change that."
          : "There is no camera that we can use.";
      said.textContent = `${why} ${INSTEAD}`;
    } finally {
      asking = false;
    }
  });
  addEventListener("pagehide", stop);
  scan.hidden = false;
}
