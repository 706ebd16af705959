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

// A QR code is read on this device by browsers that know how to: no picture leaves it, and the link
// is sent as if it had been pasted. With other browsers the person sends one picture, if they want.
const EVERY = 150; // milliseconds between two looks
const LONG = 15_000; // milliseconds without a code, after which we say what helps
const INSTEAD =
  "Take a photograph of the code and choose it above, or paste the link that stands beside it.";

async function reader() {
  const known = await window.BarcodeDetector?.getSupportedFormats().catch(() => []);
  return known?.includes("qr_code") ? new BarcodeDetector({ formats: ["qr_code"] }) : null;
}

const scan = form?.querySelector("[data-scan]");
if (scan) {
  const parts = ["[data-start]", "[data-take]", "video", "[role=status]"];
  const [button, take, video, said] = parts.map((each) => scan.querySelector(each));
  const text = form.querySelector("textarea");
  let stream = null;
  let asking = false;

  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = take.hidden = true;
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
    const opened = stream;
    const [detector] = await Promise.all([reader(), video.play().catch(() => {})]);
    if (stream !== opened) return; // it was stopped meanwhile
    if (detector) return look(detector, Date.now() + LONG);
    said.textContent =
      "This browser reads no codes by itself. Hold the code before the camera and send one picture of it: " +
      "we read it and keep nothing.";
    take.hidden = false;
  };

  take.addEventListener("click", () => {
    const still = document.createElement("canvas");
    [still.width, still.height] = [video.videoWidth, video.videoHeight];
    still.getContext("2d").drawImage(video, 0, 0);
    still.toBlob((picture) => {
      const chosen = new DataTransfer();
      chosen.items.add(new File([picture], "camera.jpg", { type: picture.type }));
      file.files = chosen.files;
      stop();
      said.textContent = "The picture is chosen. Press Check to have it read.";
      send();
    }, "image/jpeg");
  });

  button.addEventListener("click", async () => {
    if (stream) return stop();
    if (asking) return;
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
