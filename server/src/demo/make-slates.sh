#!/usr/bin/env bash
# Makes the four slates, which viewers see where there is no picture: starting.ts, unavailable.ts, limit.ts and expired.ts.
#
#   server/src/demo/make-slates.sh [DIRECTORY]       default: server/src/main/resources/slates
#
# Needs ffmpeg and ffprobe with libx264 and drawtext, and the DejaVu fonts (Debian: ffmpeg fonts-dejavu-core).
#
# Each lasts exactly 3.2 s, so that it can follow itself for ever: 80 pictures at 25 per second in 4 closed GOPs of 0.8 s,
# and 150 AAC frames of 1,024 silent samples at 48 kHz. A second would not do: 46.875 frames of sound fill it, 150 fill 3.2.
# As in make-clips.sh only the middle of the sound is kept, so that there is no encoder delay at its start.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
out=${1:-$root/server/src/main/resources/slates}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pictures=80 group=20 sound_frames=150 most_bytes=61440
bold=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
plain=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
for font in "$bold" "$plain"; do
  [ -r "$font" ] || { echo "make-slates: $font is missing (Debian: fonts-dejavu-core)" >&2; exit 1; }
done

ff() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }

ff -f lavfi -i anullsrc=channel_layout=stereo:sample_rate=48000:duration=9.6 \
  -c:a aac -profile:a aac_low -b:a 32k -flags:a +bitexact "$work/long.aac"
ff -i "$work/long.aac" -ss 3.2 -frames:a $sound_frames -c copy "$work/sound.aac"
# several frames to a PES packet, and read without a parser afterwards, so that they stay together
ff -i "$work/sound.aac" -c copy -muxdelay 0.3 -f mpegts "$work/sound.pes"

# --- pictures: a dark ground, a shape in the upper half, a sentence below it --------------------------------------------------

# Shapes are expressions from 0 to 1 in x and y, pixels from the shape's middle; edges are one pixel soft.
x='(X-640)' y='(Y-255)'
disc() { echo "clip($3+0.5-hypot($x-($1),$y-($2)),0,1)"; }                          # MIDDLE-X MIDDLE-Y RADIUS
ring() { echo "clip(4.5-abs(hypot($x,$y)-$1),0,1)"; }                               # RADIUS
line() { # X1 Y1 X2 Y2: nine pixels wide, with round ends
  local along="clip((($x-($1))*($3-($1))+($y-($2))*($4-($2)))/(pow($3-($1),2)+pow($4-($2),2)),0,1)"
  echo "clip(5-hypot($x-($1)-($3-($1))*$along,$y-($2)-($4-($2))*$along),0,1)"
}
most() { # the union of shapes
  local all=$1
  shift
  for shape in "$@"; do all="max($all,$shape)"; done
  echo "$all"
}
person() { # MIDDLE-X SIZE: a head, and shoulders cut off below
  echo "max($(disc "$1" "-$((30 * $2 / 100))" "$((26 * $2 / 100))"),$(disc "$1" "$((58 * $2 / 100))" "$((48 * $2 / 100))")*lt($y,$((62 * $2 / 100))))"
}
box() { # HALF-WIDTH HALF-HEIGHT: a frame with round corners
  echo "clip(4.5-abs(hypot(max(abs($x)-($1-16),0),max(abs($y)-($2-16),0))-16),0,1)"
}

starting=$(most "$(ring 78)" "clip(min($x+20.5,42-$x-abs($y)*1.6),0,1)")
unavailable=$(most "$(box 105 70)" "$(line -45 98 45 98)" "$(line -36 -30 36 30)" "$(line -36 30 36 -30)")
limit=$(most "$(person -78 90)*not($(disc 0 58 64)+$(disc 0 -30 40))" "$(person 78 90)*not($(disc 0 58 64)+$(disc 0 -30 40))" "$(person 0 115)")
expired=$(most "$(ring 82)" "$(line 0 0 0 -52)" "$(line 0 0 36 22)")

