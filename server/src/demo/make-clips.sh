#!/usr/bin/env bash
# Makes the three clips of the demo source: card.ts, bars.ts and radio.ts, synthetic from the first pixel to the last sample.
#
#   server/src/demo/make-clips.sh [DIRECTORY]        default: server/src/main/resources/demo
#
# Needs ffmpeg and ffprobe with libx264, libx265 and drawtext, and the DejaVu fonts (Debian: ffmpeg fonts-dejavu-core).
#
# Each clip lasts exactly 24 s, so that it can follow itself for ever: 600 pictures at 25 per second in 12 closed GOPs of
# 2 s, and 1,125 AAC frames of 1,024 samples at 48 kHz. Every sound and every movement has a period that divides 24 s. The
# sound is encoded three times over and only the middle third is kept: its first frame was encoded after the last one, so
# nothing clicks where the clip begins again, and there is no encoder delay at its start.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../.." && pwd)
out=${1:-$root/server/src/main/resources/demo}
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

seconds=24 pictures=600 sound_frames=1125 most_bytes=1500000
fonts=/usr/share/fonts/truetype/dejavu
bold=$fonts/DejaVuSans-Bold.ttf plain=$fonts/DejaVuSans.ttf mono=$fonts/DejaVuSansMono-Bold.ttf
for font in "$bold" "$plain" "$mono"; do
  [ -r "$font" ] || { echo "make-clips: $font is missing (Debian: fonts-dejavu-core)" >&2; exit 1; }
done

ff() { ffmpeg -nostdin -hide_banner -loglevel error -y "$@"; }

# sound NAME BITRATE LEFT RIGHT: 24 s of AAC that join on to themselves; the expressions have the period 24 s in t
sound() {
  ff -f lavfi -i "aevalsrc=exprs='$3|$4':channel_layout=stereo:sample_rate=48000:duration=$((3 * seconds))" \
    -c:a aac -profile:a aac_low -b:a "$2" -flags:a +bitexact "$work/$1.long.aac"
  ff -i "$work/$1.long.aac" -ss $seconds -frames:a $sound_frames -c copy "$work/$1.aac"
  # four frames to a PES packet (the muxer fills one for half of its delay, here 75 ms): a quarter fewer bytes than one each
  ff -i "$work/$1.aac" -c copy -muxdelay 0.15 -f mpegts "$work/$1.pes"
}
# how a clip's mux reads that again: without a parser, so that the frames stay together
sound_of() { sound_input=(-fflags +noparse -i "$work/$1.pes"); }

# What all three streams share: tables every 80 ms, PCR equal to the decoding time, no stuffing, nobody else's name.
transport=(-muxdelay 0 -muxpreload 0 -pat_period 0.08 -sdt_period 2 -mpegts_transport_stream_id 1 -mpegts_service_id 1
  -metadata service_name=Sintonia -metadata service_provider=Sintonia -fflags +bitexact -f mpegts)
colours=(-pix_fmt yuv420p -color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709)
to_video="scale=out_color_matrix=bt709:out_range=tv,format=yuv420p"

# The muxer begins with SDT, PAT, PMT; a clip begins with PAT and PMT, as a viewer's stream does.
tables_first() {
  packets() { dd if="$1" bs=188 status=none "${@:2}"; }
  { packets "$1" skip=1 count=2; packets "$1" count=1; packets "$1" skip=3; } > "$2"
}

# clock X Y SIZE: mm:ss:ff, counted from the picture's number
clock() {
  local count='%{eif\:floor(n/1500)\:d\:2}\:%{eif\:mod(floor(n/25),60)\:d\:2}\:%{eif\:mod(n,25)\:d\:2}'
  echo "drawtext=fontfile=$mono:text='$count':fontsize=$3:fontcolor=white:x=$1:y=$2"
}

# --- card: H.264, a test card with a clock, a pip and a lamp each second -----------------------------------------------------

