#!/usr/bin/env bash
# Makes the demo YouTube's videos: test patterns with a clock and a beep each second, one folder of streams for each video.
# Usage: make-media.sh [id...]   (without ids: all of them)
# Needs ffmpeg with libx264, aac and drawtext. The result is committed; run this again only to change a video.
set -euo pipefail

media="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/Media"
wanted=" $* "
quiet=(-hide_banner -loglevel error -nostdin -y)
# Without these, each run would write another encoder version and creation time into the files.
same=(-map_metadata -1 -fflags +bitexact -flags:v +bitexact -flags:a +bitexact)

# The clock in the middle of the lower third: minutes and seconds, and which format this is.
# Its text comes from a file, because the filter would want each colon and backslash escaped once more.
clock() {
  local height=$1 text=$2
  printf '%%{pts:gmtime:0:%%M\\:%%S}  %sp' "$height" >"$text"
  printf "drawtext=font='DejaVu Sans Mono':textfile=%s:fontsize=h/9:fontcolor=white:" "$text"
  printf 'box=1:boxcolor=black@0.75:boxborderw=12:x=(w-tw)/2:y=h*0.72'
}

# One video-only (or, for the muxed format, the video part of a) stream.
#   height, profile, level, output, further output options...
video() {
  local height=$1 profile=$2 level=$3 output=$4
  shift 4
  nice ffmpeg "${quiet[@]}" -f lavfi -i "$source,fps=$fps" -t "$seconds" -an \
    -vf "scale=$((height * 16 / 9)):$height:flags=$scaling,setsar=1,format=yuv420p,$(clock "$height" "$work/clock.txt")" \
    -c:v libx264 -preset slower -crf "$crf" -profile:v "$profile" -level "$level" -g "$((fps * 10))" -tune animation \
    "${same[@]}" "$@" "$output"
}

# A video's streams: id, seconds, frames per second, crf, scaling, tone in Hz, adaptive heights (or -), source filter.
make() {
  local id=$1 seconds=$2 fps=$3 crf=$4 scaling=$5 tone=$6 heights=$7 source=$8
  if [[ $wanted != "  " && $wanted != *" $id "* ]]; then return; fi
  local folder="$media/$id" work
  work="$(mktemp -d)"
  rm -rf "$folder"
  mkdir -p "$folder"

  # A beep of a tenth of a second at each second: silence costs next to nothing.
  nice ffmpeg "${quiet[@]}" -f lavfi -i "aevalsrc='0.4*sin(2*PI*$tone*t)*lt(mod(t,1),0.1)':s=22050:d=$seconds" \
    -c:a aac -ac 1 -q:a 0.1 "${same[@]}" "$work/audio.m4a"

  video 360 baseline 3.0 "$work/video.mp4"
  ffmpeg "${quiet[@]}" -i "$work/video.mp4" -i "$work/audio.m4a" -c copy "${same[@]}" -movflags +faststart "$folder/18.mp4"
  ffmpeg "${quiet[@]}" -i "$folder/18.mp4" -ss "$(awk "BEGIN { print $seconds / 3 }")" -frames:v 1 -vf scale=320:180 \
    -q:v 8 "${same[@]}" "$folder/thumbnail.jpg"

  # Adaptive streams are fragmented, as YouTube's are.
  local fragmented=(-movflags +dash+frag_keyframe+empty_moov+default_base_moof)
  if [[ $heights != - ]]; then
    ffmpeg "${quiet[@]}" -i "$work/audio.m4a" -c copy "${same[@]}" -frag_duration 10000000 "${fragmented[@]}" -f mp4 "$folder/140.m4a"
  fi
  [[ $heights == *360* ]] && video 360 main 3.0 "$folder/134.mp4" "${fragmented[@]}"
  [[ $heights == *720* ]] && video 720 main 3.1 "$folder/136.mp4" "${fragmented[@]}"
  [[ $heights == *1080* ]] && video 1080 main 4.0 "$folder/137.mp4" "${fragmented[@]}"
  rm -rf "$work"
  printf '%s %s\n' "$id" "$(du -sb "$folder" | cut -f1)"
}

#    id          s   fps crf scaling   Hz   adaptive       source
make demo-bars05 5   25  24  bilinear  1000 360,720,1080   "smptehdbars=s=1920x1080:r=25"
make demo-test10 10  10  38  bilinear  440  360,720,1080   "testsrc2=s=640x360:r=10"
make demo-mandel 20  5   50  bilinear  523  360,720,1080   "mandelbrot=s=320x180:r=5:start_scale=3:end_scale=0.2:end_pts=100:maxiter=100"
make demo-life30 30  2   42  neighbor  659  360,720,1080   "life=s=80x45:r=2:ratio=0.25:seed=7:mold=20:life_color=#60ff90:death_color=#203080:mold_color=#101830"
make demo-grad60 60  5   36  bilinear  330  360,720        "gradients=s=640x360:r=5:seed=3:nb_colors=5:speed=0.02:c0=#ff4060:c1=#4080ff:c2=#ffd040:c3=#40d080:c4=#a040ff"
make demo-cell2m 120 2   42  neighbor  784  360,720        "cellauto=s=80x45:r=2:rule=110:seed=5:ratio=0.3"
make demo-sierp4 240 1   46  neighbor  262  360,720        "sierpinski=s=160x90:r=1:type=carpet:seed=11:jump=40"
make demo-rgb-8m 480 2   40  bilinear  880  360            "rgbtestsrc=s=640x360:r=2"
make demo-muxed1 15  10  30  bilinear  587  -              "testsrc=s=640x360:r=10:decimals=1"
