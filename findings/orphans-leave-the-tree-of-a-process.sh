#!/usr/bin/env bash
#
# OpenJDK 17 and newer, Linux. A program is to be ended with its children: destroy() it, wait, and destroyForcibly() what is left of
# toHandle().descendants(). One guesses that descendants() still lists the children that ignored SIGTERM. But once the parent has
# ended, its children belong to another process, and the list is empty: they run on. The list must be taken before the first signal.
#
# Needs a JDK (17 or newer). Exits 1 if the behaviour is another one.

# shellcheck source=findings/harness.bash
source "$(dirname "$(realpath "${BASH_SOURCE[0]}")")/harness.bash"

cat >parent.sh <<'SH'
bash -c 'trap "" TERM; for i in $(seq 300); do sleep 0.1; done' &
wait
SH
cat >Finding.java <<'JAVA'
import java.util.List;

class Finding {
    public static void main(String[] arguments) throws Exception {
        Process parent = new ProcessBuilder("bash", "parent.sh").start();
        while (parent.descendants().count() < 2) {
            Thread.onSpinWait();
        }
        List<ProcessHandle> before = parent.descendants().toList();
        ProcessHandle child = before.stream()
                .filter(handle -> handle.parent().orElseThrow().pid() == parent.pid())
                .findFirst()
                .orElseThrow();
        parent.destroy();
        parent.waitFor();
        System.out.println("descendants before: some, and afterwards: " + parent.descendants().count());
        System.out.println("the child is alive: " + child.isAlive());
        before.forEach(ProcessHandle::destroyForcibly);
    }
}
JAVA
expect <<'EXPECTED'
descendants before: some, and afterwards: 0
the child is alive: true
EXPECTED
