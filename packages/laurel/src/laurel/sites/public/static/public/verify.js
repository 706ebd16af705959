// What is dropped or chosen is checked at once, unless an address is still to be typed. Without this
// script the button does it.
const form = document.querySelector("form[data-verify]");
const file = form?.querySelector("input[type=file]");
file?.addEventListener("change", () => {
  if (file.files.length && !form.querySelector("details[open]")) form.requestSubmit();
});

// A QR code is read by the browser itself, where it knows how to; no picture leaves this device.
const scan = form?.querySelector("[data-scan]");
if (scan && "BarcodeDetector" in window && navigator.mediaDevices) {
  const [button, video, said] = ["button", "video", "[role=status]"].map((s) => scan.querySelector(s));
  const text = form.querySelector("textarea");
  let stream = null;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = true;
    button.lastChild.textContent = "Scan a QR code";
  };

  const look = async (detector) => {
    if (!stream) return;
    const found = await detector.detect(video).catch(() => []);
    const link = found.map((code) => code.rawValue).find((value) => /^https?:\/\//i.test(value));
    if (!link) {
      if (found.length) said.textContent = "This code holds no link. Show the one of the badge.";
      setTimeout(look, 200, detector);
      return;
    }
    stop();
    text.value = link;
    said.textContent = "Found a link. Press Check to follow it.";
    text.focus();
  };

  button.addEventListener("click", async () => {
    if (stream) return stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      said.textContent = "The camera is not to be had. Paste the link that stands under the code.";
      return;
    }
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    button.lastChild.textContent = "Stop";
    said.textContent = "Hold the code before the camera.";
    look(new BarcodeDetector({ formats: ["qr_code"] }));
  });

  BarcodeDetector.getSupportedFormats().then((formats) => {
    scan.hidden = !formats.includes("qr_code");
  });
}