# slate NAME COLOUR(R G B) SHAPE MOVEMENT SENTENCE [SECOND-SENTENCE]
slate() {
  local name=$1 colour=($2) shape=$3 movement=$4 second=${6:-}
  pixel() { echo "$1*(1-($shape))+$2*($shape)"; }
  local ground="color=c=0x161b26:s=1280x720:r=25:d=0.04,format=gbrp,
    geq=r='$(pixel 22 "${colour[0]}")':g='$(pixel 27 "${colour[1]}")':b='$(pixel 38 "${colour[2]}")',
    drawtext=fontfile=$bold:text='$5':fontsize=38:fontcolor=0xe6ebf5:x=(w-tw)/2:y=440,
    drawtext=fontfile=$plain:text='$second':fontsize=32:fontcolor=0x9aa6bd:x=(w-tw)/2:y=504"
  ff -f lavfi -i "${ground//$'\n'/},loop=loop=-1:size=1,setpts=N/25/TB$movement" -fflags +noparse -i "$work/sound.pes" \
    -filter_complex "[0:v]scale=out_color_matrix=bt709:out_range=tv,format=yuv420p,trim=end_frame=$pictures[v]" \
    -map '[v]' -map 1:a -c:a copy -c:v libx264 -preset veryslow -tune animation -profile:v high -level:v 3.1 -crf 30 \
    -threads:v 1 -g $group -keyint_min $group -sc_threshold 0 -bf 0 -x264-params open_gop=0:aud=1 \
    -pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 \
    -muxdelay 0 -muxpreload 0 -pat_period 0.8 -sdt_period 3.2 -mpegts_transport_stream_id 1 -mpegts_service_id 1 \
    -metadata service_name=Sintonia -metadata service_provider=Sintonia -fflags +bitexact -f mpegts "$work/$name.ts"
  # the muxer begins with SDT, PAT, PMT; a clip begins with PAT and PMT, as a viewer's stream does
  packets() { dd if="$work/$name.ts" bs=188 status=none "$@"; }
  { packets skip=1 count=2; packets count=1; packets skip=3; } > "$out/$name.ts"
  prove "$name.ts"
}

# --- the proof ----------------------------------------------------------------------------------------------------------------

fail() { echo "make-slates: $1" >&2; exit 1; }

# prove CLIP: what the looping of it relies on
prove() {
  local clip=$out/$1 bytes
  bytes=$(stat -c %s "$clip")
  [ $((bytes % 188)) = 0 ] || fail "$1 has $bytes bytes: expected whole packets of 188"
  [ "$bytes" -le $most_bytes ] || fail "$1 has $bytes bytes: expected $most_bytes at the most"
  # the first two packets: start of unit on PID 0 (PAT), then on PID 0x1000 (PMT, where this muxer puts it)
  [ "$(od -An -tx1 -N4 "$clip" | tr -d ' ')" = 47400010 ] || fail "$1 does not begin with a PAT"
  [ "$(od -An -tx1 -j188 -N4 "$clip" | tr -d ' ')" = 47500010 ] || fail "$1: the second packet is no PMT"
  times() { ffprobe -v error -select_streams "$1" -show_entries packet="$2" -of csv=p=0 "$clip" | sed 's/,*$//;/^$/d'; }
  times a:0 pts | awk -v n=$sound_frames '$1 != (NR-1)*1920 { bad = 1 } END { exit bad || NR != n }' ||
    fail "$1: expected $sound_frames AAC frames, 1,920 ticks apart, from 0"
  [ "$(ffprobe -v error -select_streams v:0 -show_entries stream=codec_name,profile,width,height,has_b_frames -of csv=p=0 "$clip" | sed -n '1s/,*$//p')" = "h264,High,1280,720,0" ] ||
    fail "$1: expected h264 High, 1280x720, without B-frames"
  times v:0 pts,dts,flags | awk -F, -v n=$pictures -v group=$group '
    $1 != (NR-1)*3600 || $2 != $1 { bad = 1 }
    ($3 ~ /K/) != ((NR-1) % group == 0) { bad = 1 }
    END { exit bad || NR != n }' || fail "$1: expected $pictures pictures, 3,600 ticks apart, from 0, a key frame each $group"
  [ "$(ffprobe -v error -show_entries packet=stream_index,flags -read_intervals '%+#1' -of csv=p=0 "$clip" | sed 's/,*$//;s/_*$//')" = "0,K" ] ||
    fail "$1: the first thing after the tables is no key frame"
  ff -xerror -i "$clip" -f null - || fail "$1 does not decode"
  printf '%-15s %6d bytes, 3.2 s, %3d kbit/s\n' "$1" "$bytes" $((bytes * 8 * 10 / 32 / 1000))
}

dots=''
for dot in 0 1 2; do # one after the other, twice in a lap
  dots+=",drawbox=x=$((602 + 32 * dot)):y=516:w=12:h=12:c=0x5b8def:t=fill:enable='eq(floor(mod(n,40)/10),$dot)'"
  dots+=",drawbox=x=$((602 + 32 * dot)):y=516:w=12:h=12:c=0x39445a:t=fill:enable='not(eq(floor(mod(n,40)/10),$dot))'"
done
slate starting '91 141 239' "$starting" "$dots" 'Starting…'
slate unavailable '224 168 74' "$unavailable" '' 'This channel gives no picture at the moment.' 'It will be back by itself.'
slate limit '224 168 74' "$limit" '' 'Too many players are watching with this account.'
slate expired '217 108 108' "$expired" '' 'This subscription has expired.'
