# The image of Lacuna: the runner, and what its helper pods need on a node (nft, iptables, tc, nsenter, a POSIX shell).
#
#   docker build -t lacuna/lacuna:dev .
#
# The runner needs no rights on its node and is an ordinary user; a helper pod says `runAsUser: 0` for itself.

FROM maven:3-eclipse-temurin-25 AS build
WORKDIR /src
# Without sources the modules are empty, but their plugins and libraries are fetched: a layer that outlives every change of code.
COPY pom.xml ./
COPY .mvn .mvn/
COPY engine/pom.xml engine/
COPY experiments/pom.xml experiments/
COPY runner/pom.xml runner/
RUN mvn -q -B -Pproduct,-lint package \
    && rm -r engine/target experiments/target runner/target
RUN jlink --output /opt/lacuna/java --strip-java-debug-attributes --no-header-files --no-man-pages --compress zip-6 \
    # what the code and its libraries use
    --add-modules java.base,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.sql,java.xml \
    --add-modules jdk.httpserver,jdk.jfr,jdk.unsupported,jdk.zipfs \
    # the JDK's security providers: without them each start falls back to BouncyCastle's, which costs half a second
    --add-modules java.security.sasl,java.xml.crypto,java.smartcardio,jdk.security.jgss,jdk.crypto.cryptoki
COPY . .
RUN mvn -q -B -o -Pproduct,-lint package \
    && mkdir -p /opt/lacuna/scenarios \
    && cp -R runner/target/lacuna.jar runner/target/lib build/java.options LICENSE /opt/lacuna/ \
    && { [ ! -d scenarios ] || cp -R scenarios/. /opt/lacuna/scenarios/; }

FROM debian:12-slim AS base
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        coreutils dash iproute2 iptables netcat-openbsd nftables util-linux \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/cache/debconf/*-old /var/log/* /usr/share/doc/* /usr/share/man/*

# Class data of one run of the real program, made where it will be used: it is bound to this Java and to these jars.
FROM base AS trained
COPY --from=build /opt/lacuna /opt/lacuna
COPY build/training /tmp/training
RUN cd /opt/lacuna \
    && java/bin/java @java.options -XX:AOTCacheOutput=lacuna.aot -jar /opt/lacuna/lacuna.jar $(cat /tmp/training) \
    && echo "-XX:AOTCache=/opt/lacuna/lacuna.aot" >> java.options \
    && chmod a+r lacuna.aot

FROM base
COPY --from=trained /opt/lacuna /opt/lacuna
# With AOTMode=on Java ends with an error when it cannot use the class data, instead of going without it.
RUN /opt/lacuna/java/bin/java @/opt/lacuna/java.options -XX:AOTMode=on -jar /opt/lacuna/lacuna.jar --version \
    && install -d -o 65532 -g 65532 /var/lib/lacuna
ENV HOME=/var/lib/lacuna
WORKDIR /var/lib/lacuna
USER 65532:65532
ENTRYPOINT ["/opt/lacuna/java/bin/java", "@/opt/lacuna/java.options", "-jar", "/opt/lacuna/lacuna.jar"]
