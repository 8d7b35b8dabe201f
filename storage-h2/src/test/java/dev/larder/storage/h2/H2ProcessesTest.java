package dev.larder.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.larder.Cache;
import dev.larder.Deque;
import dev.larder.codec.Codec;
import dev.larder.storage.StorageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several processes on one file, and killed ones. */
@Timeout(120)
final class H2ProcessesTest {

    @TempDir
    private Path directory;

    private Path path() {
        return directory.resolve("store");
    }

    @Test
    void write_killedProcess_losesNothingAcknowledgedAndSumsAgree() throws Exception {
        var acknowledged = new TreeSet<Long>();
        var unknown = new TreeSet<Long>();
        for (int round = 0; round < 3; round++) {
            long last = -1;
            try (ChildJvm writer = ChildJvm.start("write", path())) {
                String line = writer.readLine();
                for (int i = 0; line != null; i++) {
                    if (i == 200 + 57 * round) {
                        writer.kill();
                    }
                    long number = Long.parseLong(line);
                    if (line.startsWith("-")) {
                        acknowledged.remove(-number);
                    } else {
                        acknowledged.add(number);
                        last = number;
                    }
                    line = writer.readLine();
                }
            }
            unknown.add(last + 1);
            unknown.add(last - 1); // which it may have been about to delete

            try (var cache = Cache.on(H2.file(path()))
                    .keys(Codec.int64())
                    .values(Codec.bytes())
                    .open()) {
                var found = new TreeSet<>(cache.asMap().keySet());
                var lost = new TreeSet<>(acknowledged);
                lost.removeAll(found);
                lost.removeAll(unknown);
                var risen = new TreeSet<>(found);
                risen.removeAll(acknowledged);
                risen.removeAll(unknown);
                assertThat(lost).isEmpty();
                assertThat(risen).isEmpty();
                assertThat(cache.check()).isEmpty();
                assertThat(cache.size()).isEqualTo(found.size());
                acknowledged.clear();
                acknowledged.addAll(found);
            }
        }
    }

    @Test
    void increment_killedWhileThreadsCommitTogether_losesNothingAcknowledged() throws Exception {
        killWhileThreadsCommitTogether(4);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void increment_killedOftenWhileThreadsCommitTogether_losesNothingAcknowledged() throws Exception {
        killWhileThreadsCommitTogether(40);
    }

    /** One thread's commit must not be taken for written while another's is just being written. */
    private void killWhileThreadsCommitTogether(int kills) throws Exception {
        int threads = 4;
        for (int kill = 0; kill < kills; kill++) {
            Map<String, Long> acknowledged = new HashMap<>();
            try (ChildJvm writers = ChildJvm.start("writeTogether", path(), threads)) {
                String line = writers.readLine();
                for (int i = 0; line != null; i++) {
                    if (i == 100 + 31 * kill) {
                        writers.kill();
                    }
                    String[] said = line.split(" ", -1);
                    acknowledged.put(said[0], Long.parseLong(said[1]));
                    line = writers.readLine();
                }
            }
            for (String name : acknowledged.keySet()) {
                try (var cache = Cache.on(H2.file(path()).named(name))
                        .keys(Codec.string())
                        .values(Codec.int64())
                        .open()) {
                    assertThat(cache.get("sum"))
                            .as("kill %d, %s", kill, name)
                            .isBetween(acknowledged.get(name), acknowledged.get(name) + 1);
                }
            }
        }
    }

    @Test
    void increment_twoProcesses_giveTheExactSum() throws Exception {
        int times = 300;
        try (var cache = Cache.on(H2.sharedFile(path()))
                        .keys(Codec.string())
                        .values(Codec.int64())
                        .open();
                ChildJvm first = ChildJvm.start("increment", path(), times);
                ChildJvm second = ChildJvm.start("increment", path(), times)) {
            List<ChildJvm> children = List.of(first, second);
            for (ChildJvm child : children) {
                assertThat(child.readLine()).isEqualTo("ready");
            }
            for (ChildJvm child : children) {
                child.goOn();
            }
            for (ChildJvm child : children) {
                assertThat(child.readLine()).isEqualTo("done");
            }

            assertThat(cache.get("sum")).isEqualTo(2L * times);
            assertThat(cache.check()).isEmpty();
        }
    }

    @Test
    void increment_serverIsKilled_anotherTakesItsPlace() throws Exception {
        try (ChildJvm server = ChildJvm.start("holdShared", path())) {
            assertThat(server.readLine()).isEqualTo("holds 0");
            try (var cache = Cache.on(H2.sharedFile(path()))
                    .keys(Codec.string())
                    .values(Codec.int64())
                    .open()) {
                cache.increment("sum");
                server.kill();
                List<StorageException> failures = new ArrayList<>();
                while (cache.get("sum") == null || cache.get("sum") < 2) {
                    try {
                        cache.increment("sum");
                    } catch (StorageException e) {
                        failures.add(e);
                    }
                }

                assertThat(cache.get("sum")).isEqualTo(2);
                assertThat(cache.check()).isEmpty();
                assertThat(failures).allSatisfy(failure -> assertThat(failure).hasMessageContaining(path().toString()));
            }
        }
    }

    @Test
    void take_waitingInAnotherProcess_isWoken() throws Exception {
        try (var deque = Deque.on(H2.sharedFile(path()).named("jobs"))
                        .values(Codec.string())
                        .open();
                ChildJvm taker = ChildJvm.start("take", path())) {
            assertThat(taker.readLine()).isEqualTo("ready");

            deque.addLast("bake");

            assertThat(taker.readLine()).isEqualTo("took bake");
        }
    }

    @Test
    void sharedFile_listensAtTheLoopbackAddressOnly() throws Exception {
        try (ChildJvm server = ChildJvm.start("holdShared", path())) {
            assertThat(server.readLine()).isEqualTo("holds 0");

            var lock = new Properties();
            try (var in = Files.newInputStream(directory.resolve("store.lock.db"))) {
                lock.load(in);
            }
            assertThat(lock.getProperty("server")).startsWith("localhost:");
        }
    }

    @Test
    void sharedFile_whenH2WasInUseBefore_isRefusedWithWhatToDo() throws Exception {
        try (ChildJvm late = ChildJvm.start("shareLate", path())) {
            assertThat(late.readLine()).startsWith("StorageException: ").contains("-Dh2.bindAddress=localhost");
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void open_fileThatAnotherProcessHasOpen_isRefusedWithWhatToDo() throws Exception {
        try (ChildJvm holder = ChildJvm.start("hold", path())) {
            assertThat(holder.readLine()).isEqualTo("holds 0");

            assertThatThrownBy(() -> Cache.on(H2.file(path())).open())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("Another process has the H2 database " + path() + " open")
                    .hasMessageContaining("use H2.sharedFile");
            assertThatThrownBy(() -> Cache.on(H2.sharedFile(path())).open())
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("use H2.sharedFile there, too");
        }
        Cache.on(H2.file(path())).open().close();
    }
}
