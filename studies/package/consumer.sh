#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Whether the artifacts are what a program can be built on: installs those of profile release into a repository under a
# temporary folder, looks whether each is there, and compiles and runs a program that has dev.sextant:sextant as its only
# dependency, a search in ten lines. The machine's own repository is copied for it and not changed.
#   consumer.sh [OPTION OF MAVEN...]   such as -o; for the build of the artifacts alone
set -euo pipefail
studies=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
sources=${studies%/*}
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
repository=$scratch/repository
mkdir "$repository"
if [ -d "$HOME/.m2/repository" ]; then cp -r "$HOME/.m2/repository/." "$repository"; rm -rf "$repository/dev/sextant"; fi
maven() { mvn -B -ntp -q -Dmaven.repo.local="$repository" "$@"; }

maven "$@" -f "$sources/pom.xml" -P release install -DskipTests -DskipITs -Djacoco.skip
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' "$sources/pom.xml")
wanted() {
  local file=$repository/dev/sextant/$1/$version/$1-$version$2
  [ -s "$file" ] || { echo "consumer: ${file#"$scratch/"} is missing" >&2; exit 1; }
}
wanted sextant-parent .pom
for artifact in sextant sextant-engine sextant-searchers sextant-trainers; do
  for ending in .pom .jar -sources.jar -javadoc.jar; do wanted "$artifact" "$ending"; done
done
wanted sextant-engine -tests.jar

mkdir -p "$scratch/program/src/main/java/example/embedding"
cp "$studies"/examples-java/src/main/java/example/embedding/{TenLines,Model}.java "$scratch/program/src/main/java/example/embedding"
cat >"$scratch/program/pom.xml" <<TEXT
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>program</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>25</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>dev.sextant</groupId>
      <artifactId>sextant</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-toolchains-plugin</artifactId>
        <version>3.2.0</version>
        <executions>
          <execution>
            <goals>
              <goal>select-jdk-toolchain</goal>
            </goals>
            <configuration>
              <version>[25,)</version>
            </configuration>
          </execution>
        </executions>
      </plugin>
      <plugin>
        <artifactId>maven-resources-plugin</artifactId>
        <version>3.5.0</version>
      </plugin>
      <plugin>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.16.0</version>
      </plugin>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.6.2</version>
      </plugin>
    </plugins>
  </build>
</project>
TEXT
cd "$scratch/program"
maven compile exec:exec -Dexec.executable=java \
  -Dexec.args="--add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp %classpath example.embedding.TenLines"
echo "consumer: $(find "$repository/dev/sextant" -name '*.jar' | wc -l) jars installed, and a program that has one of them alone has searched"
