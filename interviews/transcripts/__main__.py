"""`python -m interviews.transcripts FILE` prints the understood transcript as JSON."""

import json
import sys
from pathlib import Path

from . import TranscriptError, read_transcript


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m interviews.transcripts FILE", file=sys.stderr)
        return 2
    path = Path(sys.argv[1])
    try:
        transcript = read_transcript(path.read_bytes(), path.name)
    except TranscriptError as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(json.dumps(transcript.to_dict(), ensure_ascii=False, indent=1).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
