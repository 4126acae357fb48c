#!/usr/bin/env bash
# Saves Quire's database while the bot runs, and keeps the newest copies:  backup.sh FOLDER [HOW_MANY]
#
#   QUIRE   how to call quire (default: quire). Run it as the bot's own user, with its QUIRE_DATA_DIR.
#
# Nightly by cron, with the systemd set-up (the folder must belong to quire):
#   30 3 * * *  quire  QUIRE=/opt/quire/.venv/bin/quire QUIRE_DATA_DIR=/var/lib/quire /opt/quire/deploy/backup.sh /var/backups/quire 14
# With Docker, copy out of the container:
#   docker compose -f deploy/compose.yaml exec quire quire db backup /data/copy.sqlite3
#   docker compose -f deploy/compose.yaml cp quire:/data/copy.sqlite3 .
# To restore: stop the bot, put a copy in the place of quire.sqlite3 in the data directory, remove
# quire.sqlite3-wal and -shm beside it, run `quire db check`, start the bot.
set -euo pipefail
umask 077

folder=${1:?usage: backup.sh FOLDER [HOW_MANY]}
keep=${2:-14}
[[ $keep =~ ^[1-9][0-9]*$ ]] || { echo "backup.sh: HOW_MANY is a number from 1 on, not '$keep'." >&2; exit 2; }

mkdir -p "$folder"
target=$folder/quire-$(date -u +%Y%m%dT%H%M%SZ).sqlite3
# Under a passing name first: a copy that was cut off never looks like a whole one.
trap 'rm -f "$target.part"' EXIT
"${QUIRE:-quire}" db backup "$target.part"
mv "$target.part" "$target"
echo "Saved $target"

# The names sort by time. Only copies that carry this script's own naming are ever removed.
copies=("$folder"/quire-????????T??????Z.sqlite3)
for ((i = 0; i < ${#copies[@]} - keep; i++)); do
  rm -- "${copies[i]}"
  echo "Removed ${copies[i]}"
done
