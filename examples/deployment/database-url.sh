# Read by backup.sh and restore.sh. `url` is DATABASE_URL, or what the file DATABASE_URL_FILE holds, without
# its password, which goes into PGPASSWORD: everybody on a machine sees its command lines.
url=${DATABASE_URL:-}
[[ -z ${DATABASE_URL_FILE:-} ]] || url=$(<"$DATABASE_URL_FILE")
if [[ $url =~ ^([a-z]+://[^:@/]*):([^@/]*)@(.*)$ ]]; then
  url=${BASH_REMATCH[1]}@${BASH_REMATCH[3]}
  password=${BASH_REMATCH[2]//\\/\\\\}
  printf -v PGPASSWORD %b "${password//%/\\x}" # %40 is an @
  export PGPASSWORD
  unset DATABASE_URL
fi