card_picture() {
  # one still, drawn once: grid, castellated border, the large circle, four small ones; strips on a grid of 40 pixels
  local ring='clip(2-abs(hypot(X-319.5,Y-179.5)-156),0,1)'
  local corners='clip(1.5-abs(hypot(mod(X,640)-if(lt(X,320),60,579.5),Y-if(lt(Y,180),60,299.5))-32),0,1)'
  local edge='gt(lt(Y,12)+gte(Y,348)+lt(X,12)+gte(X,628),0)'
  local teeth='mod(floor((X+20)/40)+floor((Y+20)/40),2)'
  local light="max($ring,$corners)"
  local colour_strip='between(Y,104,139)*between(X,120,519)' bar='floor((X-120)/50)'
  local grey_strip='between(Y,140,167)*between(X,120,519)' step='255*floor((X-120)/40)/9'
  local burst='between(Y,262,287)*between(X,180,459)' period='(16-floor((X-180)/56)*3)'
  local lines="(235*lt(mod(X-180,$period),$period/2))"
  pixel() { # CHANNEL COLOUR-BAR: what is drawn over the background
    echo "if($edge,235*$teeth,if($colour_strip,$2,if($grey_strip,$step,if($burst,$lines,$1(X,Y)*(1-$light)+235*$light))))"
  }
  echo "color=c=0x1c2740:s=640x360:r=25:d=0.04,format=gbrp,drawgrid=x=0:y=20:w=40:h=40:t=1:c=0x44557a,
    geq=r='$(pixel r "191*lt(mod($bar,4),2)")':g='$(pixel g "191*lt($bar,4)")':b='$(pixel b "191*not(mod($bar,2))")',
    drawbox=x=180:y=176:w=280:h=78:c=black:t=fill,
    drawbox=x=200:y=36:w=240:h=60:c=0x1c2740:t=fill,
    drawtext=fontfile=$bold:text='Sintonia':fontsize=50:fontcolor=white:x=(w-tw)/2:y=42,
    drawbox=x=228:y=296:w=184:h=22:c=0x1c2740:t=fill,
    drawtext=fontfile=$plain:text='640×360  25p  H.264  AAC':fontsize=13:fontcolor=0xd0d8e8:x=(w-tw)/2:y=301" | tr -d '\n'
}

make_card() {
  # the lamp and the pip last three pictures; the bead goes round the circle once in four seconds
  local pip='mod(t,1)' swell='sin(2*PI*t/8)'
  local tone="0.16*sin(2*PI*1000*$pip)*lt($pip,0.12)*sin(PI*min($pip/0.12,1))"
  sound_of card
  sound card 40k "$tone+0.03*sin(2*PI*220*t)*(1+$swell)/2" "$tone+0.03*sin(2*PI*330*t)*(1-$swell)/2"
  ff -f lavfi -i "$(card_picture),loop=loop=-1:size=1,setpts=N/25/TB" \
    -f lavfi -i "color=c=0xffb000:s=18x18:r=25:d=0.04,format=yuva420p,geq=lum='lum(X,Y)':cb='cb(X,Y)':cr='cr(X,Y)':a='255*clip(8.5-hypot(X-8.5,Y-8.5),0,1)',loop=loop=-1:size=1,setpts=N/25/TB" \
    "${sound_input[@]}" -filter_complex "
      [0:v]$(clock 202 196 49),drawbox=x=446:y=182:w=8:h=66:c=0xffb000:t=fill:enable='lt(mod(n,25),3)',$to_video,trim=end_frame=$pictures[card];
      [card][1:v]overlay=x='311+156*sin(2*PI*n/100)':y='171-156*cos(2*PI*n/100)':eval=frame:format=yuv420:shortest=1[v]" \
    -map '[v]' -map 2:a -c:a copy \
    -c:v libx264 -preset veryslow -profile:v main -level:v 3.0 -crf 32 -threads:v 1 \
    -g 50 -keyint_min 50 -sc_threshold 0 -bf 0 -x264-params open_gop=0:aud=1 "${colours[@]}" "${transport[@]}" "$work/card.ts"
  tables_first "$work/card.ts" "$out/card.ts"
}

# --- bars: HEVC, colour bars and something that moves -----------------------------------------------------------------------

