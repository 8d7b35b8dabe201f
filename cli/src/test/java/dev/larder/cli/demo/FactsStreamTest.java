package dev.larder.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FactsStreamTest {

    private final AtomicLong told = new AtomicLong();

    @Test
    void facts_ofNothing_areThoseOfTheEmptyFile() throws IOException {
        FileFacts facts = stream("").facts();
        assertThat(facts)
                .isEqualTo(new FileFacts("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", 0, 0, 0));
    }

    @Test
    void facts_ofText_areWhatDigestAndWordCountSay() throws IOException {
        FactsStream stream = stream("one  two\n\tthree\r\nfour");
        stream.readAllBytes();
        assertThat(stream.facts())
                .isEqualTo(new FileFacts("e0f1a23959877047e0fa93096398e22adda20eabec9b39a900829ef5d46bd731", 21, 2, 4));
        assertThat(told).hasValue(21);
    }

    @Test
    void words_acrossReads_areCountedOnce() throws IOException {
        FactsStream stream = stream("ab cd");
        while (stream.read() >= 0) {
            assertThat(told.get()).isPositive();
        }
        assertThat(stream.facts().words()).isEqualTo(2);
    }

    @Test
    void skip_leavesNothingOut() throws IOException {
        FactsStream all = stream("a b c");
        all.readAllBytes();
        FactsStream skipped = stream("a b c");
        skipped.skipNBytes(5);
        assertThat(skipped.facts()).isEqualTo(all.facts());
    }

    private FactsStream stream(String text) {
        return new FactsStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), told::addAndGet);
    }
}
