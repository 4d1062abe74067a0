#!/bin/sh
# Holds a validator to the vectors by its exit code: 0 where an image breaks no MUST, else another.
#
#   run.sh 'mcv-tool validate --profile {profile} oci:{}:t'
#
# {} stands for the folder of an OCI layout, {profile} for the group of formats that applies.
set -u
[ $# -eq 1 ] || { echo "usage: $0 'COMMAND with {} for the layout'" >&2; exit 3; }
here=$(cd "$(dirname "$0")" && pwd) || exit 3
command=$(printf '%s\n' "$1" | sed 's/{profile}/"$PROFILE"/g; s/{}/"$LAYOUT"/g')
jq -r '[.cases[] | . + {want: (if .expected == "fail" and .level == "error" then "error" else "good" end)}]
  | unique_by([.layout, .profile, .want])[] | "\(.want) \(.layout) \(.profile) \(.rule)"' "$here/index.json" | {
  images=0 wrong=0
  while read -r want layout profile rule; do
    found=error
    if LAYOUT=$here/$layout PROFILE=$profile sh -c "$command" </dev/null >/dev/null 2>&1; then found=good; fi
    images=$((images + 1))
    [ "$found" = "$want" ] || { wrong=$((wrong + 1)); echo "$layout, $profile: found $found, is $want by $rule"; }
  done
  echo "$images images, $wrong wrong"
  [ "$images" -gt 0 ] && [ "$wrong" -eq 0 ]
}