bars_picture() {
  local bar='min(floor(X*7/640),6)' low='min(floor(X*7/640),6)'
  local top='lt(Y,220)' middle='lt(Y,250)' ramp='255*X/639'
  # the middle strip holds the bars in reverse, only where they have blue
  local back="6-$low"
  pixel() { # the colour of bar number B in this channel, as an expression in B
    local reversed=${1//B/($back)} forward=${1//B/($bar)}
    echo "if($top,$forward,if($middle,if(mod($low,2),12,$reversed),$ramp))"
  }
  echo "color=c=black:s=640x360:r=25:d=0.04,format=gbrp,
    geq=r='$(pixel '191*lt(mod(B,4),2)')':g='$(pixel '191*lt(B,4)')':b='$(pixel '191*not(mod(B,2))')',
    drawbox=x=170:y=262:w=300:h=86:c=black:t=fill,
    drawtext=fontfile=$bold:text='Sintonia':fontsize=30:fontcolor=white:x=(w-tw)/2:y=270,
    drawtext=fontfile=$plain:text='640×360  25p  HEVC  AAC':fontsize=13:fontcolor=0xd0d8e8:x=(w-tw)/2:y=329" | tr -d '\n'
}

make_bars() {
  # a tone in the middle of the scale, swelling from left to right and back with the moving block
  local side='cos(2*PI*t/8)'
  sound_of bars
  sound bars 40k "0.07*sin(2*PI*440*t)*(1+$side)/2" "0.07*sin(2*PI*440*t)*(1-$side)/2"
  ff -f lavfi -i "$(bars_picture),loop=loop=-1:size=1,setpts=N/25/TB" -f lavfi -i "color=c=white:s=40x40:r=25,format=yuv420p" \
    "${sound_input[@]}" -filter_complex "
      [0:v]$(clock '(w-tw)/2' 304 20),$to_video,trim=end_frame=$pictures[bars];
      [bars][1:v]overlay=x='300-300*cos(2*PI*n/200)':y='90+60*sin(2*PI*n/100)':eval=frame:format=yuv420:shortest=1[v]" \
    -map '[v]' -map 2:a -c:a copy \
    -c:v libx265 -preset slow -crf 36 -bf 0 "${colours[@]}" \
    -x265-params profile=main:level-idc=3:keyint=50:min-keyint=50:scenecut=0:open-gop=0:bframes=0:repeat-headers=1:aud=1:info=0:pools=1:frame-threads=1:log-level=error \
    "${transport[@]}" "$work/bars.ts"
  tables_first "$work/bars.ts" "$out/bars.ts"
}

# --- radio: AAC alone, eight chords of four notes ---------------------------------------------------------------------------

# lookup INDEX VALUES...: the value at the index, as an expression
lookup() {
  local index=$1 at=0 sum=0
  shift
  for value in "$@"; do sum+="+eq($index,$at)*$value"; at=$((at + 1)); done
  echo "($sum)"
}

make_radio() {
  # MIDI note numbers; a note each 0.75 s that rings through the next one, a chord each 3 s that swells and fades
  local notes=(64 67 72 67  62 67 71 67  64 69 72 69  65 69 72 76  76 72 67 72  69 72 77 72  74 71 67 62  67 64 60 64)
  local roots=(48 43 45 41 48 41 43 48) thirds=(52 47 48 45 52 45 47 52) fifths=(55 50 52 48 55 48 50 55)
  local hertz='440*pow(2,(NOTE-69)/12)'
  # registers: 0 this note's number, 1 its pitch, 2 the pitch before, 3 seconds into the note, 4 seconds into the chord
  local registers="0*(st(0,floor(mod(t,24)/0.75+1e-9))+st(3,mod(t,24)-ld(0)*0.75)+st(4,mod(t,3))"
  registers+="+st(1,${hertz/NOTE/$(lookup 'ld(0)' "${notes[@]}")})+st(5,mod(ld(0)+31,32))"
  registers+="+st(2,${hertz/NOTE/$(lookup 'ld(5)' "${notes[@]}")})+st(6,floor(ld(0)/4)))"
  bell() { # PITCH AGE: a soft strike, silent after 1.5 s
    echo "(1-exp(-$2/0.008))*exp(-2.6*$2)*(1-$2/1.5)*(sin(2*PI*$1*$2)+0.3*exp(-2*$2)*sin(4*PI*$1*$2)+0.08*exp(-6*$2)*sin(8*PI*$1*$2))"
  }
  pad() { # NOTES...: a chord's voice
    echo "sin(PI*ld(4)/3)*sin(2*PI*${hertz/NOTE/$(lookup 'ld(6)' "$@")}*ld(4))"
  }
  local melody root
  melody="($(bell 'ld(1)' 'ld(3)')+$(bell 'ld(2)' '(ld(3)+0.75)'))"
  root=$(pad "${roots[@]}")
  sound_of radio
  sound radio 128k "$registers+0.24*$melody+0.10*$root+0.05*$(pad "${thirds[@]}")" \
    "$registers+0.20*$melody+0.10*$root+0.05*$(pad "${fifths[@]}")"
  ff "${sound_input[@]}" -c copy "${transport[@]}" "$work/radio.ts"
  tables_first "$work/radio.ts" "$out/radio.ts"
}

# --- the proof --------------------------------------------------------------------------------------------------------------

fail() { echo "make-clips: $1" >&2; exit 1; }

# prove CLIP VIDEO-CODEC: what the looping of the clip relies on
prove() {
  local clip=$out/$1 bytes times
  bytes=$(stat -c %s "$clip")
  [ $((bytes % 188)) = 0 ] || fail "$1 has $bytes bytes: expected whole packets of 188"
  # the first two packets: start of unit on PID 0 (PAT), then on PID 0x1000 (PMT, where this muxer puts it)
  [ "$(od -An -tx1 -N4 "$clip" | tr -d ' ')" = 47400010 ] || fail "$1 does not begin with a PAT"
  [ "$(od -An -tx1 -j188 -N4 "$clip" | tr -d ' ')" = 47500010 ] || fail "$1: the second packet is no PMT"
  times() { ffprobe -v error -select_streams "$1" -show_entries packet="$2" -of csv=p=0 "$clip" | sed 's/,*$//;/^$/d'; }
  times a:0 pts | awk -v n=$sound_frames '$1 != (NR-1)*1920 { bad = 1 } END { exit bad || NR != n }' ||
    fail "$1: expected $sound_frames AAC frames, 1,920 ticks apart, from 0"
  if [ -n "$2" ]; then
    [ "$(ffprobe -v error -select_streams v:0 -show_entries stream=codec_name,profile,width,height,has_b_frames -of csv=p=0 "$clip" | sed -n '1s/,*$//p')" = "$2,Main,640,360,0" ] ||
      fail "$1: expected $2 Main, 640x360, without B-frames"
    times v:0 pts,dts,flags | awk -F, -v n=$pictures '
      $1 != (NR-1)*3600 || $2 != $1 { bad = 1 }
      ($3 ~ /K/) != ((NR-1) % 50 == 0) { bad = 1 }
      END { exit bad || NR != n }' || fail "$1: expected $pictures pictures, 3,600 ticks apart, from 0, a key frame each 50"
    [ "$(ffprobe -v error -show_entries packet=stream_index,flags -read_intervals '%+#1' -of csv=p=0 "$clip" | sed 's/,*$//;s/_*$//')" = "0,K" ] ||
      fail "$1: the first thing after the tables is no key frame"
  fi
  ff -xerror -i "$clip" -f null - || fail "$1 does not decode"
  printf '%-9s %7d bytes, %d s, %4d kbit/s\n' "$1" "$bytes" $seconds $((bytes * 8 / seconds / 1000))
}

make_card
make_bars
make_radio
prove card.ts h264
prove bars.ts hevc
prove radio.ts ''
all=$(cat "$out"/{card,bars,radio}.ts | wc -c)
[ "$all" -lt $most_bytes ] || fail "the clips have $all bytes together: expected less than $most_bytes"
