# Says which C# files name their usings in another order than `dotnet format` gives them: System's first, static ones and aliases last.
# Usage: LC_ALL=C awk -f usings.awk FILE...
function place(line,   kind) {
  sub(/^(global )?using /, "", line)
  sub(/;.*/, "", line)
  kind = 0
  if (sub(/^static /, "", line)) kind = 1
  else if (line ~ / = /) kind = 2
  line = tolower(line)
  # A name goes before those that it begins.
  gsub(/\./, "\001", line)
  return kind (kind < 2 && line ~ /^system(\001|$)/ ? 0 : 1) line
}

FNR == 1 { before = ""; head = 1 }
head && /^(global )?using [^(]*;/ {
  now = place($0)
  if (now < before) {
    print FILENAME ":" FNR ": the usings are not in order"
    found = 1
  }
  before = now
  next
}
# What may stand before and between them: comments and directives.
head && NF && !/^(\/\/|#)/ { head = 0 }
END { exit found }
