#!/usr/bin/env bash
# The outside oracle of the codec: Apache Kafka's own classes write messages and record batches, ours must read them to the
# same contents and write the same bytes, and Kafka must read what we write.
#   tests/oracle/run.sh BUILD_DIR [SEED]
# Needs java and maven; jars come from Maven Central into out/oracle (ORACLE_DIR overrides) and are kept there.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=${1:?usage: tests/oracle/run.sh BUILD_DIR [SEED]}
seed=${2:-20260823}
work=${ORACLE_DIR:-$root/out/oracle}
tool=$build/src/kafka/protocol/kafka_oracle
mkdir -p "$work/jars" "$work/classes"

if ! cmp -s "$here/pom.xml" "$work/pom.xml"; then
  mvn -q -B -f "$here/pom.xml" dependency:copy-dependencies -DoutputDirectory="$work/jars" -DincludeScope=runtime
  cp "$here/pom.xml" "$work/pom.xml"
fi
javac -nowarn -cp "$work/jars/*" -d "$work/classes" "$here"/*.java
kafka() { java -cp "$work/classes:$work/jars/*" "$@" 2> >(grep -v '^SLF4J' >&2); }

"$root/tools/kafka_codegen.py" --check
"$here/schema_facts.py" "$work"/jars/kafka-clients-*.jar
kafka Facts "$work/facts.txt"
"$tool" check-facts "$work/facts.txt"
"$tool" list "$work/messages.txt"
kafka Messages "$work/messages.txt" "$work/messages.tsv" "$seed"
"$tool" check-messages "$work/messages.tsv"
kafka Batches write "$work/kafka_batches.tsv" "$seed"
"$tool" check-batches "$work/kafka_batches.tsv"
"$tool" write-batches "$work/our_batches.tsv" "$seed"
kafka Batches check "$work/our_batches.tsv"
echo "# the codec agrees with Apache Kafka's classes, seed $seed"
